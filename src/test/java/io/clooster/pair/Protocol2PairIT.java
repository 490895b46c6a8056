// SPDX-License-Identifier: Apache-2.0
package io.clooster.pair;

import static io.clooster.pair.Pair.SRV1;
import static io.clooster.pair.Pair.SRV2;
import static org.assertj.core.api.Assertions.assertThat;

import io.clooster.process.Note;
import io.clooster.process.ProcessTest;
import io.clooster.process.Server;
import io.clooster.testing.Full;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * The original's shape of the file with {@code "protocol": 2}: a group of two, one of which does
 * not listen.
 */
@ProcessTest
class Protocol2PairIT {
  private static final String CLOSED = "connection closed, nobody listens there";
  private static final String KEY = "secret-link-key-of-enough-messages";

  @RegisterExtension private final Pair pair = new Pair();

  private Pair protocol2() {
    for (var server : new Server[] {pair.srv1(), pair.srv2()}) {
      server.remove("link").set("/link/keepalive", "1s").set("/link/confirm", "1s");
      server.set("/link/reconnect/min", "100ms").set("/link/reconnect/max", "1s");
      server.set("/protocol", 2).set("/key", KEY).set("/failback_delay", "2s");
    }
    return pair;
  }

  private void start() throws Exception {
    pair.srv1().start();
    pair.srv2().start();
    pair.srv1().awaitLine("state=up: connected");
    pair.srv2().awaitLine("state=up: connected");
    pair.srv1().awaitLine("state=settled");
  }

  @Test
  void aListeningServerThatCrashesIsReplacedAndGetsTheRecordBack() throws Exception {
    // Given
    protocol2();
    start();

    // When
    pair.srv1().kill();
    pair.awaitNotes(1);
    pair.srv1().start();

    // Then
    pair.awaitNotes(3);
    pair.staysQuiet();
    assertThat(pair.history()).containsExactly(SRV1, SRV2, SRV1);
    assertThat(pair.notes()).hasSize(3);
    assertThat(pair.notes().get(0)).isEqualTo(Note.tookOver(SRV2, SRV1, CLOSED));
  }

  @Test
  @Full
  void aConnectingHolderThatCrashesIsReplacedWhenItIsNotBackInTime() throws Exception {
    // Given
    protocol2().prefer(SRV2);
    pair.srv1().start();
    pair.srv2().start();
    pair.srv1().awaitLine("state=up: connected");
    pair.srv2().awaitLine("state=settled");

    // When
    pair.srv2().kill();

    // Then
    assertThat(pair.awaitNotes(1)).containsExactly(Note.tookOver(SRV1, SRV2, CLOSED));
    pair.staysQuiet();
    assertThat(pair.history()).containsExactly(SRV2, SRV1);
  }

  @Test
  @Full
  void aLinkThatBreaksIsMadeAgainByTheSideThatConnectsAndMovesNothing() throws Exception {
    // Given
    protocol2();
    var wire = pair.wire();
    start();

    // When
    for (int times = 1; times <= 3; times++) {
      wire.reset();
      pair.srv1().awaitLines(times, "state=up: the link is back; nothing moves");
      pair.srv2().awaitLines(times, "state=up: the link is back; nothing moves");
    }

    // Then
    pair.staysQuiet();
    assertThat(pair.history()).containsExactly(SRV1);
    assertThat(pair.notes()).isEmpty();
  }
}
