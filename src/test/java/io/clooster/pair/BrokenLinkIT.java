// SPDX-License-Identifier: Apache-2.0
package io.clooster.pair;

import static io.clooster.pair.Pair.SRV1;
import static io.clooster.pair.Pair.SRV2;
import static org.assertj.core.api.Assertions.assertThat;

import io.clooster.process.Note;
import io.clooster.process.ProcessTest;
import io.clooster.sandbox.FaultyWire;
import io.clooster.testing.Full;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Both servers are well; what fails is the network between them. */
@ProcessTest
class BrokenLinkIT {
  @RegisterExtension private final Pair pair = new Pair();

  @Test
  void fiveBrokenConnectionsMoveNothingAndAreNoNews() throws Exception {
    fiveConnectionsBreak(SRV1);
  }

  @Test
  @Full
  void norDoTheyWhereTheConnectingServerHoldsTheRecord() throws Exception {
    fiveConnectionsBreak(SRV2);
  }

  private void fiveConnectionsBreak(String preferred) throws Exception {
    // Given
    var wire = pair.wire();
    pair.prefer(preferred).set("/link/confirm", "20s").start();

    // When
    for (int i = 1; i <= 5; i++) {
      wire.reset();
      pair.srv1().awaitLines(i, "only the connection was broken; nothing moves");
      pair.srv2().awaitLines(i, "only the connection was broken; nothing moves");
    }

    // Then
    pair.staysQuiet();
    assertThat(pair.history()).containsExactly(preferred);
    assertThat(pair.notes()).isEmpty();
  }

  @Test
  void aSilentCutIsNoticedByTheWatchdogAndTheLinkIsBackOnceHealed() throws Exception {
    // Given: srv1 looks first.
    var wire = pair.wire();
    pair.srv2().set("/link/timeout", "8s");
    pair.start();

    // When: protocol 1 can't tell a cut from a death, so both act.
    wire.cut();
    pair.awaitNotes(2);
    wire.heal();

    // Then: each takes the record once, or once more, as what it sees might be a last write of the
    // dead; but they don't fight.
    pair.awaitNotes(4);
    pair.staysQuiet();
    assertThat(pair.history()).startsWith(SRV1, SRV2).endsWith(SRV1).hasSizeLessThanOrEqualTo(5);
    assertThat(pair.notes())
        .startsWith(
            Note.down(SRV1, SRV2, "ping timeout", Note.UNCHANGED),
            Note.down(SRV2, SRV1, "ping timeout", Note.changedTo(SRV2)))
        .hasSize(4)
        .extracting(Note::title)
        .contains(Note.up(SRV1, SRV2, "").title(), Note.up(SRV2, SRV1, "").title());
  }

  @Test
  @Full
  void aCutThatHealsBeforeTheTimeoutMovesNothing() throws Exception {
    // Given
    var wire = pair.wire();
    pair.set("/link/timeout", "60s").set("/link/keepalive", "200ms").start();

    // When
    wire.cut();
    pair.staysQuiet();
    wire.heal();

    // Then: what was held back arrives, glued together, and the link is the same.
    pair.staysQuiet();
    assertThat(pair.history()).containsExactly(SRV1);
    assertThat(pair.notes()).isEmpty();
    assertThat(pair.srv1().lines("state=disconnected")).isEmpty();
    assertThat(pair.srv2().lines("state=disconnected")).isEmpty();
  }

  @Test
  @Full
  void whoIsNotHeardByTheOtherIsReplacedAndThenLinkedAgain() throws Exception {
    // Given
    var wire = pair.wire();
    pair.start();

    // When: srv2 hears nothing any more, srv1 all; then srv2 closes, and srv1 hears that, too.
    wire.cut(FaultyWire.Way.BACK);
    pair.awaitNotes(1);
    wire.heal();

    // Then
    pair.awaitNotes(2);
    pair.staysQuiet();
    assertThat(pair.history()).containsExactly(SRV1, SRV2, SRV1);
    assertThat(pair.notes())
        .containsExactly(
            Note.down(SRV2, SRV1, "ping timeout", Note.changedTo(SRV2)),
            Note.up(SRV2, SRV1, Note.changedTo(SRV1)));
  }

  @Test
  @Full
  void aRefusedConnectionIsTakenForADeathAndTheRecordReturnsWhenItIsBack() throws Exception {
    // Given
    var wire = pair.wire();
    pair.srv1().set("/link/confirm", "60s");
    pair.start();

    // When
    wire.refuse();
    wire.reset();
    pair.awaitNotes(1);
    wire.heal();

    // Then
    pair.awaitNotes(2);
    pair.staysQuiet();
    assertThat(pair.history()).containsExactly(SRV1, SRV2, SRV1);
    assertThat(pair.notes())
        .containsExactly(
            Note.down(SRV2, SRV1, "stream closed", Note.changedTo(SRV2)),
            Note.up(SRV2, SRV1, Note.changedTo(SRV1)));
  }

  @Test
  @Full
  void aSlowLinkIsALink() throws Exception {
    // Given: the keep-alives are closer together than they are late.
    var wire = pair.wire();
    wire.delay(Duration.ofMillis(700));
    pair.set("/link/keepalive", "200ms");

    // When
    pair.start();

    // Then
    pair.staysQuiet();
    assertThat(pair.srv1().lines("state=disconnected")).isEmpty();
    assertThat(pair.srv2().lines("state=disconnected")).isEmpty();
    assertThat(pair.history()).containsExactly(SRV1);
    assertThat(pair.notes()).isEmpty();
  }

  /** Field failure 9 of the original: a half-open connection keeps a rebooted peer out. */
  @Test
  @Full
  void aServerThatRestartsBehindADeadConnectionIsLetInAndNothingMoves() throws Exception {
    // Given
    var wire = pair.wire();
    pair.prefer(SRV2).set("/link/timeout", "60s").start();

    // When
    wire.strand();
    pair.srv2().kill();
    pair.srv2().start();

    // Then
    pair.srv1().awaitLine("a newer link replaces the older one");
    pair.srv2().awaitLine("state=settled");
    pair.staysQuiet();
    assertThat(pair.history()).containsExactly(SRV2);
    assertThat(pair.notes()).isEmpty();
  }
}
