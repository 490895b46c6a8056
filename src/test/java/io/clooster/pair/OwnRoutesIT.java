// SPDX-License-Identifier: Apache-2.0
package io.clooster.pair;

import static io.clooster.pair.Pair.SRV1;
import static io.clooster.pair.Pair.SRV2;
import static io.clooster.pair.Pair.WWW;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.clooster.dist.Readme;
import io.clooster.dist.TestInstallation;
import io.clooster.process.Note;
import io.clooster.process.ProcessTest;
import io.clooster.testing.Full;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What users change: a route, and the services that are told. No Java is compiled for it. */
@ProcessTest
@Full
class OwnRoutesIT {
  @RegisterExtension private final Pair pair = new Pair();

  private TestInstallation copy() throws IOException {
    return TestInstallation.copiedTo(pair.directory().resolve("installation"));
  }

  @Test
  void aChangedRouteChangesWhatHappensFromTheNextStartOn() throws Exception {
    // Given
    var installation = copy();
    pair.srv1().from(installation);
    pair.start();
    assertThat(pair.srv1().lines("Hear, hear: ")).isEmpty();
    pair.srv1().stop();

    // When
    var route = installation.home().resolve("routes/failover.camel.yaml");
    var text = Files.readString(route, UTF_8);
    var changed =
        text.replace("message: \"${bean:messages", "message: \"Hear, hear: ${bean:messages");
    assertThat(changed).isNotEqualTo(text);
    Files.writeString(route, changed, UTF_8);
    pair.srv1().start();

    // Then
    pair.srv1().awaitLine("Hear, hear: peer=srv2.example.com state=up: connected");
  }

  @Test
  @Full
  void aMessengerOfOnesOwnIsAKameletAndABlockInTheConfig() throws Exception {
    // Given
    var installation = copy();
    Files.writeString(
        installation.home().resolve("routes/kamelets/filelog-notify-sink.kamelet.yaml"),
        Readme.block(Path.of("docs/routes.md"), "yaml", "name: filelog-notify-sink"),
        UTF_8);
    var log = pair.directory().resolve("messages/clooster.log");
    pair.srv2().from(installation).set("/filelog/path", log.toString());
    pair.start();

    // When
    pair.srv1().kill();

    // Then: it is told what Pushbullet is told.
    pair.srv2().awaitLine("service=filelog state=delivered");
    assertThat(pair.awaitNotes(1))
        .containsExactly(Note.down(SRV2, SRV1, "stream closed", Note.changedTo(SRV2)));
    var note = pair.notes().get(0);
    var id = pair.pushbullet().pushes().get(0).guid();
    assertThat(Files.readAllLines(log))
        .singleElement()
        .asString()
        .startsWith(id + " " + note.title() + ": " + note.body() + " {");
    var line = Files.readAllLines(log).get(0);
    var event = new ObjectMapper().readTree(line.substring(line.indexOf('{')));
    assertThat(event.path("kind").asText()).isEqualTo("peer-down");
    assertThat(event.path("server").asText()).isEqualTo(SRV2);
    assertThat(event.path("peer").asText()).isEqualTo(SRV1);
    assertThat(event.path("record").asText()).isEqualTo(WWW);

    // And the next message follows the first.
    pair.srv1().start();
    pair.srv2().awaitLines(2, "service=filelog state=delivered");
    assertThat(Files.readAllLines(log)).hasSize(2);
  }

