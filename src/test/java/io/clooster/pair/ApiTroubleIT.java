// SPDX-License-Identifier: Apache-2.0
package io.clooster.pair;

import static io.clooster.pair.Pair.SRV1;
import static io.clooster.pair.Pair.SRV2;
import static io.clooster.pair.Pair.WWW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.clooster.process.Note;
import io.clooster.process.ProcessTest;
import io.clooster.sandbox.ApiCall;
import io.clooster.sandbox.DnsRecord;
import io.clooster.sandbox.SandboxFault;
import io.clooster.testing.Full;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A server dies while the DNS provider's API has troubles of its own. */
@ProcessTest
class ApiTroubleIT {
  private static final Note TAKEN_OVER =
      Note.down(SRV2, SRV1, "stream closed", Note.changedTo(SRV2));
  private static final String FAILING =
      TAKEN_OVER.title() + ", but something went wrong while updating the record";

  private static final String NO_ANSWER = "no full answer within 10";

  @RegisterExtension private final Pair pair = new Pair();

  @Test
  @Full
  void anApiThatIsDownForAMinuteIsWaitedForAndToldOnce() throws Exception {
    // Given
    pair.start();

    // When
    pair.cloudflare().down();
    pair.srv1().kill();
    pair.srv2().awaitLines(6, "state=failing");
    var meanwhile = pair.notes();
    pair.cloudflare().up();

    // Then
    pair.awaitRecord(SRV2);
    pair.awaitNotes(2);
    pair.staysQuiet();
    assertThat(meanwhile)
        .singleElement()
        .satisfies(
            note -> {
              assertThat(note.title()).isEqualTo(FAILING);
              assertThat(note.body())
                  .matches(
                      "Here's what went wrong: connection refused \\(127\\.0\\.0\\.1:\\d+\\)\\."
                          + " Clooster keeps trying");
            });
    assertThat(pair.notes()).hasSize(2).endsWith(TAKEN_OVER);
    assertThat(pair.history()).containsExactly(SRV1, SRV2);
  }

  @Test
  void aRetryAfterIsHonoured() throws Exception {
    // Given
    pair.start();
    pair.srv2().awaitLine("state=read");
    int before = pair.cloudflare().calls().size();

    // When
    pair.cloudflare()
        .faults()
        .onAny()
        .once(SandboxFault.answer(429, "971", "Please wait", Duration.ofSeconds(6)));
    pair.srv1().kill();

    // Then
    assertThat(pair.awaitNotes(1)).containsExactly(TAKEN_OVER);
    assertThat(pair.history()).containsExactly(SRV1, SRV2);
    assertThat(pair.srv2().lines("Please wait [code 971] (HTTP 429)")).hasSize(1);
    var calls = pair.cloudflare().calls().subList(before, pair.cloudflare().calls().size());
    assertThat(calls.get(0).status()).isEqualTo(429);
    assertThat(pause(calls.get(0), calls.get(1))).isGreaterThanOrEqualTo(Duration.ofSeconds(6));
  }

  private static Duration pause(ApiCall first, ApiCall second) {
    return Duration.ofNanos(second.arrivedNanos() - first.arrivedNanos());
  }

  @Test
  void cloudflaresOwnWordsReachTheAdministrator() throws Exception {
    // Given
    pair.start();

    // When
    pair.cloudflare().revokeToken(Pair.TOKEN);
    pair.srv1().kill();
    var first = pair.awaitNotes(1).get(0);
    pair.cloudflare().allowToken(Pair.TOKEN);

    // Then
    assertThat(first.title()).isEqualTo(FAILING);
    assertThat(first.body())
        .isEqualTo(
            "Here's what went wrong: Cloudflare says: Invalid access token [code 9109]"
                + " (HTTP 403). Clooster keeps trying");
    assertThat(pair.awaitNotes(2)).containsExactly(first, TAKEN_OVER);
    assertThat(pair.history()).containsExactly(SRV1, SRV2);
  }

  @Test
  @Full
  void aSlowApiDelaysNothingButTheRecord() throws Exception {
    // Given
    pair.start();
    pair.cloudflare().faults().onAny().always(SandboxFault.slowAfterEffect(Duration.ofSeconds(5)));

    // When
    pair.srv1().kill();

    // Then
    assertThat(pair.awaitNotes(1)).containsExactly(TAKEN_OVER);
    pair.staysQuiet();
    assertThat(pair.history()).containsExactly(SRV1, SRV2);
  }

