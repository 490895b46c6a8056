// SPDX-License-Identifier: Apache-2.0
package io.clooster.pair;

import static io.clooster.pair.Pair.SRV1;
import static io.clooster.pair.Pair.SRV2;
import static io.clooster.pair.Pair.WWW;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.clooster.dist.Installation;
import io.clooster.dist.Readme;
import io.clooster.process.Note;
import io.clooster.process.ProcessTest;
import java.io.IOException;
import java.nio.file.Files;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What users change: a route, and the services that are told. No Java is compiled for it. */
@ProcessTest
class OwnRoutesIT {
  @RegisterExtension private final Pair pair = new Pair();

  private Installation copy() throws IOException {
    return Installation.copiedTo(pair.directory().resolve("installation"));
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
        text.replace("message: \"${body.message}\"", "message: \"Hear, hear: ${body.message}\"");
    assertThat(changed).isNotEqualTo(text);
    Files.writeString(route, changed, UTF_8);
    pair.srv1().start();

    // Then
    pair.srv1().awaitLine("Hear, hear: peer=srv2.example.com state=up: linked");
  }

  @Test
  void aMessengerOfOnesOwnIsAKameletAndABlockInTheConfig() throws Exception {
    // Given
    var installation = copy();
    Files.writeString(
        installation.home().resolve("routes/kamelets/filelog-notify-sink.kamelet.yaml"),
        Readme.block("yaml", "name: filelog-notify-sink"),
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
