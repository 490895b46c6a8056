// SPDX-License-Identifier: Apache-2.0
package io.clooster.dns.server;

import static org.awaitility.Awaitility.await;

import io.clooster.dist.Tool;
import io.clooster.sandbox.ReservedPort;
import io.clooster.testing.Programs;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.awaitility.core.ConditionTimeoutException;

/** A real name server on this machine, which serves the zone example.com. */
public abstract class RealNameServer implements AutoCloseable {
  private final int port = ReservedPort.keep();
  private final String dig = Tool.find("dig", "bind9-dnsutils");
  private Process process;
  private Path log;

  /** Runs it, and waits until it answers. */
  final void run(Path directory, List<String> command) throws IOException {
    log = directory.resolve("server.log");
    process =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start();
  }

  /** Waits until it answers. */
  final void awaitZone() throws IOException {
    try {
      await().atMost(Duration.ofSeconds(30)).until(() -> !dig("SOA", "example.com").isEmpty());
    } catch (ConditionTimeoutException | IllegalStateException e) {
      close();
      throw new IllegalStateException(Files.readString(log), e);
    }
  }

  /** Where it answers, by UDP and TCP. */
  public final int port() {
    return port;
  }

  /** What it gives, as {@code dig} prints it, a line for each record. */
  public final List<String> dig(String type, String name) throws IOException, InterruptedException {
    if (!process.isAlive()) {
      throw new IllegalStateException("the name server has ended");
    }
    Process asked =
        new ProcessBuilder(
                dig,
                "@127.0.0.1",
                "-p",
                String.valueOf(port),
                "+short",
                "+tries=1",
                "+time=2",
                name,
                type)
            .redirectErrorStream(true)
            .start();
    String out = new String(asked.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    asked.waitFor();
    return out.lines().filter(line -> !line.startsWith(";")).sorted().toList();
  }

  @Override
  public final void close() {
    Programs.end(process);
  }
}
