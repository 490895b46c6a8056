// SPDX-License-Identifier: Apache-2.0
package io.clooster.testing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/**
 * TLS before a plain port of this machine, with a certificate that an authority of its own signed.
 */
public final class TlsFront implements Closeable {
  private static final String PASSWORD = "for-tests";

  private final Path directory;
  private final ServerSocket socket;
  private final int target;

  /**
   * Makes the certificates and starts.
   *
   * @param directory an empty one, for them
   * @param host whose certificate it shows
   */
  public TlsFront(Path directory, String host, int target) throws Exception {
    this.directory = directory;
    this.target = target;
    keytool(
        "-genkeypair",
        "-alias",
        "ca",
        "-keystore",
        "ca.p12",
        "-dname",
        "CN=An own CA",
        "-keyalg",
        "EC",
        "-ext",
        "bc:c",
        "-validity",
        "2");
    keytool("-exportcert", "-rfc", "-alias", "ca", "-keystore", "ca.p12", "-file", "ca.pem");
    keytool(
        "-genkeypair",
        "-alias",
        "api",
        "-keystore",
        "api.p12",
        "-dname",
        "CN=" + host,
        "-keyalg",
        "EC",
        "-validity",
        "2");
    keytool("-certreq", "-alias", "api", "-keystore", "api.p12", "-file", "api.csr");
    keytool(
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
    keytool("-importcert", "-noprompt", "-alias", "ca", "-keystore", "api.p12", "-file", "ca.pem");
    keytool(
        "-importcert", "-noprompt", "-alias", "api", "-keystore", "api.p12", "-file", "api.pem");
    socket =
        context()
            .getServerSocketFactory()
            .createServerSocket(0, 50, InetAddress.getLoopbackAddress());
    ConnectProxy.start(this::accept);
  }

  public int port() {
    return socket.getLocalPort();
  }

  /** The authority's certificate, PEM. */
  public Path authority() {
    return directory.resolve("ca.pem");
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }

  private void accept() {
    try {
      while (true) {
        Socket client = socket.accept();
        ConnectProxy.start(() -> serve(client));
      }
    } catch (IOException e) {
      // Closed: the test is over.
    }
  }

  private void serve(Socket client) {
    try (client;
        Socket server = new Socket(InetAddress.getLoopbackAddress(), target)) {
      ConnectProxy.start(() -> ConnectProxy.pump(server, client));
      client.getInputStream().transferTo(server.getOutputStream());
    } catch (IOException e) {
      // One side has gone, or doesn't trust us.
    }
  }

  private SSLContext context() throws Exception {
    KeyStore store = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(directory.resolve("api.p12"))) {
      store.load(in, PASSWORD.toCharArray());
    }
    KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    keys.init(store, PASSWORD.toCharArray());
    SSLContext tls = SSLContext.getInstance("TLS");
    tls.init(keys.getKeyManagers(), null, null);
    return tls;
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
