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

/** A process dies in a moment (kill -9), and comes back. */
@ProcessTest
class PairCrashIT {
  @RegisterExtension private final Pair pair = new Pair();

  @Test
  void whenTheListeningServerCrashesTheOtherTakesTheRecord() throws Exception {
    theListeningServerCrashes("2s");
  }

  @Test
  @Full
  void soItDoesAtOnceWithoutAConfirmWindow() throws Exception {
    theListeningServerCrashes("0s");
  }

  private void theListeningServerCrashes(String confirm) throws Exception {
    // Given
    pair.set("/link/confirm", confirm).start();

    // When
    pair.srv1().kill();

    // Then
    assertThat(pair.awaitNotes(1))
        .containsExactly(Note.down(SRV2, SRV1, "stream closed", Note.changedTo(SRV2)));
    pair.staysQuiet();
    assertThat(pair.history()).containsExactly(SRV1, SRV2);
    assertThat(pair.notes()).hasSize(1);
  }

  @Test
  @Full
  void whenTheConnectingServerCrashesTheOtherTakesTheRecord() throws Exception {
    theConnectingServerCrashes("2s");
  }

  @Test
  @Full
  void soItDoesFromTheConnectingOneWithoutAConfirmWindow() throws Exception {
    theConnectingServerCrashes("0s");
  }

  private void theConnectingServerCrashes(String confirm) throws Exception {
    // Given
    pair.prefer(SRV2).set("/link/confirm", confirm).start();

    // When
    pair.srv2().kill();

    // Then
    assertThat(pair.awaitNotes(1))
        .containsExactly(Note.down(SRV1, SRV2, "stream closed", Note.changedTo(SRV1)));
    pair.staysQuiet();
    assertThat(pair.history()).containsExactly(SRV2, SRV1);
    assertThat(pair.notes()).hasSize(1);
  }

  @Test
  @Full
  void theCrashOfAServerWithoutTheRecordMovesNothingAndIsTold() throws Exception {
    // Given
    pair.start();

    // When
    pair.srv2().kill();

    // Then
    assertThat(pair.awaitNotes(1))
        .containsExactly(Note.down(SRV1, SRV2, "stream closed", Note.UNCHANGED));
    pair.staysQuiet();
    assertThat(pair.history()).containsExactly(SRV1);
  }

  @Test
  void theRecordReturnsWithAListeningPreferredServerByOneWriteAndOneMessage() throws Exception {
    // Given
    pair.start();
    pair.srv1().kill();
    pair.awaitNotes(1);

    // When
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
  void theRecordReturnsWithAConnectingPreferredServerByOneWriteAndOneMessage() throws Exception {
    // Given
    pair.prefer(SRV2).start();
    pair.srv2().kill();
    pair.awaitNotes(1);

    // When
    pair.srv2().start();

    // Then
    pair.awaitNotes(2);
    pair.srv2().awaitLine("state=settled");
    pair.staysQuiet();
    assertThat(pair.history()).containsExactly(SRV2, SRV1, SRV2);
    assertThat(pair.notes())
        .containsExactly(
            Note.down(SRV1, SRV2, "stream closed", Note.changedTo(SRV1)),
            Note.up(SRV1, SRV2, Note.changedTo(SRV2)));
  }
}
