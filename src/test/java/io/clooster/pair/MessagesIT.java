// SPDX-License-Identifier: Apache-2.0
package io.clooster.pair;

import static io.clooster.pair.Pair.SRV1;
import static io.clooster.pair.Pair.SRV2;
import static io.clooster.pair.Pair.WWW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.clooster.process.Note;
import io.clooster.process.ProcessTest;
import io.clooster.process.Server;
import io.clooster.sandbox.ApiCall;
import io.clooster.sandbox.SandboxFault;
import io.clooster.testing.Full;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The administrator hears of everything, once, however long the notifier is away. */
@ProcessTest
@Order(1)
class MessagesIT {
  private static final Note TAKEN_OVER =
      Note.down(SRV2, SRV1, "stream closed", Note.changedTo(SRV2));

  @RegisterExtension private final Pair pair = new Pair();

  private static String guid(ApiCall call) {
    try {
      return new ObjectMapper().readTree(call.body()).path("guid").asText();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<Path> letters(Server server) throws IOException {
    try (var files = Files.walk(server.stateDirectory().resolve("outbox"))) {
      return files.filter(Files::isRegularFile).toList();
    }
  }

  @Test
  void aMessageSurvivesARestartWhileTheMessengerIsAwayAndComesOnce() throws Exception {
    // Given
    pair.start();
    pair.pushbullet().down();

    // When
    pair.srv1().kill();
    pair.awaitRecord(SRV2);
    await().until(() -> letters(pair.srv2()).size() == 1);
    pair.srv2().stop();
    var waiting = letters(pair.srv2());
    pair.srv2().start();
    pair.srv2().awaitLine("state=unreachable");
    pair.pushbullet().up();

    // Then
    assertThat(pair.awaitNotes(1)).containsExactly(TAKEN_OVER);
    pair.srv2().awaitLine("service=pushbullet state=delivered");
    pair.staysQuiet();
    assertThat(waiting).hasSize(1);
    assertThat(letters(pair.srv2())).isEmpty();
    assertThat(pair.pushbullet().calls()).hasSize(1);
    assertThat(pair.history()).containsExactly(SRV1, SRV2);
  }

  @Test
  @Full
  void aMessageThatIsSentAgainIsKnownByItsGuid() throws Exception {
    // Given
    pair.start();
    pair.pushbullet().faults().onAny().once(SandboxFault.answer(500, "server", "Internal error"));
    pair.pushbullet().faults().onAny().once(SandboxFault.lostAnswer());

    // When
    pair.srv1().kill();

    // Then
    pair.srv2().awaitLine("service=pushbullet state=delivered");
    assertThat(pair.notes()).containsExactly(TAKEN_OVER);
    assertThat(pair.pushbullet().calls()).hasSize(3);
    assertThat(pair.pushbullet().calls().stream().map(MessagesIT::guid).distinct())
        .containsExactly(pair.pushbullet().pushes().get(0).guid());
  }

  @Test
  @Full
  void aMessageThatIsRefusedForGoodIsKeptAndHoldsUpNoOther() throws Exception {
    // Given
    pair.start();
    pair.pushbullet()
        .faults()
        .onAny()
        .once(SandboxFault.answer(400, "invalid_param", "No such device"));

    // When
    pair.srv1().kill();
    pair.srv2().awaitLine("refused for good (HTTP 400)");
    pair.srv1().start();

    // Then
    assertThat(pair.awaitNotes(1)).containsExactly(Note.up(SRV2, SRV1, Note.changedTo(SRV1)));
    // The delivered one's file goes a moment after it.
    await().ignoreExceptions().until(() -> letters(pair.srv2()).size() == 1);
    assertThat(letters(pair.srv2()))
        .singleElement()
        .satisfies(
            letter -> {
              assertThat(letter.getParent().getFileName()).hasToString("refused");
              assertThat(letter).content().contains(TAKEN_OVER.title(), TAKEN_OVER.body());
            });
  }

  @Test
  @Full
  void theRecordDoesNotWaitForAMessengerThatHangs() throws Exception {
    // Given
    pair.start();
    pair.pushbullet().faults().onAny().always(SandboxFault.hang());

    // When
    pair.srv1().kill();
    pair.awaitRecord(SRV2);
    await().until(() -> !pair.pushbullet().calls().isEmpty());
    pair.srv1().start();

    // Then
    pair.awaitRecord(SRV1);
    assertThat(pair.history()).containsExactly(SRV1, SRV2, SRV1);
    assertThat(pair.notes()).isEmpty();
  }

  @Test
  @Full
  void anEditByHandIsLeftAloneAndToldWhenItBeginsAndWhenItEnds() throws Exception {
    // Given
    pair.start();

    // When: the record is read once a minute.
    pair.cloudflare().edit(WWW, "CNAME", "hand.example.com");
    var atFirst = pair.awaitNotes(1);
    pair.staysQuiet();
    pair.cloudflare().edit(WWW, "CNAME", SRV1);

    // Then
    pair.awaitNotes(2);
    pair.staysQuiet();
    assertThat(atFirst)
        .extracting(Note::title)
        .containsExactly("[%s] The record '%s' was changed by hand".formatted(SRV1, WWW));
    assertThat(atFirst.get(0).body()).contains("hand.example.com", SRV1);
    assertThat(pair.notes()).startsWith(atFirst.get(0)).hasSize(2);
    assertThat(pair.notes().get(1).title())
        .isEqualTo("[%s] The record '%s' is as wanted again".formatted(SRV1, WWW));
    assertThat(pair.history()).containsExactly(SRV1, "hand.example.com", SRV1);
  }

  @Test
  @Full
  void anEditByHandIsOverwrittenByTheNextFailoverWhichSaysSo() throws Exception {
    // Given
    pair.start();
    pair.cloudflare().edit(WWW, "CNAME", "hand.example.com");
    pair.awaitNotes(1);
    await()
        .atMost(Duration.ofSeconds(70))
        .until(() -> !pair.srv2().lines("state=edited").isEmpty());

    // When
    pair.srv1().kill();

    // Then
    assertThat(pair.awaitNotes(2).get(1))
        .isEqualTo(
            Note.down(
                SRV2,
                SRV1,
                "stream closed",
                Note.changedTo(SRV2) + " (it held 'hand.example.com', set by hand)"));
    assertThat(pair.history()).containsExactly(SRV1, "hand.example.com", SRV2);
  }
}