  @Test
  @Full
  void theServersKeepWatchingEachOtherWhileTheApiHangs() throws Exception {
    // Given
    pair.cloudflare().faults().onAny().always(SandboxFault.hang());

    // When
    pair.srv1().start();
    pair.srv2().start();

    // Then: beyond the link's timeout, and the call's deadline.
    pair.srv1().awaitLine("state=failing: " + NO_ANSWER);
    pair.srv2().awaitLine("state=failing: " + NO_ANSWER);
    assertThat(pair.srv1().lines("state=up: connected")).hasSize(1);
    assertThat(pair.srv2().lines("state=up: connected")).hasSize(1);
    assertThat(pair.srv1().lines("state=disconnected")).isEmpty();
    assertThat(pair.srv2().lines("state=disconnected")).isEmpty();
  }

  @Test
  @Full
  void aCallThatDoesNotEndIsGivenUpAndMadeAgain() throws Exception {
    callsDoNotEnd(SandboxFault.hang());
  }

  @Test
  @Full
  void soIsOneWhoseAnswerDrips() throws Exception {
    callsDoNotEnd(SandboxFault.drip(Duration.ofSeconds(1)));
  }

  private void callsDoNotEnd(SandboxFault silence) throws Exception {
    // Given
    pair.start();
    pair.cloudflare().faults().on("GET", "/dns_records").once(silence);
    pair.cloudflare().faults().onWrites().once(silence);

    // When
    pair.srv1().kill();

    // Then
    pair.awaitRecord(SRV2);
    await()
        .atMost(Duration.ofSeconds(60))
        .untilAsserted(() -> assertThat(pair.notes()).endsWith(TAKEN_OVER));
    assertThat(pair.history()).startsWith(SRV1, SRV2).doesNotContainSequence(SRV2, SRV1);
    assertThat(pair.srv2().lines("state=failing: " + NO_ANSWER)).hasSize(2);
  }

  @Test
  void aWriteWhoseAnswerIsLostIsNotMadeTwiceAndNotCalledAFailure() throws Exception {
    // Given
    pair.start();
    pair.cloudflare().faults().onWrites().once(SandboxFault.lostAnswer());

    // When
    pair.srv1().kill();

    // Then
    assertThat(pair.awaitNotes(1)).containsExactly(TAKEN_OVER);
    pair.staysQuiet();
    assertThat(pair.history()).containsExactly(SRV1, SRV2);
  }

  /** Field failure 2 of the original: late answers win. */
  @Test
  @Full
  void aLateWriteOfTheReturnDoesNotLeaveTheRecordWithTheDead() throws Exception {
    aWriteOfTheReturnIsLateBy(4);
  }

  @Test
  @Full
  void norDoesOneThatWasGivenUp() throws Exception {
    aWriteOfTheReturnIsLateBy(14);
  }

  private void aWriteOfTheReturnIsLateBy(int seconds) throws Exception {
    // Given: srv1 was down, is back, and the record is about to return to it.
    pair.start();
    pair.srv1().kill();
    pair.awaitNotes(1);
    var slow =
        pair.cloudflare()
            .faults()
            .onWrites()
            .once(SandboxFault.slowBeforeEffect(Duration.ofSeconds(seconds)));
    pair.srv1().start();
    await().atMost(Duration.ofSeconds(30)).until(() -> slow.hits() == 1);

    // When
    pair.srv1().kill();

    // Then: the late write comes, and is made undone.
    await()
        .atMost(Duration.ofSeconds(60))
        .untilAsserted(() -> assertThat(pair.history()).containsExactly(SRV1, SRV2, SRV1, SRV2));
    pair.staysQuiet();
    assertThat(pair.record()).isEqualTo(SRV2);
  }

  @Test
  @Full
  void aRecordThatWasMadeAnewIsFoundAndOnlyItsContentChanges() throws Exception {
    // Given
    pair.start();
    pair.cloudflare()
        .edit(WWW, "CNAME", Map.of("ttl", 300, "proxied", false, "comment", "do not touch"));
    var old = pair.cloudflare().replace(WWW, "CNAME");

    // When
    pair.srv1().kill();

    // Then
    assertThat(pair.awaitNotes(1)).containsExactly(TAKEN_OVER);
    var record = pair.cloudflare().record(WWW, "CNAME").orElseThrow();
    assertThat(List.of(record.id(), record.ttl(), record.proxied(), record.comment()))
        .isEqualTo(List.of(old.id(), 300, false, "do not touch"));
    assertThat(record).extracting(DnsRecord::content).isEqualTo(SRV2);
  }
}
