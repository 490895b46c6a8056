// SPDX-License-Identifier: Apache-2.0
package io.clooster.link.protocol2;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Certificates for the tests of one run, each made once. */
final class Identities {
  private static final Map<String, LinkTls> MADE = new ConcurrentHashMap<>();

  private Identities() {}

  /** The TLS of the one with this name. */
  static LinkTls of(String name) {
    return MADE.computeIfAbsent(name, Identities::make);
  }

  private static LinkTls make(String name) {
    try {
      Path directory = Files.createTempDirectory("identity-of-" + name);
      directory.toFile().deleteOnExit();
      LinkTls tls = new LinkTls(directory.toString());
      tls.createSSLContext(null);
      Files.delete(directory.resolve(Identity.FILE));
      return tls;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (java.security.GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
