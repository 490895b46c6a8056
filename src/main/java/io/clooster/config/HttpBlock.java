// SPDX-License-Identifier: Apache-2.0
package io.clooster.config;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import org.jspecify.annotations.Nullable;

/** The block {@code http}: how the APIs are reached. */
final class HttpBlock {
  /** Bytes: three times what a system's own file of certificates has. */
  private static final int LARGEST = 1 << 20;

  private static final String EXAMPLE = "\"http://proxy.example.com:3128\"";

  /** Never shown: it may hold a password. */
  private static final ValueType<Config.Proxy> PROXY =
      new ValueType<>(
          "the URL of a proxy in double quotes, such as " + EXAMPLE,
          false,
          false,
          false,
          scalar -> proxy(scalar.text()));

  private HttpBlock() {}

  /**
   * What it says.
   *
   * @param directory what a relative path is relative to
   */
  static Config.Http read(BlockReader root, Path directory) {
    BlockReader block = root.block("http");
    if (block == null) {
      return new Config.Http(null, null);
    }
    Config.Proxy proxy = block.optional("proxy", PROXY);
    Path written = block.optional("ca", ValueType.PATH);
    Path ca = written == null ? null : directory.resolve(written);
    if (ca != null) {
      checkCertificates(ca, block);
    }
    block.refuseUnknown();
    return new Config.Http(proxy, ca);
  }

  private static Config.Proxy proxy(String text) throws InvalidValue {
    InvalidValue invalid =
        new InvalidValue(
            "is not the URL of a proxy",
            "write " + EXAMPLE + ", with user:password@ before the host where it asks for them");
    try {
      URI uri = new URI(text);
      String path = uri.getRawPath();
      if (!"http".equalsIgnoreCase(uri.getScheme())
          || uri.getHost() == null
          || uri.getPort() < 1
          || uri.getPort() > 65_535
          || !(path == null || path.isEmpty() || path.equals("/"))
          || uri.getRawQuery() != null
          || uri.getRawFragment() != null) {
        throw invalid;
      }
      return withUser(uri, invalid);
    } catch (URISyntaxException e) {
      throw invalid;
    }
  }

  private static Config.Proxy withUser(URI uri, InvalidValue invalid) throws InvalidValue {
    @Nullable String userInfo = uri.getUserInfo();
    if (userInfo == null) {
      return new Config.Proxy(uri.getHost(), uri.getPort(), null, null);
    }
    int colon = userInfo.indexOf(':');
    if (colon < 1 || colon == userInfo.length() - 1) {
      throw invalid;
    }
    return new Config.Proxy(
        uri.getHost(),
        uri.getPort(),
        userInfo.substring(0, colon),
        new Secret(userInfo.substring(colon + 1)));
  }

  private static void checkCertificates(Path file, BlockReader block) {
    String remedy =
        "name a file of certificates in PEM form (-----BEGIN CERTIFICATE-----) that this user may"
            + " read";
    try {
      InputStream in = new ByteArrayInputStream(PlainFile.read(file, LARGEST));
      if (CertificateFactory.getInstance("X.509").generateCertificates(in).isEmpty()) {
        block.problem("ca", file + " holds no certificate", remedy);
      }
    } catch (PlainFile.Unlike e) {
      block.problem("ca", file + " " + e.getMessage(), remedy);
    } catch (IOException e) {
      block.problem("ca", unread(file), remedy);
    } catch (CertificateException e) {
      block.problem("ca", file + " holds something else than certificates", remedy);
    }
  }

  private static String unread(Path file) {
    return Files.exists(file)
        ? file + " can't be read by the user " + System.getProperty("user.name")
        : file + " is not there";
  }
}
