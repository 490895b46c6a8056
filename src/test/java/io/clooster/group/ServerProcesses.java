// SPDX-License-Identifier: Apache-2.0
package io.clooster.group;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.clooster.process.LoopbackPorts;
import io.clooster.process.Places;
import io.clooster.process.Server;
import io.clooster.sandbox.FaultyWire;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Some servers and one record, whoever has it: what their processes, their configs and the wires
 * between them need. The servers are numbered from 1 in the order of preference; the record points
 * at the first.
 *
 * <p>After each test: no secret was logged or stored, every logged line has a time and a level, and
 * all is gone. Where the test failed, all that is known is printed.
 *
 * @param <G> the kind of group
 */
abstract class ServerProcesses<G extends ServerProcesses<G>> implements AfterEachCallback {
  static final String WWW = "www.example.com";
  static final String KEY = "secret-link-key-of-the-group";

  /** Each test is as short as it can be while no busy machine is taken for a dead one. */
  private static final Map<String, Object> PERIODS =
      Map.of("keepalive", "1s", "confirm", "1s", "reconnect", Map.of("min", "100ms", "max", "1s"));

  /** So long after a start nobody must have missed anybody. */
  private static final Duration CALM = Duration.ofSeconds(2);

  private static final List<String> UP =
      List.of("state=up", "state=preferred", "state=healthy", "state=drained", "state=undrained");

  private final Path directory;
  private final List<Server> servers = new ArrayList<>();
  private final Map<Server, Integer> ports = new LinkedHashMap<>();
  private List<Map<String, Object>> entries = List.of();
  private final List<FaultyWire> wires = new ArrayList<>();
  private int places;
  private String window = "1s";

