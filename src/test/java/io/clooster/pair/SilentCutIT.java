// SPDX-License-Identifier: Apache-2.0
package io.clooster.pair;

import static io.clooster.pair.Pair.SRV1;
import static io.clooster.pair.Pair.SRV2;
import static org.assertj.core.api.Assertions.assertThat;

import io.clooster.process.Namespaces;
import io.clooster.process.Note;
import io.clooster.process.ProcessTest;
import io.clooster.testing.Full;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Packets vanish on the way, as only a network of the kernel's makes them vanish. */
@ProcessTest
class SilentCutIT {
  @RegisterExtension private final Pair pair = new Pair();

  private void start(Namespaces network) throws IOException {
    network.reach(pair.directory(), pair.cloudflare().uri(), pair.pushbullet().uri());
    pair.set("/cloudflare/api", Namespaces.seen(pair.cloudflare().uri()).toString());
    pair.set("/pushbullet/api", Namespaces.seen(pair.pushbullet().uri()).toString());
    pair.hosts(Namespaces.address(1), Namespaces.address(2));
    pair.srv1().set("/server/address", Namespaces.address(1)).by(network.on(1));
    pair.srv2().set("/client/address", Namespaces.address(1)).by(network.on(2));
    pair.start();
  }

  @Test
  void aServerThatVanishesWithoutATraceIsReplacedAndReturns() throws Exception {
    try (var network = Namespaces.make(2)) {
      // Given
      start(network);

      // When: no goodbye and no refusal, as the machine is gone with all it could answer.
      network.cut(1, 2);
      pair.srv1().kill();
      var meanwhile = pair.awaitNotes(1);
      network.mend(1, 2);
      pair.srv1().start();

      // Then
      pair.awaitNotes(2);
      pair.srv1().awaitLine("state=settled");
      pair.staysQuiet();
      assertThat(meanwhile)
          .containsExactly(Note.down(SRV2, SRV1, "ping timeout", Note.changedTo(SRV2)));
      assertThat(pair.notes()).endsWith(Note.up(SRV2, SRV1, Note.changedTo(SRV1))).hasSize(2);
      assertThat(pair.history()).containsExactly(SRV1, SRV2, SRV1);
    }
  }

  @Test
  @Full
  void aCutBetweenTwoThatLiveHealsByItself() throws Exception {
    try (var network = Namespaces.make(2)) {
      // Given: srv1 looks first.
      pair.srv2().set("/link/timeout", "8s");
      start(network);

      // When: protocol 1 can't tell a cut from a death, so both act.
      network.cut(1, 2);
      pair.awaitNotes(2);
      network.mend(1, 2);

      // Then
      pair.awaitNotes(4);
      pair.staysQuiet();
      assertThat(pair.history()).startsWith(SRV1, SRV2).endsWith(SRV1).hasSizeLessThanOrEqualTo(5);
      assertThat(pair.notes())
          .startsWith(
              Note.down(SRV1, SRV2, "ping timeout", Note.UNCHANGED),
              Note.down(SRV2, SRV1, "ping timeout", Note.changedTo(SRV2)))
          .hasSize(4);
    }
  }
}
