// SPDX-License-Identifier: Apache-2.0
package io.clooster.demo;

import io.clooster.config.ConfigException;
import io.clooster.routes.ShippedRoutes;
import io.clooster.sandbox.FaultyWire;
import io.clooster.sandbox.ReservedPort;
import io.clooster.sandbox.Sandbox;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * All that two servers need besides themselves: the services, a record, ports, the cables between
 * them, a directory with the routes as they are shipped.
 */
final class DemoEnvironment implements AutoCloseable {
  static final String RECORD = "www.example.com";
  static final String FIRST = "srv1.example.com";
  static final String SECOND = "srv2.example.com";

  static final String ZONE = "example.com";
  static final String TOKEN = "sandbox-token";
  static final String PUSH_TOKEN = "sandbox-push-token";

  final Sandbox sandbox;
  final Path directory;
  private final List<ReservedPort> ports = new ArrayList<>();
  private final List<FaultyWire> cables = new ArrayList<>();
  private boolean kept;

  private DemoEnvironment(Sandbox sandbox, Path directory) {
    this.sandbox = sandbox;
    this.directory = directory;
  }

  /** Sets up on free ports and in a temporary directory. */
  static DemoEnvironment create() throws IOException {
    Sandbox sandbox = Sandbox.start();
    sandbox.cloudflare().addZone(ZONE);
    sandbox.cloudflare().allowToken(TOKEN);
    sandbox.cloudflare().addRecord(RECORD, "CNAME", FIRST);
    sandbox.pushbullet().allowToken(PUSH_TOKEN);
    Path directory = Files.createTempDirectory("clooster-demo-");
    ShippedRoutes.get().copyTo(directory);
    return new DemoEnvironment(sandbox, directory);
  }

  /**
   * The configs of the two servers, the preferred one's first. Each of them reaches the other one
   * through a cable only, which can be cut.
   */
  List<Path> configs() throws IOException, ConfigException {
    int first = freePort();
    int second = freePort();
    return List.of(
        new ServerConfig(this, FIRST).write(first, cable(second)),
        new ServerConfig(this, SECOND).write(cable(first), second));
  }

  /** A port that nobody else is given. */
  int freePort() throws IOException {
    ReservedPort port = ReservedPort.take();
    ports.add(port);
    return port.number();
  }

  private int cable(int to) throws IOException {
    int from = freePort();
    cables.add(FaultyWire.between(loopback(from), loopback(to)));
    return from;
  }

  private static InetSocketAddress loopback(int port) {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
  }

  /** Nobody listens at the first server's place any more; links that there are stay. */
  void refuseFirst() throws IOException {
    // The second server's, to the first one.
    cables.get(1).refuse();
  }

  /** Nothing passes between the two any more, and no connection ends. */
  void cut() {
    cables.forEach(FaultyWire::cut);
  }

  /** The end of {@link #cut} and {@link #refuseFirst}. */
  void mend() throws IOException {
    for (FaultyWire cable : cables) {
      cable.heal();
    }
  }

  /** What the record holds now. */
  String value() {
    return sandbox.cloudflare().content(RECORD, "CNAME");
  }

  /** How many claims were written so far: the first, renewals, and those of who took over. */
  int claims() {
    return sandbox.cloudflare().claims(RECORD).size();
  }

  /** Leaves the directory behind when all else is removed. */
  void keep() {
    kept = true;
  }

  @Override
  public void close() throws IOException {
    sandbox.close();
    for (FaultyWire cable : cables) {
      cable.close();
    }
    ports.forEach(ReservedPort::close);
    if (kept) {
      return;
    }
    try (Stream<Path> files = Files.walk(directory)) {
      List<Path> deepestFirst = files.sorted(Comparator.reverseOrder()).toList();
      for (Path file : deepestFirst) {
        Files.deleteIfExists(file);
      }
    }
  }
}
