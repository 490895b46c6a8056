// SPDX-License-Identifier: Apache-2.0
package io.clooster.testing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.Key;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/** An authority of a test's own, and a certificate that it signed for a host. */
public final class TestAuthority {
  private static final String PASSWORD = "for-tests";

  private final Path directory;

  private TestAuthority(Path directory) {
    this.directory = directory;
  }

  /**
   * Makes both.
   *
   * @param directory an empty one, for them
   * @param host whose certificate it is
   */
  public static TestAuthority make(Path directory, String host) throws Exception {
    TestAuthority made = new TestAuthority(directory);
    made.make("ca", "CN=An own CA", "-ext", "bc:c");
    made.keytool("-exportcert", "-rfc", "-alias", "ca", "-keystore", "ca.p12", "-file", "ca.pem");
    made.make("api", "CN=" + host);
    made.keytool("-certreq", "-alias", "api", "-keystore", "api.p12", "-file", "api.csr");
    made.keytool(
        "-gencert",
        "-rfc",
        "-alias",
        "ca",
        "-keystore",
        "ca.p12",
        "-infile",
        "api.csr",
        "-outfile",
        "api.pem",
        "-ext",
        "san=dns:" + host,
        "-validity",
        "2");
    for (String certificate : List.of("ca", "api")) {
      made.keytool(
          "-importcert",
          "-noprompt",
          "-alias",
          certificate,
          "-keystore",
          "api.p12",
          "-file",
          certificate + ".pem");
    }
    return made;
  }

  /** The authority's certificate, PEM. */
  public Path certificate() {
    return directory.resolve("ca.pem");
  }

  /** The host's certificate, PEM. */
  public Path hostCertificate() {
    return directory.resolve("api.pem");
  }

  /** The host's key, PEM, for its owner alone. */
  public Path hostKey() throws Exception {
    Key key = store().getKey("api", PASSWORD.toCharArray());
    String base64 = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(key.getEncoded());
    Path file = directory.resolve("api.key");
    Files.writeString(
        file, "-----BEGIN PRIVATE KEY-----\n" + base64 + "\n-----END PRIVATE KEY-----\n");
    assertThat(file.toFile().setReadable(false, false)).isTrue();
    assertThat(file.toFile().setReadable(true, true)).isTrue();
    return file;
  }

  /** What the host shows itself by. */
  public SSLContext context() throws Exception {
    KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    keys.init(store(), PASSWORD.toCharArray());
    SSLContext tls = SSLContext.getInstance("TLS");
    tls.init(keys.getKeyManagers(), null, null);
    return tls;
  }

  private KeyStore store() throws Exception {
    KeyStore store = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(directory.resolve("api.p12"))) {
      store.load(in, PASSWORD.toCharArray());
    }
    return store;
  }

  private void make(String alias, String name, String... more) throws Exception {
    List<String> words =
        new ArrayList<>(
            List.of(
                "-genkeypair",
                "-alias",
                alias,
                "-keystore",
                alias + ".p12",
                "-dname",
                name,
                "-keyalg",
                "EC",
                "-validity",
                "2"));
    words.addAll(List.of(more));
    keytool(words.toArray(new String[0]));
  }

  private void keytool(String... arguments) throws Exception {
    List<String> words = new ArrayList<>();
    words.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
    words.addAll(List.of(arguments));
    words.addAll(List.of("-storepass", PASSWORD, "-storetype", "PKCS12"));
    Process process =
        new ProcessBuilder(words).directory(directory.toFile()).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertThat(process.waitFor()).as(said).isZero();
  }
}
