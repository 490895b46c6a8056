// SPDX-License-Identifier: Apache-2.0
package io.clooster.process;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.fail;

import io.clooster.dist.Tool;
import io.clooster.sandbox.FaultyWire;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.UnixDomainSocketAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Hosts on a switch, as the kernel makes them: a network namespace with a bridge, and one for each
 * host, with a cable to it. None of it touches the machine's own network. The APIs, which run
 * outside, are found at the switch.
 *
 * <p>Whatever is disturbed is disturbed in silence: packets vanish, and nobody is told.
 */
public final class Namespaces implements AutoCloseable {
  private static final String SWITCH_ADDRESS = "10.77.0.254";

  /** Nobody's: what is sent to it arrives nowhere. */
  private static final String NOWHERE = "02:00:00:00:00:fe";

  private static final String DISABLED = "0";
  private static final String FORWARDING = "3";

  private final String ip;
  private final String bridge;
  private final String prefix;
  private final List<String> names = new ArrayList<>();
  private final List<FaultyWire> doors = new ArrayList<>();
  private final List<Process> relays = new ArrayList<>();

  private Namespaces() {
    ip = Tool.find("ip", "iproute2");
    bridge = Tool.find("bridge", "iproute2");
    prefix =
        "clooster-" + ProcessHandle.current().pid() + "-" + Long.toString(System.nanoTime(), 36);
  }

  /** Makes so many hosts, or reports the test as not run; with {@code CI=true}, as failed. */
  public static Namespaces make(int hosts) throws IOException, InterruptedException {
    var namespaces = new Namespaces();
    try {
      namespaces.wire(hosts);
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

  private void wire(int hosts) throws IOException, InterruptedException {
    add(theSwitch());
    inSwitch("link", "add", "bridge", "type", "bridge");
    inSwitch("address", "add", SWITCH_ADDRESS + "/24", "dev", "bridge");
    inSwitch("link", "set", "bridge", "up");
    inSwitch("link", "set", "lo", "up");
    for (int host : IntStream.rangeClosed(1, hosts).toArray()) {
      add(name(host));
      var port = "port" + host;
      inSwitch("link", "add", port, "type", "veth", "peer", "cable", "netns", name(host));
      inSwitch("link", "set", port, "master", "bridge", "up");
      inHost(host, "address", "add", address(host) + "/24", "dev", "cable");
      inHost(host, "link", "set", "cable", "up");
      inHost(host, "link", "set", "lo", "up");
    }
  }

  /** The address of a host; the first one is number 1. */
  public static String address(int host) {
    return "10.77.0." + host;
  }

  /** What a command is to be preceded by to run on this host. */
  public String[] on(int host) {
    return new String[] {ip, "netns", "exec", name(host)};
  }

  /** Makes these APIs, which are on our loopback, reachable where {@link #seen} says. */
  public void reach(Path directory, URI... apis) throws IOException {
    var words = new ArrayList<>(List.of(ip, "netns", "exec", theSwitch()));
    words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    words.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-cp"));
    words.add(
        Stream.of("test-classes", "classes")
            .map(classes -> Path.of("target", classes).toAbsolutePath().toString())
            .collect(Collectors.joining(File.pathSeparator)));
    words.addAll(List.of(Relay.class.getName(), SWITCH_ADDRESS));
    for (var api : apis) {
      var socket = directory.resolve(api.getPort() + ".socket");
      doors.add(
          FaultyWire.between(
              UnixDomainSocketAddress.of(socket), LoopbackPorts.address(api.getPort())));
      words.addAll(List.of(String.valueOf(api.getPort()), socket.toString()));
    }
    var relay = new ProcessBuilder(words).redirectErrorStream(true).start();
    relays.add(relay);
    var line = new BufferedReader(new InputStreamReader(relay.getInputStream(), UTF_8)).readLine();
    if (!"ready".equals(line)) {
      throw new IOException("the relay doesn't start: " + line);
    }
  }

  /** Where the hosts find an API that was made reachable. */
  public static URI seen(URI api) {
    return URI.create(api.toString().replace(api.getHost(), SWITCH_ADDRESS));
  }

  /** The switch passes nothing on any more of what this host sends, and nothing to it. */
  public void unplug(int host) throws IOException, InterruptedException {
    state(host, DISABLED);
  }

  /** The end of {@link #unplug}. */
  public void plug(int host) throws IOException, InterruptedException {
    state(host, FORWARDING);
  }

  /** Nothing passes between these two hosts any more; each reaches all others, and the APIs. */
  public void cut(int host, int other) throws IOException, InterruptedException {
    for (var way : ways(host, other)) {
      inHost(way.from, "neigh", "replace", address(way.to), "lladdr", NOWHERE, "dev", "cable");
    }
  }

  /** The end of {@link #cut}. */
  public void mend(int host, int other) throws IOException, InterruptedException {
    for (var way : ways(host, other)) {
      inHost(way.from, "neigh", "delete", address(way.to), "dev", "cable");
    }
  }

  /** The APIs get nothing any more of what this host sends; it reaches the other hosts. */
  public void cutFromApis(int host) throws IOException, InterruptedException {
    inHost(host, "neigh", "replace", SWITCH_ADDRESS, "lladdr", NOWHERE, "dev", "cable");
  }

  /** The end of {@link #cutFromApis}. */
  public void mendToApis(int host) throws IOException, InterruptedException {
    inHost(host, "neigh", "delete", SWITCH_ADDRESS, "dev", "cable");
  }

  /** Nothing passes between these hosts and those; each reaches the APIs. */
  public void part(List<Integer> hosts, List<Integer> others)
      throws IOException, InterruptedException {
    for (int host : hosts) {
      for (int other : others) {
        cut(host, other);
      }
    }
  }

  /** The end of {@link #part}. */
  public void join(List<Integer> hosts, List<Integer> others)
      throws IOException, InterruptedException {
    for (int host : hosts) {
      for (int other : others) {
        mend(host, other);
      }
    }
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

  private record Way(int from, int to) {}

  private static List<Way> ways(int host, int other) {
    return List.of(new Way(host, other), new Way(other, host));
  }

  private String theSwitch() {
    return prefix + "-switch";
  }

  private String name(int host) {
    return prefix + "-host" + host;
  }

  private void state(int host, String state) throws IOException, InterruptedException {
    run(List.of(bridge, "-n", theSwitch(), "link", "set", "dev", "port" + host, "state", state));
  }

  private void add(String name) throws IOException, InterruptedException {
    run(List.of(ip, "netns", "add", name));
    names.add(name);
  }

  private void inSwitch(String... words) throws IOException, InterruptedException {
    inside(theSwitch(), words);
  }

  private void inHost(int host, String... words) throws IOException, InterruptedException {
    inside(name(host), words);
  }

  private void inside(String namespace, String... words) throws IOException, InterruptedException {
    var all = new ArrayList<>(List.of(ip, "-n", namespace));
    all.addAll(List.of(words));
    run(all);
  }

  private static void run(List<String> words) throws IOException, InterruptedException {
    var process = new ProcessBuilder(words).redirectErrorStream(true).start();
    var output = new String(process.getInputStream().readAllBytes(), UTF_8).strip();
    if (process.waitFor() != 0) {
      throw new IOException(String.join(" ", words) + ": " + output);
    }
  }
}
