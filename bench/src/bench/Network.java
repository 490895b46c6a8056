// SPDX-License-Identifier: Apache-2.0
package bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Two hosts on a switch. This process is in a network namespace of its own already and is the second
 * host; the first one is another namespace. All of it ends with the processes in it.
 */
final class Network implements AutoCloseable {
  static final String ADDRESS1 = "10.77.0.1";
  static final String ADDRESS2 = "10.77.0.2";

  private final Process first;

  Network() throws IOException, InterruptedException {
    // Ends when this process does, however that ends.
    first = new ProcessBuilder("unshare", "--net", "cat").start();
    Pair.await(() -> !namespace("self").equals(namespace("" + first.pid())));
    run("ip", "link", "set", "lo", "up");
    run("ip", "link", "add", "switch", "type", "bridge");
    run("ip", "link", "set", "switch", "up");
    run("ip", "link", "add", "port1", "type", "veth", "peer", "name", "cable", "netns", "" + first.pid());
    run("ip", "link", "add", "port2", "type", "veth", "peer", "name", "cable");
    for (String port : List.of("port1", "port2")) {
      run("ip", "link", "set", port, "master", "switch", "up");
    }
    plug(ADDRESS1, first());
    plug(ADDRESS2);
  }

  /** What a command is to be preceded by to run on the first host. */
  String[] first() {
    return new String[] {"nsenter", "--net=/proc/" + first.pid() + "/ns/net"};
  }

  /** The switch passes nothing on any more; nobody is told. */
  void cut() throws IOException, InterruptedException {
    run("bridge", "link", "set", "dev", "port1", "state", "0");
  }

  /** The end of {@link #cut}. */
  void heal() throws IOException, InterruptedException {
    run("bridge", "link", "set", "dev", "port1", "state", "3");
  }

  @Override
  public void close() {
    first.destroyForcibly();
  }

  private static void plug(String address, String... on) throws IOException, InterruptedException {
    run(on, "ip", "link", "set", "lo", "up");
    run(on, "ip", "address", "add", address + "/24", "dev", "cable");
    run(on, "ip", "link", "set", "cable", "up");
  }

  private static void run(String[] on, String... words) throws IOException, InterruptedException {
    List<String> all = new ArrayList<>(List.of(on));
    all.addAll(List.of(words));
    run(all.toArray(String[]::new));
  }

  private static void run(String... words) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(words).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    if (process.waitFor() != 0) {
      throw new IOException(String.join(" ", words) + ": " + output);
    }
  }

  private static String namespace(String process) {
    try {
      return Files.readSymbolicLink(Path.of("/proc/" + process + "/ns/net")).toString();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
