// SPDX-License-Identifier: Apache-2.0
package io.clooster.pair;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.fail;

import io.clooster.dist.Tool;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.UnixDomainSocketAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Two hosts on a switch, as the kernel makes them: three network namespaces, a bridge in one of
 * them, and a cable to each of the others. None of it touches the machine's own network. The APIs,
 * which run outside, are found at their own addresses on each host's loopback.
 */
final class Namespaces implements AutoCloseable {
  static final String ADDRESS1 = "10.77.0.1";
  static final String ADDRESS2 = "10.77.0.2";

  private static final String DISABLED = "0";
  private static final String FORWARDING = "3";

  private final String ip;
  private final String bridge;
  private final String prefix;
  private final List<String> names = new ArrayList<>();
  private final List<Wire> doors = new ArrayList<>();
  private final List<Process> relays = new ArrayList<>();

  private Namespaces() {
    ip = Tool.find("ip", "iproute2");
    bridge = Tool.find("bridge", "iproute2");
    prefix =
        "clooster-" + ProcessHandle.current().pid() + "-" + Long.toString(System.nanoTime(), 36);
  }

  /** Makes them, or reports the test as not run; with {@code CI=true}, as failed. */
  static Namespaces make() throws IOException, InterruptedException {
    var namespaces = new Namespaces();
    try {
      namespaces.wire();
      return namespaces;
    } catch (IOException e) {
      namespaces.close();
      var reason = "network namespaces, which need root: " + e.getMessage();
      if ("true".equals(System.getenv("CI"))) {
        return fail(reason);
      }
      Tool.notRun(reason);
      throw new AssertionError("unreachable");
    }
  }

  private void wire() throws IOException, InterruptedException {
    add(theSwitch());
    run(ip, "-n", theSwitch(), "link", "add", "bridge", "type", "bridge");
    run(ip, "-n", theSwitch(), "link", "set", "bridge", "up");
    for (var entry : Map.of(1, ADDRESS1, 2, ADDRESS2).entrySet()) {
      int number = entry.getKey();
      add(host(number));
      run(
          ip,
          "-n",
          theSwitch(),
          "link",
          "add",
          "port" + number,
          "type",
          "veth",
          "peer",
          "name",
          "cable",
          "netns",
          host(number));
      run(ip, "-n", theSwitch(), "link", "set", "port" + number, "master", "bridge", "up");
      run(ip, "-n", host(number), "address", "add", entry.getValue() + "/24", "dev", "cable");
      run(ip, "-n", host(number), "link", "set", "cable", "up");
      run(ip, "-n", host(number), "link", "set", "lo", "up");
    }
  }

  /** What a command is to be preceded by to run on the first host, or on the second. */
  String[] on(int number) {
    return new String[] {ip, "netns", "exec", host(number)};
  }

  /** Makes these addresses, which are on our loopback, reachable on both hosts. */
  void reach(Path directory, URI... apis) throws IOException {
    var arguments = new ArrayList<String>();
    for (var api : apis) {
      var socket = directory.resolve(api.getPort() + ".socket");
      doors.add(Wire.between(UnixDomainSocketAddress.of(socket), Loopback.address(api.getPort())));
      arguments.addAll(List.of(String.valueOf(api.getPort()), socket.toString()));
    }
    for (int number = 1; number <= 2; number++) {
      var words = new ArrayList<>(List.of(on(number)));
      words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
      words.addAll(List.of("-cp", Path.of("target", "test-classes").toAbsolutePath().toString()));
      words.add(Relay.class.getName());
      words.addAll(arguments);
      var relay = new ProcessBuilder(words).redirectErrorStream(true).start();
      relays.add(relay);
      var line =
          new BufferedReader(new InputStreamReader(relay.getInputStream(), UTF_8)).readLine();
      if (!"ready".equals(line)) {
        throw new IOException("the relay doesn't start: " + line);
      }
    }
  }

  /** The switch passes nothing on any more; nobody is told. */
  void cut() throws IOException, InterruptedException {
    state(DISABLED);
  }

  /** The end of {@link #cut}. */
  void heal() throws IOException, InterruptedException {
    state(FORWARDING);
  }

  @Override
  public void close() throws IOException {
    relays.forEach(Process::destroyForcibly);
    for (var door : doors) {
      door.close();
    }
    for (var name : names) {
      // What runs there still is ended by who started it; the kernel clears up after the last.
      new ProcessBuilder(ip, "netns", "delete", name).inheritIO().start();
    }
  }

  private String theSwitch() {
    return prefix + "-switch";
  }

  private String host(int number) {
    return prefix + "-host" + number;
  }

  private void state(String state) throws IOException, InterruptedException {
    run(bridge, "-n", theSwitch(), "link", "set", "dev", "port1", "state", state);
  }

  private void add(String name) throws IOException, InterruptedException {
    run(ip, "netns", "add", name);
    names.add(name);
  }

  private static void run(String... words) throws IOException, InterruptedException {
    var process = new ProcessBuilder(words).redirectErrorStream(true).start();
    var output = new String(process.getInputStream().readAllBytes(), UTF_8).strip();
    if (process.waitFor() != 0) {
      throw new IOException(String.join(" ", words) + ": " + output);
    }
  }
}
