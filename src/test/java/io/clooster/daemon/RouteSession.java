// SPDX-License-Identifier: Apache-2.0
package io.clooster.daemon;

import static org.awaitility.Awaitility.await;

import io.clooster.check.RouteFiles;
import io.clooster.config.Config;
import io.clooster.config.ConfigException;
import io.clooster.config.ConfigReader;
import io.clooster.message.Message;
import io.clooster.sandbox.ReservedPort;
import io.clooster.sandbox.Sandbox;
import io.clooster.testing.Logged;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Clooster in this process: the shipped routes, a config of this test, the sandbox's APIs. The peer
 * is whoever talks to {@link #port}.
 */
final class RouteSession implements AutoCloseable {
  static final String ME = "srv1.test";
  static final String PEER = "srv2.test";
  static final String WWW = "www.example.com";
  static final String LINK_KEY = "fancy_key";
  static final String TOKEN = "cloudflare-token-1";
  static final String PUSH_TOKEN = "o.pushbullet-token-1";

  /** Long enough for a busy machine, short enough for a test that waits for it. */
  static final Duration CALL_DEADLINE = Duration.ofMillis(700);

  /** A stop waits so long for each queue at most, and there are hundreds of stops. */
  static final Duration QUEUE_PATIENCE = Duration.ofMillis(50);

  private static final Path HOME = Path.of("").toAbsolutePath();

  private final Sandbox sandbox = Sandbox.start();
  private final Path directory;
  private final int port;
  private final String role;
  private String peer = PEER;
  private String access = "\"token\": \"" + TOKEN + "\"";
  private String more = "\"pushbullet\": {\"key\": \"" + PUSH_TOKEN + "\", \"api\": \"%s\"}";
  private Path home = HOME;
  private Duration callDeadline = CALL_DEADLINE;
  private Daemon daemon;

  private RouteSession(Path directory, String role, int port) {
    this.directory = directory;
    this.role = role;
    this.port = port;
    sandbox.cloudflare().addZone("example.com");
    sandbox.cloudflare().allowToken(TOKEN);
    sandbox
        .cloudflare()
        .addRecord(
            Map.of(
                "name",
                WWW,
                "type",
                "CNAME",
                "content",
                "srv1.example.com",
                "ttl",
                300,
                "comment",
                "by hand"));
    sandbox.pushbullet().allowToken(PUSH_TOKEN);
  }

  /** The side that listens, on {@link #port}. */
  static RouteSession listening(Path directory) {
    return listening(directory, "127.0.0.1");
  }

  static RouteSession listening(Path directory, String address) {
    int port = freePort();
    String role = "\"server\": {\"address\": \"" + address + "\", \"port\": " + port + "}";
    return new RouteSession(directory, role, port);
  }

  /** The side that connects, to {@link #port}. */
  static RouteSession connecting(Path directory) {
    int port = freePort();
    return connecting(directory, "127.0.0.1", port);
  }

  static RouteSession connecting(Path directory, String address, int port) {
    String role = "\"client\": {\"address\": \"" + address + "\", \"port\": " + port + "}";
    return new RouteSession(directory, role, port);
  }

  /** Other credentials for Cloudflare, as JSON. */
  RouteSession access(String json) {
    access = json;
    return this;
  }

  /** What the config has besides role and record, as JSON; {@code %s} is Pushbullet's address. */
  RouteSession with(String json) {
    more = json;
    return this;
  }

  /** Another name for the other server. */
  RouteSession peer(String name) {
    peer = name;
    return this;
  }

  /** Another access token for Pushbullet, which the sandbox then accepts. */
  RouteSession pushToken(String token) {
    sandbox.pushbullet().allowToken(token);
    return with("\"pushbullet\": {\"key\": \"" + token + "\", \"api\": \"%s\"}");
  }

  /** Another installation. */
  RouteSession home(Path other) {
    home = other;
    return this;
  }

  /** Another total deadline for calls. */
  RouteSession callDeadline(Duration deadline) {
    callDeadline = deadline;
    return this;
  }

  RouteSession start() throws StartFailure {
    daemon = Daemon.start(config(), home, callDeadline, QUEUE_PATIENCE, RouteFiles::faults);
    return this;
  }

  /** Stops Clooster; the APIs go on. */
  void stop() {
    daemon.close();
  }

  Daemon daemon() {
    return daemon;
  }

  Sandbox sandbox() {
    return sandbox;
  }

  int port() {
    return port;
  }

  /** The other server links, and dies; {@code log} is what is logged meanwhile. */
  void movesTheRecordOfADeadPeer(Logged log) throws Exception {
    try (RawPeer dying = RawPeer.connect(port)) {
      dying.sendHex(LinkAcceptRouteTest.SRV2);
      await().until(() -> log.with("state=up").count() > 0);
    }
    awaitOurRecord();
  }

  /** Waits until the record holds this server's name. */
  void awaitOurRecord() {
    await().until(() -> sandbox.cloudflare().content(WWW, "CNAME").equals(ME));
  }

  /** Has the administrator told, as the decision does. */
  void tell(Message message) {
    daemon().context().createFluentProducerTemplate().to("seda:notify").withBody(message).send();
  }

  /** Every file in the outbox, by its path there. */
  List<String> filesInOutbox() throws IOException {
    try (Stream<Path> all = Files.walk(outbox())) {
      return all.filter(Files::isRegularFile)
          .map(file -> outbox().relativize(file).toString())
          .sorted()
          .toList();
    }
  }

  Path outbox() {
    return config().stateDir().resolve("outbox");
  }

  Config config() {
    String json =
        """
        {"this_server": "%s", "other_server": "%s", "key": "%s", %s, %s,
         "cloudflare": {%s, "api": "%s", "zone": "example.com", "record": "%s",
                        "preferred_value": "srv1.example.com"}}
        """
            .formatted(
                ME,
                peer,
                LINK_KEY,
                role,
                unlessSaid("verify")
                    + unlessSaid("operate")
                    + more.replace("%s", sandbox.pushbullet().uri().toString()),
                access,
                sandbox.cloudflare().uri(),
                WWW);
    try {
      Path file = Files.writeString(directory.resolve("clooster.json"), json);
      return ConfigReader.read(file, RouteDirectory.kamelets(home), name -> null);
    } catch (ConfigException | IOException e) {
      throw new IllegalStateException(e.getMessage(), e);
    }
  }

  private String unlessSaid(String key) {
    return more.contains("\"" + key + "\"") ? "" : "\"" + key + "\": false, ";
  }

  Path intended() {
    return outbox().resolve("intended/pushbullet");
  }

  @Override
  public void close() {
    if (daemon != null) {
      daemon.close();
    }
    sandbox.close();
  }

  /** A port that nobody listens on, and nobody else is given. */
  static int freePort() {
    return ReservedPort.keep();
  }
}
