// SPDX-License-Identifier: Apache-2.0
package io.clooster.group;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.clooster.process.LoopbackPorts;
import io.clooster.process.Namespaces;
import io.clooster.process.Places;
import io.clooster.process.Server;
import io.clooster.sandbox.CloudflareSandbox;
import io.clooster.sandbox.FaultyWire;
import io.clooster.sandbox.PushbulletSandbox;
import io.clooster.sandbox.Sandbox;
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
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Some servers, one record, and the APIs. The servers are numbered from 1 in the order of
 * preference; the record points at the first. A test says how many there are, by {@link #of} on
 * this machine's loopback or by {@link #apart} on hosts of their own, changes the configs by {@link
 * #set}, and starts.
 *
 * <p>After each test: no secret was logged or stored, every logged line has a time and a level, and
 * all is gone. Where the test failed, the logs and calls are printed.
 */
final class ServerGroup implements AfterEachCallback {
  static final String WWW = "www.example.com";
  static final String KEY = "secret-link-key-of-the-group";
  static final String NEXT_KEY = "secret-link-key-that-follows";

  private static final String TOKEN = "secret-cloudflare-token";
  private static final String PUSH_TOKEN = "secret-pushbullet-token";

  /** Each test is as short as it can be while no busy machine is taken for a dead one. */
  private static final Map<String, Object> PERIODS =
      Map.of("keepalive", "1s", "confirm", "1s", "reconnect", Map.of("min", "100ms", "max", "1s"));

  /** So long after a start nobody must have missed anybody. */
  private static final Duration CALM = Duration.ofSeconds(2);

  private static final List<String> UP =
      List.of("state=up", "state=preferred", "state=healthy", "state=drained", "state=undrained");

  private final Sandbox sandbox = Sandbox.start();
  private final GroupProcessStory story = new GroupProcessStory(sandbox, WWW);
  private final Path directory;
  private final List<Server> servers = new ArrayList<>();
  private final Map<Server, Integer> ports = new LinkedHashMap<>();
  private List<Map<String, Object>> entries = List.of();
  private final List<FaultyWire> wires = new ArrayList<>();
  private @Nullable Namespaces network;
  private int places;
  private String window = "1s";

  ServerGroup() {
    cloudflare().addZone("example.com");
    cloudflare().addRecord(WWW, "CNAME", name(1));
    pushbullet().allowToken(PUSH_TOKEN);
    try {
      directory = Files.createTempDirectory("clooster-group-");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The name of a server. */
  static String name(int number) {
    return "srv" + number + ".example.com";
  }

  /** So many servers on the loopback, each with a port of its own. */
  ServerGroup of(int count) throws IOException {
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

  /** So many servers, each on a host of its own, in a network that can be disturbed. */
  ServerGroup apart(int count) throws IOException, InterruptedException {
    takePlaces(count);
    network = Namespaces.make(count);
    network.reach(directory, cloudflare().uri(), pushbullet().uri());
    var entries = new ArrayList<Map<String, Object>>();
    for (int number : numbers(count)) {
      entries.add(Map.of("name", name(number), "address", Namespaces.address(number)));
    }
    for (int number : numbers(count)) {
      add(number, Map.of("address", Namespaces.address(number), "port", 2000))
          .by(network.on(number));
    }
    set("/cloudflare/api", Namespaces.seen(cloudflare().uri()).toString());
    set("/pushbullet/api", Namespaces.seen(pushbullet().uri()).toString());
    return configured(entries);
  }

  /** This claim stands beside the record before anybody starts. */
  void claim(String text) {
    var quoted = "\"" + text + "\"";
    cloudflare()
        .addRecord(Map.of("type", "TXT", "name", "_clooster." + WWW, "content", quoted, "ttl", 60));
  }

  /** Another {@code link.confirm} than the usual one of these tests. */
  ServerGroup window(String confirm) {
    window = confirm;
    return this;
  }

  private void takePlaces(int count) {
    Places.take(count);
    places = count;
  }

  private ServerGroup configured(List<Map<String, Object>> all) {
    entries = List.copyOf(all);
    set("/link/confirm", window);
    return set("/servers", entries);
  }

  private Server add(int number, Map<String, Object> listen) throws IOException {
    var config = new ObjectMapper().createObjectNode();
    config.put("this_server", name(number)).put("key", KEY).put("verify", false);
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

  private void services(int number, ObjectNode config) {
    allowAtApi(number);
    config
        .putObject("cloudflare")
        .put("token", token(number))
        .put("zone", "example.com")
        .put("record", WWW)
        .put("api", cloudflare().uri().toString());
    config.putObject("pushbullet").put("key", PUSH_TOKEN).put("api", pushbullet().uri().toString());
  }

  /** Each server has a token of its own. */
  private static String token(int number) {
    return TOKEN + "-of-" + number;
  }

  /** The DNS provider refuses this server's calls. */
  void refuseAtApi(int number) {
    cloudflare().revokeToken(token(number));
  }

  /** The end of {@link #refuseAtApi}. */
  void allowAtApi(int number) {
    cloudflare().allowTokenOf(name(number), token(number));
  }

  private static int[] numbers(int count) {
    return IntStream.rangeClosed(1, count).toArray();
  }

  /** One of the servers. */
  Server srv(int number) {
    return servers.get(number - 1);
  }

  List<Server> servers() {
    return List.copyOf(servers);
  }

  CloudflareSandbox cloudflare() {
    return sandbox.cloudflare();
  }

  PushbulletSandbox pushbullet() {
    return sandbox.pushbullet();
  }

  /** The hosts that the servers are on. */
  Namespaces network() {
    assertThat(network).as("this group is not apart").isNotNull();
    return network;
  }

  /** What happened to the record, and what was told. */
  GroupProcessStory story() {
    return story;
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
  ServerGroup set(String pointer, Object value) {
    servers.forEach(server -> server.set(pointer, value));
    return this;
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
  ServerGroup start() throws IOException {
    launch();
    awaitLinked();
    srv(1).awaitLine("state=settled");
    return this;
  }

  /** Starts all that do not run, and waits for nothing. */
  ServerGroup launch() throws IOException {
    for (var server : servers) {
      if (!server.running()) {
        server.start();
      }
    }
    return this;
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
        story.checkClaims();
        checkMoves();
        checkLines();
        checkSecrets();
        keepIdentities();
      }
    } finally {
      close();
    }
  }

  /** A server moved the record only to one that ran, and under its own name. */
  private void checkMoves() {
    for (var write : story.written()) {
      assertThat(servers)
          .as("who moved the record to %s", write.content())
          .anyMatch(server -> server.name().equals(write.caller()));
      assertThat(servers)
          .as("whom %s moved the record to at %s", write.caller(), write.at())
          .anyMatch(
              server ->
                  server.name().equals(write.content().orElseThrow())
                      && server.ranAt(write.nanos()));
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
    if (network != null) {
      network.close();
    }
    for (var wire : wires) {
      wire.close();
    }
    sandbox.close();
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
              .doesNotContain(TOKEN, KEY, NEXT_KEY, PUSH_TOKEN);
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
    return text.append(story).toString();
  }
}