  ServerProcesses() {
    try {
      directory = Files.createTempDirectory("clooster-group-");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** This group. */
  abstract G self();

  /** Says in a server's config who has the record, and who is told. */
  abstract void services(int number, ObjectNode config) throws IOException;

  /** Checks what must be true whatever happened. */
  abstract void checkStory() throws Exception;

  /** What must stand nowhere but in the configs. */
  abstract List<String> secrets();

  /** What those that the servers speak to have seen. */
  abstract String services();

  /** Ends them. */
  abstract void closeServices() throws Exception;

  /** The name of a server. */
  static String name(int number) {
    return "srv" + number + ".example.com";
  }

  /** So many servers on the loopback, each with a port of its own. */
  G of(int count) throws IOException {
    takePlaces(count);
    var entries = new ArrayList<Map<String, Object>>();
    for (int number : numbers(count)) {
      entries.add(
          Map.of("name", name(number), "address", "127.0.0.1", "port", LoopbackPorts.freePort()));
    }
    for (int number : numbers(count)) {
      var port = (int) entries.get(number - 1).get("port");
      add(number, Map.of("address", "127.0.0.1", "port", port));
    }
    return configured(entries);
  }

  /** Another {@code link.confirm} than the usual one of these tests. */
  G window(String confirm) {
    window = confirm;
    return self();
  }

  final void takePlaces(int count) {
    Places.take(count);
    places = count;
  }

  final G configured(List<Map<String, Object>> all) {
    entries = List.copyOf(all);
    set("/link/confirm", window);
    return set("/servers", entries);
  }

  final Server add(int number, Map<String, Object> listen) throws IOException {
    var config = new ObjectMapper().createObjectNode();
    config.put("this_server", name(number)).put("key", KEY);
    config.put("verify", false).put("operate", false);
    config.set("listen", new ObjectMapper().valueToTree(listen));
    config.set("link", new ObjectMapper().valueToTree(PERIODS));
    services(number, config);
    var hosts = Files.createDirectories(directory.resolve(name(number))).resolve("hosts");
    Files.writeString(hosts, "", UTF_8);
    var server = new Server(name(number), directory.resolve(name(number)), config, hosts);
    KnownIdentities.give(number, server.stateDirectory());
    servers.add(server);
    ports.put(server, (int) listen.get("port"));
    return server;
  }

  static int[] numbers(int count) {
    return IntStream.rangeClosed(1, count).toArray();
  }

  /** One of the servers. */
  Server srv(int number) {
    return servers.get(number - 1);
  }

  List<Server> servers() {
    return List.copyOf(servers);
  }

  Path directory() {
    return directory;
  }

  /** The port that a server of the loopback listens on. */
  int port(int number) {
    return ports.get(srv(number));
  }

  /** What stands in {@code servers} of each config. */
  List<Map<String, Object>> entries() {
    return entries;
  }

  /** Sets a value in all configs; it holds from the next start. */
  G set(String pointer, Object value) {
    servers.forEach(server -> server.set(pointer, value));
    return self();
  }

  /** From its next start, one server of the loopback reaches another through this wire only. */
  FaultyWire wire(int from, int to) throws IOException {
    var port = LoopbackPorts.freePort();
    var wire = FaultyWire.between(LoopbackPorts.address(port), LoopbackPorts.address(port(to)));
    wires.add(wire);
    var entries = new ArrayList<Map<String, Object>>();
    for (int number : numbers(servers.size())) {
      entries.add(
          Map.of(
              "name",
              name(number),
              "address",
              "127.0.0.1",
              "port",
              number == to ? port : port(number)));
    }
    srv(from).set("/servers", entries);
    return wire;
  }

  /** Starts all, and waits until each sees each and the holder has found the record its own. */
  G start() throws IOException {
    launch();
    awaitLinked();
    srv(1).awaitLine("state=settled");
    return self();
  }

  /** Starts all that do not run, and waits for nothing. */
  G launch() throws IOException {
    for (var server : servers) {
      if (!server.running()) {
        server.start();
      }
    }
    return self();
  }

  /** Waits until each server that runs sees each other one, and that for some time. */
  void awaitLinked() {
    var since = new AtomicLong(System.nanoTime());
    await("all to see each other")
        .atMost(Duration.ofMinutes(2))
        .until(
            () -> {
              if (!linked()) {
                since.set(System.nanoTime());
              }
              return System.nanoTime() - since.get() > CALM.toNanos();
            });
  }

  private boolean linked() {
    var running = servers.stream().filter(Server::running).toList();
    return running.stream()
        .allMatch(
            server ->
                running.stream().allMatch(other -> other == server || sees(server, other.name())));
  }

  /** True when the last thing that the server has logged of this peer is that it is up. */
  private static boolean sees(Server server, String peer) {
    var about = server.lines("peer=%s state=".formatted(peer));
    return !about.isEmpty() && UP.stream().anyMatch(about.get(about.size() - 1)::contains);
  }

  /** All but this one. */
  List<Server> others(int number) {
    return servers.stream().filter(server -> server != srv(number)).toList();
  }

  /** Lets time pass in which something is to happen, or nothing. */
  static void pass(Duration time) {
    await().pollDelay(time).atMost(time.plusSeconds(5)).until(() -> true);
  }

  @Override
  public void afterEach(ExtensionContext context) throws Exception {
    try {
      if (context.getExecutionException().isPresent()) {
        System.out.println(told(context.getDisplayName()));
      } else {
        kill();
        checkStory();
        checkLines();
        checkSecrets();
        keepIdentities();
      }
    } finally {
      close();
    }
  }

  private void kill() throws InterruptedException {
    for (var server : servers) {
      server.kill();
    }
  }

  private void keepIdentities() throws IOException {
    for (int number : numbers(servers.size())) {
      KnownIdentities.keep(number, srv(number).stateDirectory());
    }
  }

  private void close() throws Exception {
    kill();
    Places.giveBack(places);
    for (var wire : wires) {
      wire.close();
    }
    closeServices();
    try (var files = Files.walk(directory)) {
      for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  private void checkLines() {
    for (var server : servers) {
      assertThat(server.allLines())
          .as("log of %s", server.name())
          .allMatch(Server.LOG_LINE.asMatchPredicate());
    }
  }

  /** Whatever the servers wrote, but for the configs, which hold them. */
  private void checkSecrets() throws IOException {
    var configs = servers.stream().map(Server::configFile).toList();
    try (var files = Files.walk(directory).filter(Files::isRegularFile)) {
      for (var file : files.toList()) {
        if (!configs.contains(file)) {
          assertThat(new String(Files.readAllBytes(file), ISO_8859_1))
              .as("%s", file)
              .doesNotContain(secrets());
        }
      }
    }
  }

  private String told(String test) {
    var text = new StringBuilder("FAILED: " + test + "\n");
    for (var server : servers) {
      text.append("--- ").append(server.name()).append('\n');
      server.allLines().forEach(line -> text.append(line).append('\n'));
      text.append(server.errors());
    }
    return text.append(services()).toString();
  }
}
