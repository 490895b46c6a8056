// SPDX-License-Identifier: Apache-2.0
package io.clooster.dns.verify;

import static org.awaitility.Awaitility.await;

import io.clooster.dist.Tool;
import io.clooster.sandbox.ReservedPort;
import io.clooster.testing.Programs;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.IntStream;
import org.xbill.DNS.Name;
import org.xbill.DNS.Type;

/** A real name server, Knot DNS, with the zone example.com on an address of the loopback. */
final class Knot implements AutoCloseable {
  private final Path directory;
  private final InetSocketAddress address;
  private final Process process;
  private int serial;

  private Knot(Path directory, InetSocketAddress address, String records) throws IOException {
    this.directory = directory;
    this.address = address;
    String program = Tool.find("knotd", "knot");
    Files.createDirectories(directory);
    zone(records);
    Path config =
        Files.writeString(
            directory.resolve("knot.conf"),
            """
            server:
              rundir: "%1$s"
              listen: %2$s@%3$d
              background-workers: 1
              udp-workers: 1
              tcp-workers: 1
            database:
              storage: "%1$s"
            log:
              - target: stderr
                any: info
            zone:
              - domain: example.com
                storage: "%1$s"
                file: example.com.zone
                zonefile-sync: -1
                journal-content: none
            """
                .formatted(directory, address.getAddress().getHostAddress(), address.getPort()));
    process =
        new ProcessBuilder(program, "-c", config.toString())
            .redirectErrorStream(true)
            .redirectOutput(directory.resolve("knot.log").toFile())
            .start();
  }

  /** Starts one that has these records, and waits until it answers. */
  static Knot start(Path directory, String address, int port, String records) throws IOException {
    InetSocketAddress where = new InetSocketAddress(InetAddress.getByName(address), port);
    Knot knot = new Knot(directory, where, records);
    try {
      await().atMost(Duration.ofSeconds(30)).until(knot::answers);
    } catch (RuntimeException e) {
      knot.close();
      throw new IllegalStateException(Files.readString(directory.resolve("knot.log")), e);
    }
    return knot;
  }

  InetSocketAddress address() {
    return address;
  }

  /** Gives these records when it returns. */
  void change(String records) throws IOException {
    zone(records);
    // SIGHUP: read what has changed.
    try {
      int status =
          new ProcessBuilder("kill", "-HUP", Long.toString(process.pid())).start().waitFor();
      if (status != 0) {
        throw new IOException("kill ended with " + status);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
    await().atMost(Duration.ofSeconds(30)).until(this::answers);
  }

  private void zone(String records) throws IOException {
    Files.writeString(
        directory.resolve("example.com.zone"),
        """
        $ORIGIN example.com.
        $TTL 60
        @ SOA ns1 admin %d 3600 600 86400 60
        @ NS ns1
        @ NS ns2
        ns1 A 127.0.0.1
        ns2 A 127.0.0.2
        ns2 AAAA 2001:db8::53
        %s
        """
            .formatted(++serial, records));
  }

  /** Whether it gives the zone as it was written last. */
  private boolean answers() throws InterruptedException {
    if (!process.isAlive()) {
      throw new IllegalStateException("knotd has ended");
    }
    try {
      Name zone = Name.fromString("example.com.");
      return new DnsAnswer(DnsQuery.ask(address, zone, Type.SOA, false))
          .addresses(Type.SOA).stream().anyMatch(soa -> soa.contains(" " + serial + " 3600 "));
    } catch (IOException e) {
      return false;
    }
  }

  /** A port that is free at both addresses, and that nobody gets by chance. */
  static int freePort() {
    return IntStream.generate(ReservedPort::keep)
        .filter(port -> isFree("127.0.0.1", port) && isFree("127.0.0.2", port))
        .findFirst()
        .orElseThrow();
  }

  private static boolean isFree(String address, int port) {
    try (DatagramSocket udp = new DatagramSocket(port, InetAddress.getByName(address));
        ServerSocket tcp = new ServerSocket(port, 1, InetAddress.getByName(address))) {
      return udp.isBound() && tcp.isBound();
    } catch (IOException e) {
      return false;
    }
  }

  @Override
  public void close() {
    Programs.end(process);
  }
}
