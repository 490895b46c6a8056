// SPDX-License-Identifier: Apache-2.0
package bench;

import io.clooster.sandbox.Sandbox;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** Two real servers on loopback with the sandbox's Cloudflare; everything is removed at the end. */
final class Pair implements AutoCloseable {
  static final String RECORD = "www.example.com";
  static final String FIRST = "srv1.example.com";
  static final String SECOND = "srv2.example.com";
  static final Path CLOOSTER = Path.of("target/clooster/bin/clooster").toAbsolutePath();

  final Sandbox sandbox = Sandbox.start();
  final Path directory = Files.createTempDirectory("clooster-bench-");
  final int port = freePort();
  Process first;
  Process second;

  Pair() throws IOException {
    sandbox.cloudflare().addZone("example.com");
    sandbox.cloudflare().allowToken("token");
    sandbox.cloudflare().addRecord(RECORD, "CNAME", FIRST);
    Files.writeString(directory.resolve("hosts"), "127.0.0.1 " + FIRST + " " + SECOND + "\n");
  }

  /** The listening, preferred server. */
  Process startFirst() throws IOException {
    first = start("srv1", FIRST, SECOND, "\"server\": {\"address\": \"127.0.0.1\", \"port\": " + port + "}");
    return first;
  }

  /** The connecting server. */
  Process startSecond() throws IOException {
    second = start("srv2", SECOND, FIRST, "\"client\": {\"address\": \"127.0.0.1\", \"port\": " + port + "}");
    return second;
  }

  void awaitLinked() throws InterruptedException {
    await(() -> log("srv1").contains("state=settled") && log("srv2").contains("state=settled"));
  }

  boolean listening() {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  String log(String server) {
    try {
      return Files.readString(directory.resolve(server + ".log"));
    } catch (IOException e) {
      return "";
    }
  }

  static void await(BooleanSupplier condition) throws InterruptedException {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() - deadline > 0) {
        throw new IllegalStateException("waited a minute in vain");
      }
      Thread.sleep(2);
    }
  }

  @Override
  public void close() throws IOException, InterruptedException {
    for (Process process : new Process[] {first, second}) {
      if (process != null) {
        process.destroyForcibly().waitFor();
      }
    }
    sandbox.close();
    List<Path> files;
    try (var walk = Files.walk(directory)) {
      files = walk.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path file : files) {
      Files.deleteIfExists(file);
    }
  }

  private Process start(String file, String self, String other, String role) throws IOException {
    Path config =
        Files.writeString(
            directory.resolve(file + ".json"),
            """
            {"this_server": "%s", "other_server": "%s", "key": "bench", %s,
             "cloudflare": {"token": "token", "zone": "example.com", "record": "%s",
                            "preferred_value": "%s", "api": "%s"},
             "link": {"confirm": 0}}
            """
                .formatted(self, other, role, RECORD, FIRST, sandbox.cloudflare().uri()));
    ProcessBuilder builder = new ProcessBuilder(CLOOSTER.toString(), "run", config.toString());
    builder.environment().put("CLOOSTER_JAVA_OPTS", "-Djdk.net.hosts.file=" + directory.resolve("hosts"));
    builder.redirectErrorStream(true).redirectOutput(directory.resolve(file + ".log").toFile());
    return builder.start();
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }
}
