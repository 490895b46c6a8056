// SPDX-License-Identifier: Apache-2.0
package io.clooster.dns.server;

import io.clooster.dist.Tool;
import io.clooster.sandbox.ReservedPort;
import io.clooster.testing.Programs;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A real name server on this machine, which serves the zone example.com: how it is read and changed
 * by Clooster and by hand, and what its own journal tells of all changes.
 */
public abstract class RealNameServer implements AutoCloseable {
  /** What the zone holds at first. */
  static final String ZONE =
      """
      $ORIGIN example.com.
      $TTL 60
      @ SOA ns1 admin 7 3600 600 86400 60
      @ NS ns1
      @ MX 10 ns1
      ns1 A 127.0.0.1
      www 300 CNAME srv1.example.com.
      _clooster.www TXT "of somebody else"
      """;

  /** The zone's serial at first. */
  public static final long FIRST_SERIAL = 7;

  private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(30);

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
    long begun = System.nanoTime();
    try {
      while (dig("SOA", "example.com").isEmpty()) {
        if (System.nanoTime() - begun > PATIENCE_NANOS) {
          throw new IllegalStateException("the name server does not answer");
        }
        TimeUnit.MILLISECONDS.sleep(100);
      }
    } catch (IllegalStateException e) {
      close();
      throw new IllegalStateException(Files.readString(log), e);
    } catch (InterruptedException e) {
      close();
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }

  /** Where it answers, by UDP and TCP. */
  public final int port() {
    return port;
  }

  /** Which of Clooster's providers reads and changes its records. */
  public abstract String provider();

  /** The TCP port of this machine that a provider speaks to. */
  public abstract int service();

  /**
   * What stands in the provider's block, but for the zone and the record.
   *
   * @param found the port at which the service is found, as {@link #service} is or another that
   *     passes on to it
   */
  public abstract Map<String, Object> settings(int found) throws IOException;

  /** Somebody edits a set by hand: it holds these values from then on; of none, it is gone. */
  public abstract void edit(String name, String type, String... values)
      throws IOException, InterruptedException;

  /** All changes since the zone was loaded, the first one first. */
  public abstract List<ZoneChange> changes() throws IOException, InterruptedException;

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

  /** Runs a program to its end, with this text on its standard input. */
  static String call(String input, List<String> command) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    process.getOutputStream().write(input.getBytes(StandardCharsets.UTF_8));
    process.getOutputStream().close();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (!process.waitFor(30, TimeUnit.SECONDS) || process.exitValue() != 0) {
      throw new IOException(command + ": " + output);
    }
    return output;
  }

  @Override
  public final void close() {
    Programs.end(process);
  }
}