  @Test
  void aRouteOfOnesOwnThatCanNotStartKeepsNoFailoverFromHappening() throws Exception {
    // Given
    var installation = copy();
    try (var other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Files.writeString(
          installation.home().resolve("routes/mine.camel.yaml"),
          own("taken", "netty:tcp://127.0.0.1:" + other.getLocalPort())
              + own("misspelt", "seda:misspelt?sizze=1")
              + own("ticking", "timer:ticking?repeatCount=1"),
          UTF_8);
      pair.srv2().from(installation);

      // When
      pair.start();
      pair.srv1().kill();

      // Then
      pair.awaitRecord(SRV2);
      pair.awaitNotes(1);
      pair.srv2()
          .awaitLine(
              "file=mine.camel.yaml route=taken uri=netty:tcp://127.0.0.1:"
                  + other.getLocalPort()
                  + " state=failing: Address already in use; the failover runs without it");
      pair.srv2()
          .awaitLine(
              "route=misspelt uri=seda:misspelt state=failing: seda://misspelt has no option"
                  + " \"sizze\"");
      pair.srv2().awaitLine("INFO This is ticking");
    }
    pair.srv2().awaitLine("route=taken");
    pair.srv2().awaitLine("state=running");
  }

  @Test
  @Full
  void noRouteOfOnesOwnIsRehearsedOrShown() throws Exception {
    // Given
    var installation = copy();
    var pager = pair.directory().resolve("pager");
    var tap = "          - to:\n              uri: \"file:" + pager + "\"\n";
    Files.writeString(
        installation.home().resolve("routes/mine.camel.yaml"),
        own("ticking", "timer:ticking")
            + "        - to:\n            uri: \"file:"
            + pager
            + "\"\n",
        UTF_8);
    var notify = installation.home().resolve("routes/notify.camel.yaml");
    var text = Files.readString(notify, UTF_8);
    var tapped =
        text.replaceFirst(
            "(?s)uri: seda:notify\n      steps:\n", "$0" + tap.replaceFirst("  ", ""));
    assertThat(tapped).isNotEqualTo(text);
    Files.writeString(notify, tapped, UTF_8);

    for (var command : List.of("train", "demo")) {
      // When
      var played =
          new ProcessBuilder(installation.script().toString(), command).redirectErrorStream(true);
      played.environment().put("CLOOSTER_CACHE", "none");
      var process = played.start();
      var output = new String(process.getInputStream().readAllBytes(), UTF_8);

      // Then
      assertThat(process.waitFor()).as(output).isZero();
      assertThat(pager).as(command).doesNotExist();
    }
  }

  @Test
  @Full
  void aRouteThatIsBrokenIsFoundBeforeTheStart() throws Exception {
    // Given
    var installation = copy();
    Files.writeString(
        installation.home().resolve("routes/mine.camel.yaml"),
        own("mine", "netty:tcp://127.0.0.1:" + pair.port() + "?sinc=false"),
        UTF_8);
    pair.srv1().from(installation).start();
    pair.srv1().awaitLine("route=mine uri=netty:tcp://127.0.0.1:" + pair.port());

    // When: the daemon runs, so that a port that was opened would be noticed.
    var check =
        new ProcessBuilder(
                installation.script().toString(), "check", pair.srv1().configFile().toString())
            .redirectErrorStream(true);
    check.environment().put("CLOOSTER_CACHE", "none");
    check
        .environment()
        .put("CLOOSTER_JAVA_OPTS", "-Djdk.net.hosts.file=" + pair.directory().resolve("hosts"));
    var process = check.start();
    var output = new String(process.getInputStream().readAllBytes(), UTF_8);

    // Then
    assertThat(process.waitFor()).as(output).isEqualTo(2);
    assertThat(output)
        .contains("routes/mine.camel.yaml:5: route mine: ")
        .contains("has no option \"sinc\"; correct its name")
        .doesNotContain("in use");
  }

  private static String own(String id, String from) {
    return """
    - route:
        id: %s
        description: One of the user's
        from:
          uri: "%s"
          steps:
            - log:
                message: "This is %s"
    """
        .formatted(id, from, id);
  }

  @Test
  void aMessengerWithoutItsKameletIsAMistakeInTheConfig() throws Exception {
    // Given
    pair.srv2().set("/filelog/path", "anywhere");

    // When
    pair.srv2().start();

    // Then
    assertThat(pair.srv2().exitStatus()).isEqualTo(2);
    assertThat(pair.srv2().errors()).contains("filelog");
  }
}
