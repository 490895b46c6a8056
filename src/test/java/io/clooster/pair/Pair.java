// SPDX-License-Identifier: Apache-2.0
package io.clooster.pair;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.clooster.process.LoopbackPorts;
import io.clooster.process.Note;
import io.clooster.process.Places;
import io.clooster.process.Server;
import io.clooster.sandbox.ApiCall;
import io.clooster.sandbox.CloudflareSandbox;
import io.clooster.sandbox.FaultyWire;
import io.clooster.sandbox.PushbulletSandbox;
import io.clooster.sandbox.Sandbox;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Two servers, one record, and the APIs. {@code srv1} listens and is preferred, {@code srv2}
 * connects; both have short periods. A test changes the configs by {@link #set}, puts a {@link
 * #wire} between the two if it wants to disturb the link, and then starts.
 *
 * <p>After each test: no secret was logged or stored, every logged line has a time and a level, and
 * all is gone. Where the test failed, the logs and calls are printed.
 */
final class Pair implements BeforeEachCallback, AfterEachCallback {
  static final String WWW = "www.example.com";
  static final String SRV1 = "srv1.example.com";
  static final String SRV2 = "srv2.example.com";

  static final String TOKEN = "secret-cloudflare-token";
  static final String KEY = "secret-link-key";
  static final String PUSH_TOKEN = "secret-pushbullet-token";

  private static final int SERVERS = 2;

  private final Sandbox sandbox = Sandbox.start();
  private final Path directory;
  private final Path hosts;
  private final Server srv1;
  private final Server srv2;
  private final int port;
  private FaultyWire wire;
  private int firstWrite;
  private boolean otherLines;

  Pair() {
    var cloudflare = sandbox.cloudflare();
    cloudflare.addZone("example.com");
    cloudflare.allowToken(TOKEN);
    cloudflare.addRecord(WWW, "CNAME", SRV1);
    sandbox.pushbullet().allowToken(PUSH_TOKEN);
    try {
      directory = Files.createTempDirectory("clooster-pair-");
      port = LoopbackPorts.freePort();
      hosts = directory.resolve("hosts");
      hosts("127.0.0.1", "127.0.0.1");
      srv1 = new Server(SRV1, directory.resolve("srv1"), config(SRV1, SRV2), hosts);
      srv1.set("/server/address", "127.0.0.1").set("/server/port", port);
      srv2 = new Server(SRV2, directory.resolve("srv2"), config(SRV2, SRV1), hosts);
      srv2.set("/client/address", "127.0.0.1").set("/client/port", port);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private ObjectNode config(String self, String other) {
    var config = new ObjectMapper().createObjectNode();
    config.put("this_server", self).put("other_server", other).put("key", KEY);
    config.put("verify", false).put("operate", false);
    config
        .putObject("cloudflare")
        .put("token", TOKEN)
        .put("zone", "example.com")
        .put("record", WWW)
        .put("preferred_value", SRV1)
        .put("api", cloudflare().uri().toString());
    config.putObject("pushbullet").put("key", PUSH_TOKEN).put("api", pushbullet().uri().toString());
    config
        .putObject("link")
        .put("keepalive", "500ms")
        .put("watchdog", "1s")
        .put("timeout", "3s")
        .put("confirm", "2s")
        .putObject("reconnect")
        .put("min", "200ms")
        .put("max", "1s");
    return config;
  }

  /** The server that listens. */
  Server srv1() {
    return srv1;
  }

  /** The server that connects. */
  Server srv2() {
    return srv2;
  }

  CloudflareSandbox cloudflare() {
    return sandbox.cloudflare();
  }

  PushbulletSandbox pushbullet() {
    return sandbox.pushbullet();
  }

  /** The port that srv1 listens on. */
  int port() {
    return port;
  }

  Path directory() {
    return directory;
  }

  /** From the next start the servers find each other's names at these addresses. */
  void hosts(String first, String second) throws IOException {
    Files.writeString(hosts, "%s %s%n%s %s%n".formatted(first, SRV1, second, SRV2), UTF_8);
  }

  /** Sets a value in both configs. */
  Pair set(String pointer, Object value) {
    srv1.set(pointer, value);
    srv2.set(pointer, value);
    return this;
  }

  /** Prefers this server; it is where the record points before the test begins. */
  Pair prefer(String server) {
    cloudflare().edit(WWW, "CNAME", server);
    firstWrite = cloudflare().writes(WWW).size() - 1;
    return set("/cloudflare/preferred_value", server);
  }

  /** From the next start of srv2 the link runs through a wire that can be disturbed. */
  FaultyWire wire() throws IOException {
    if (wire == null) {
      var from = LoopbackPorts.freePort();
      wire = FaultyWire.between(LoopbackPorts.address(from), LoopbackPorts.address(port));
      srv2.set("/client/port", from);
    }
    return wire;
  }

  /** Starts both, and waits until they watch each other and agree with the record. */
  void start() throws IOException {
    srv1.start();
    srv2.start();
    for (var server : List.of(srv1, srv2)) {
      server.awaitLine("state=up");
      server.awaitLine("state=settled");
    }
  }

  /** Waits until the record holds this. */
  void awaitRecord(String value) {
    await("the record to hold " + value)
        .atMost(Duration.ofSeconds(100))
        .until(() -> record().equals(value));
  }

  /** What the record holds. */
  String record() {
    return cloudflare().content(WWW, "CNAME");
  }

  /**
   * What the record held, one after the other: its value before the test, then what was written.
   */
  List<String> history() {
    var writes = cloudflare().writes(WWW);
    return writes.subList(firstWrite, writes.size()).stream()
        .map(write -> write.content().orElse("(deleted)"))
        .toList();
  }

  /** What the administrator has read so far. */
  List<Note> notes() {
    return pushbullet().pushes().stream().map(Note::of).toList();
  }

  /** Waits for this many messages to the administrator, and returns all that came. */
  List<Note> awaitNotes(int count) {
    await(count + " messages").atMost(Duration.ofSeconds(100)).until(() -> notes().size() >= count);
    return notes();
  }

  /** Asserts that for some time nobody writes the record or sends a message. */
  void staysQuiet() {
    var history = history();
    var notes = notes();
    await("nothing more")
        .during(Duration.ofSeconds(4))
        .atMost(Duration.ofSeconds(10))
        .until(() -> history().equals(history) && notes().equals(notes));
  }

  @Override
  public void beforeEach(ExtensionContext context) {
    Places.take(SERVERS);
  }

  @Override
  public void afterEach(ExtensionContext context) throws Exception {
    try {
      if (context.getExecutionException().isPresent()) {
        System.out.println(story(context.getDisplayName()));
      } else {
        srv1.kill();
        srv2.kill();
        checkLines();
        checkSecrets();
      }
    } finally {
      close();
    }
  }

  private void close() throws Exception {
    srv1.kill();
    srv2.kill();
    Places.giveBack(SERVERS);
    if (wire != null) {
      wire.close();
    }
    sandbox.close();
    try (var files = Files.walk(directory)) {
      for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  /** What else than Clooster's own lines stands in the logs is in order. */
  void logsOtherLinesToo() {
    otherLines = true;
  }

  private void checkLines() {
    if (otherLines) {
      return;
    }
    for (var server : List.of(srv1, srv2)) {
      assertThat(server.allLines())
          .as("log of %s", server.name())
          .allMatch(Server.LOG_LINE.asMatchPredicate());
    }
  }

  /** Whatever the servers wrote, but for the configs, which hold them. */
  private void checkSecrets() throws IOException {
    try (var files = Files.walk(directory).filter(Files::isRegularFile)) {
      for (var file : files.toList()) {
        if (!file.equals(srv1.configFile()) && !file.equals(srv2.configFile())) {
          assertThat(file).content(UTF_8).doesNotContain(TOKEN, KEY, PUSH_TOKEN);
        }
      }
    }
  }

  private String story(String test) {
    var story = new StringBuilder("FAILED: " + test + "\n");
    for (var server : List.of(srv1, srv2)) {
      story.append("--- ").append(server.name()).append('\n');
      server.allLines().forEach(line -> story.append(line).append('\n'));
      story.append(server.errors());
    }
    story.append("--- calls\n");
    for (ApiCall call : sandbox.calls()) {
      story.append(
          "%s %s %s %s %d %s%n"
              .formatted(
                  call.at(), call.api(), call.method(), call.path(), call.status(), call.body()));
    }
    story.append("--- record\n").append(String.join(" > ", history())).append('\n');
    story.append("--- messages\n");
    notes().forEach(note -> story.append(note).append('\n'));
    return story.toString();
  }
}
