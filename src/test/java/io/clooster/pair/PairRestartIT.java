// SPDX-License-Identifier: Apache-2.0
package io.clooster.pair;

import static io.clooster.pair.Pair.SRV1;
import static io.clooster.pair.Pair.SRV2;
import static io.clooster.pair.Pair.WWW;
import static org.assertj.core.api.Assertions.assertThat;

import io.clooster.process.Note;
import io.clooster.process.ProcessTest;
import io.clooster.testing.Full;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Clooster is stopped and started again, on one side or on both. */
@ProcessTest
class PairRestartIT {
  @RegisterExtension private final Pair pair = new Pair();

  @Test
  @Full
  void aConnectingServerThatIsBackWithinTheConfirmMovesNothing() throws Exception {
    // Given
    pair.prefer(SRV2).set("/link/confirm", "60s").start();

    // When
    pair.srv2().stop();
    pair.srv2().start();

    // Then
    pair.srv1().awaitLine("only the connection was broken; nothing moves");
    pair.srv2().awaitLine("state=settled");
    pair.staysQuiet();
    assertThat(pair.history()).containsExactly(SRV2);
    assertThat(pair.notes()).isEmpty();
  }

  @Test
  void aListeningServerThatIsStoppedIsReplacedAtOnceAndReturns() throws Exception {
    // Given
    pair.start();

    // When
    pair.srv1().stop();
    pair.awaitNotes(1);
    pair.srv1().start();

    // Then
    pair.awaitNotes(2);
    pair.srv1().awaitLine("state=settled");
    pair.staysQuiet();
    assertThat(pair.history()).containsExactly(SRV1, SRV2, SRV1);
    assertThat(pair.notes())
        .containsExactly(
            Note.down(SRV2, SRV1, "stream closed", Note.changedTo(SRV2)),
            Note.up(SRV2, SRV1, Note.changedTo(SRV1)));
  }

  @Test
  @Full
  void aSurvivorThatWasRestartedMeanwhileStillPutsTheRecordRight() throws Exception {
    // Given: srv2 has taken over, and was restarted since.
    pair.start();
    pair.srv1().kill();
    pair.awaitNotes(1);
    pair.srv2().stop();
    pair.srv2().start();
    pair.srv2().awaitLine("state=unreachable");

    // When
    pair.srv1().start();

    // Then
    pair.awaitRecord(SRV1);
    pair.srv2().awaitLine("state=settled");
    pair.staysQuiet();
    assertThat(pair.history()).containsExactly(SRV1, SRV2, SRV1);
    assertThat(pair.notes())
        .containsExactly(
            Note.down(SRV2, SRV1, "stream closed", Note.changedTo(SRV2)),
            Note.up(SRV1, SRV2, Note.changedTo(SRV1)));
  }

  @Test
  @Full
  void bothStartingWithAWrongRecordPutItRightOnce() throws Exception {
    // Given
    pair.start();
    pair.srv1().stop();
    pair.awaitNotes(1);
    pair.srv2().stop();
    pair.cloudflare().edit(WWW, "CNAME", "elsewhere.example.com");

    // When
    pair.start();

    // Then
    pair.awaitNotes(2);
    pair.staysQuiet();
    assertThat(pair.history()).containsExactly(SRV1, SRV2, "elsewhere.example.com", SRV1);
    assertThat(pair.notes()).hasSize(2);
    var last = pair.notes().get(1);
    assertThat(last.title()).isEqualTo(Note.up(SRV1, SRV2, "").title());
    assertThat(last.body()).startsWith(Note.changedTo(SRV1));
  }
}
