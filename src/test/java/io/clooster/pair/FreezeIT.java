// SPDX-License-Identifier: Apache-2.0
package io.clooster.pair;

import static io.clooster.pair.Pair.SRV1;
import static io.clooster.pair.Pair.SRV2;
import static org.assertj.core.api.Assertions.assertThat;

import io.clooster.process.Note;
import io.clooster.process.ProcessTest;
import io.clooster.testing.Full;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A server stands still for longer than {@code link.timeout} and wakes again. The other one takes
 * over meanwhile; the one that woke accuses nobody (field failure 6 of the original).
 */
@ProcessTest
class FreezeIT {
  @RegisterExtension private final Pair pair = new Pair();

  @Test
  void aFrozenListeningServerIsReplacedAndGetsTheRecordBackWhenItWakes() throws Exception {
    theListeningServerFreezes("2s");
  }

  @Test
  @Full
  void soItIsWithoutAConfirmWindow() throws Exception {
    theListeningServerFreezes("0s");
  }

  private void theListeningServerFreezes(String confirm) throws Exception {
    // Given
    pair.set("/link/confirm", confirm).start();

    // When
    pair.srv1().freeze();
    pair.awaitNotes(1);
    pair.srv1().thaw();

    // Then
    pair.srv1().awaitLine("state=resumed");
    pair.awaitNotes(2);
    pair.staysQuiet();
    assertThat(pair.history()).containsExactly(SRV1, SRV2, SRV1);
    assertThat(pair.notes())
        .containsExactly(
            Note.down(SRV2, SRV1, "ping timeout", Note.changedTo(SRV2)),
            Note.up(SRV2, SRV1, Note.changedTo(SRV1)));
    assertThat(pair.srv1().lines("state=down")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"0s", "2s"})
  @Full
  void aFrozenConnectingServerIsReplacedAndGetsTheRecordBackWhenItWakes(String confirm)
      throws Exception {
    // Given
    pair.prefer(SRV2).set("/link/confirm", confirm).start();

    // When
    pair.srv2().freeze();
    pair.awaitNotes(1);
    pair.srv2().thaw();

    // Then
    pair.srv2().awaitLine("state=resumed");
    pair.awaitNotes(2);
    pair.staysQuiet();
    assertThat(pair.history()).containsExactly(SRV2, SRV1, SRV2);
    assertThat(pair.notes())
        .containsExactly(
            Note.down(SRV1, SRV2, "ping timeout", Note.changedTo(SRV1)),
            Note.up(SRV1, SRV2, Note.changedTo(SRV2)));
    assertThat(pair.srv2().lines("state=down")).isEmpty();
  }

  @Test
  @Full
  void aFrozenServerWithoutTheRecordMovesNothingEvenWhenItWakes() throws Exception {
    // Given
    pair.start();

    // When
    pair.srv2().freeze();
    pair.awaitNotes(1);
    pair.srv2().thaw();

    // Then
    pair.srv2().awaitLine("state=resumed");
    pair.awaitNotes(2);
    pair.staysQuiet();
    assertThat(pair.history()).containsExactly(SRV1);
    assertThat(pair.notes())
        .containsExactly(
            Note.down(SRV1, SRV2, "ping timeout", Note.UNCHANGED),
            Note.up(SRV1, SRV2, Note.UNCHANGED));
    assertThat(pair.srv2().lines("state=down")).isEmpty();
  }
}
