// SPDX-License-Identifier: Apache-2.0
package io.clooster.dns.server;

import io.clooster.dist.Tool;
import io.clooster.sandbox.ReservedPort;
import io.clooster.testing.Programs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * A real secondary of a name server, Knot DNS, that nobody tells of a change: it looks for one by
 * itself, from time to time.
 */
public final class SecondaryServer implements AutoCloseable {
  private final int port = ReservedPort.keep();
  private final Process process;
  private final Path log;

  private SecondaryServer(Path directory, int primary, Duration interval) throws IOException {
    String program = Tool.find("knotd", "knot");
    Files.createDirectories(directory);
    log = directory.resolve("server.log");
    Path config =
        Files.writeString(
            directory.resolve("knot.conf"),
            """
            server:
              rundir: "%1$s"
              listen: 127.0.0.1@%2$d
              background-workers: 1
              udp-workers: 1
              tcp-workers: 1
            database:
              storage: "%1$s"
            log:
              - target: stderr
                any: info
            remote:
              - id: primary
                address: 127.0.0.1@%3$d
            zone:
              - domain: example.com
                storage: "%1$s"
                master: primary
                zonefile-sync: -1
                refresh-min-interval: %4$d
                refresh-max-interval: %4$d
            """
                .formatted(directory, port, primary, interval.toSeconds()));
    process =
        new ProcessBuilder(program, "-c", config.toString())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
  }

  /**
   * Starts one, and waits until it has the zone.
   *
   * @param interval between two looks for changes
   */
  public static SecondaryServer of(RealNameServer primary, Path directory, Duration interval)
      throws IOException, InterruptedException {
    SecondaryServer server = new SecondaryServer(directory, primary.port(), interval);
    long begun = System.nanoTime();
    while (!Files.readString(server.log).contains("[example.com.] AXFR, incoming")
        || !Files.readString(server.log).contains("finished")) {
      if (System.nanoTime() - begun > TimeUnit.SECONDS.toNanos(30)) {
        server.close();
        throw new IllegalStateException(Files.readString(server.log));
      }
      TimeUnit.MILLISECONDS.sleep(100);
    }
    return server;
  }

  /** Where it answers. */
  public String place() {
    return "127.0.0.1:" + port;
  }

  @Override
  public void close() {
    Programs.end(process);
  }
}
