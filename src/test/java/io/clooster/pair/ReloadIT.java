// SPDX-License-Identifier: Apache-2.0
package io.clooster.pair;

import static io.clooster.pair.Pair.SRV1;
import static io.clooster.pair.Pair.SRV2;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.clooster.dist.TestInstallation;
import io.clooster.process.ProcessTest;
import io.clooster.process.Server;
import io.clooster.testing.Full;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** With {@code "reload": true} routes are saved under a pair that runs. */
@ProcessTest
@Full
@Order(2)
class ReloadIT {
  private static final String LONG_KEY = "secret-link-key-of-enough-messages";
  private static final String MINE = "site/mine.camel.yaml";

  @RegisterExtension private final Pair pair = new Pair();
  private final Map<Server, Path> routes = new LinkedHashMap<>();

  private void start(int protocol) throws Exception {
    for (var server : List.of(pair.srv1(), pair.srv2())) {
      var copy = TestInstallation.copiedTo(pair.directory().resolve("home-" + server.name()));
      routes.put(server, copy.home().resolve("routes"));
      Files.createDirectories(routes.get(server).resolve("site"));
      server.from(copy).set("/reload", true);
      if (protocol == 2) {
        server.remove("link").set("/link/keepalive", "1s").set("/link/confirm", "2s");
        server.set("/link/reconnect/min", "100ms").set("/link/reconnect/max", "1s");
        server.set("/protocol", 2).set("/key", LONG_KEY).set("/failback_delay", "2s");
      }
    }
    pair.srv1().start();
    pair.srv2().start();
    for (var server : routes.keySet()) {
      server.awaitLine("state=up: connected");
    }
    pair.srv1().awaitLine("state=settled");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void eachShippedFileIsReloadedWithoutAMoveAndACrashIsStillNoticed(int protocol) throws Exception {
    // Given
    start(protocol);

    // When
    for (var file : shipped()) {
      for (var server : routes.keySet()) {
        changeALittle(routes.get(server).resolve(file));
        server.awaitLine("file=" + file + " state=reloaded");
        routes.keySet().forEach(ReloadIT::awaitLink);
      }
    }

    // Then
    for (var server : routes.keySet()) {
      assertThat(server.lines("state=broken")).isEmpty();
      assertThat(server.lines("state=waiting"))
          .allMatch(line -> line.contains("route=link-accept"));
      if (protocol == 1) {
        assertThat(server.lines("state=disconnected")).isEmpty();
      }
      assertThat(server.lines("state=failing")).isEmpty();
    }
    assertThat(pair.history()).containsExactly(SRV1);
    assertThat(pair.notes()).isEmpty();

    // When
    pair.srv1().kill();

    // Then
    pair.awaitRecord(SRV2);
    assertThat(pair.awaitNotes(1)).singleElement().asString().contains(SRV1);
  }

  @Test
  void aCrashInTheMidstOfAReloadIsNoticed() throws Exception {
    srv1CrashesInTheReloadOf("failover.camel.yaml");
  }

  @ParameterizedTest
  @ValueSource(strings = {"private-link.camel.yaml", "watchdog.camel.yaml"})
  void soItIsInThatOfAnotherFile(String file) throws Exception {
    srv1CrashesInTheReloadOf(file);
  }

  private void srv1CrashesInTheReloadOf(String file) throws Exception {
    // Given
    start(2);

    // When: what was saved is being tried, and is about to be taken.
    changeALittle(routes.get(pair.srv2()).resolve(file));
    await()
        .pollInterval(Duration.ofMillis(5))
        .atMost(Duration.ofSeconds(30))
        .until(() -> hasThread(pair.srv2(), "routes-trial"));
    pair.srv1().kill();

    // Then
    pair.awaitRecord(SRV2);
    pair.srv2().awaitLine("file=" + file + " state=reloaded");
    pair.awaitNotes(1);
    pair.staysQuiet();
    assertThat(pair.history()).containsExactly(SRV1, SRV2);
    assertThat(pair.notes()).hasSize(1);
  }

  @Test
  void aRouteOfOnesOwnIsChangedAndBrokenWhileTheLinkLives() throws Exception {
    // Given
    start(2);
    var server = pair.srv1();
    var file = routes.get(server).resolve(MINE);
    Files.writeString(file, ticking("first"), UTF_8);
    server.awaitLine("says first");

    // When
    Files.writeString(file, ticking("second"), UTF_8);

    // Then
    server.awaitLine("says second");
    var firsts = server.lines("says first").size();
    var ticks = server.lines("says second").size();
    server.awaitLines(ticks + 5, "says second");
    assertThat(server.lines("says first")).hasSize(firsts);

    // When
    var broken = 0;
    for (var save : brokenSaves().entrySet()) {
      Files.write(file, save.getValue());
      broken++;

      // Then
      server.awaitLines(broken, "file=" + MINE + " state=broken: ");
      ticks = server.lines("says second").size();
      server.awaitLines(ticks + 15, "says second");
      assertThat(server.lines("file=" + MINE + " state=broken: "))
          .as(save.getKey())
          .hasSize(broken);
    }

    // When: it is no file at all, and then it is gone.
    Files.delete(file);
    Files.createDirectory(file);
    server.awaitLine("file=" + MINE + " state=broken: it is a directory");
    Files.delete(file);

    // Then
    server.awaitLine("file=" + MINE + " state=removed");
    ticks = server.lines("says second").size();
    pair.staysQuiet();
    assertThat(server.lines("says second")).hasSize(ticks);
    for (var each : routes.keySet()) {
      assertThat(each.lines("state=disconnected")).isEmpty();
    }
    assertThat(pair.history()).containsExactly(SRV1);
    assertThat(pair.notes()).isEmpty();
    pair.srv1().kill();
    pair.awaitRecord(SRV2);
  }

  private static Map<String, byte[]> brokenSaves() {
    var garbage = new byte[4096];
    for (int i = 0; i < garbage.length; i++) {
      garbage[i] = (byte) (i * 37 + 128);
    }
    var saves = new LinkedHashMap<String, byte[]>();
    saves.put("bad YAML", "- route: [".getBytes(UTF_8));
    saves.put("an unknown option", own("timer:mine?nosuch=1", "log:x"));
    saves.put("an unknown Kamelet", own("timer:mine", "kamelet:nosuch"));
    saves.put("the id of another", "- route: {id: link-messages, from: x}".getBytes(UTF_8));
    saves.put("nothing", new byte[0]);
    saves.put("garbage", garbage);
    saves.put("30 MB", "- x: y\n".repeat(30 * 150_000).getBytes(UTF_8));
    return saves;
  }

  private static byte[] own(String from, String to) {
    return "- route: {id: mine, from: {uri: '%s', steps: [{to: '%s'}]}}"
        .formatted(from, to)
        .getBytes(UTF_8);
  }

  private static String ticking(String word) {
    return """
    - route:
        id: mine
        description: One of the user's
        from:
          uri: timer:mine?period=200&delay=0
          steps:
            - log: {message: "says %s"}
    """
        .formatted(word);
  }

  /** The files of the distribution, Kamelets included. */
  private static List<String> shipped() throws IOException {
    var directory = TestInstallation.built().home().resolve("routes");
    try (var files = Files.walk(directory)) {
      var all =
          files
              .filter(Files::isRegularFile)
              .map(file -> directory.relativize(file).toString())
              .sorted()
              .toList();
      assertThat(all).contains("failover.camel.yaml", "messages.properties").hasSizeGreaterThan(15);
      return all;
    }
  }

  /** As an editor does: another file under the same name, in which each description has changed. */
  private static void changeALittle(Path file) throws IOException {
    var text = Files.readString(file, UTF_8);
    var changed =
        text.replaceAll("(?m)^( +(title|description): [^\"\n]+)$", "$1 x")
                .replace("the connection is", "the connection still is")
            + "# changed\n";
    var other = file.resolveSibling(".unfinished");
    Files.writeString(other, changed, UTF_8);
    Files.move(other, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  private static void awaitLink(Server server) {
    await("the link of " + server.name())
        .atMost(Duration.ofSeconds(30))
        .until(
            () -> {
              var lines = linkLines(server);
              return lines.get(lines.size() - 1).contains("state=up");
            });
  }

  private static List<String> linkLines(Server server) {
    return server.lines(" peer=").stream()
        .filter(line -> line.matches("\\S+ (INFO|WARN) peer=.*"))
        .toList();
  }

  private static boolean hasThread(Server server, String name) throws IOException {
    try (var tasks = Files.list(Path.of("/proc/" + server.pid() + "/task"))) {
      for (var task : tasks.toList()) {
        try {
          if (Files.readString(task.resolve("comm")).strip().equals(name)) {
            return true;
          }
        } catch (IOException e) {
          // It has ended.
        }
      }
      return false;
    }
  }
}
