// SPDX-License-Identifier: Apache-2.0
package io.clooster.daemon;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.camel.spi.Resource;
import org.apache.camel.support.ResourceResolverSupport;
import org.apache.camel.support.ResourceSupport;

/**
 * Camel's resources of the scheme {@code file:}, found by their names as they are. Camel's own
 * resolver takes every name for a part of a URI, and looks for {@code a b} and {@code aAb} where
 * {@code a+b} and {@code a%41b} are meant; such a name is still understood where there is no file
 * of the literal one.
 */
final class LiteralFiles extends ResourceResolverSupport {
  /** Where Camel looks for a resolver that is to take the place of its own. */
  static final String BEAN = "resource-loader-file";

  LiteralFiles() {
    super("file");
  }

  @Override
  protected Resource createResource(String location, String remaining) {
    Path literal = Path.of(remaining);
    return new LiteralFile(location, Files.exists(literal) ? literal : decoded(remaining));
  }

  private static Path decoded(String name) {
    try {
      return Path.of(URLDecoder.decode(name, StandardCharsets.UTF_8));
    } catch (IllegalArgumentException e) {
      return Path.of(name); // No URI either: to be named as what is not there.
    }
  }

  private static final class LiteralFile extends ResourceSupport {
    private final Path path;

    LiteralFile(String location, Path path) {
      super("file", location);
      this.path = path;
    }

    @Override
    public boolean exists() {
      return Files.exists(path);
    }

    @Override
    public URI getURI() {
      return path.toUri();
    }

    @Override
    public InputStream getInputStream() throws IOException {
      return Files.newInputStream(path);
    }
  }
}
