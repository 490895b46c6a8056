// SPDX-License-Identifier: Apache-2.0
package io.clooster.systemd;

import static org.assertj.core.api.Assertions.assertThat;

import io.clooster.failover.Status;
import java.util.List;
import org.junit.jupiter.api.Test;

class StateLineTest {
  private static Status status(String holder, String peerState, String hint) {
    Status.Peer peer =
        new Status.Peer(
            "a", peerState, null, null, true, false, false, "a", List.of(), 7, 0, 0, hint);
    return new Status(
        2,
        "b",
        true,
        false,
        null,
        null,
        List.of(peer),
        new Status.Role("standby", holder, null, null),
        new Status.Claim("listed", 7, holder, false, false, 0),
        new Status.RecordStatus("a", null, false, null, null),
        List.of());
  }

  @Test
  void itSaysHowItStandsWhoHoldsTheRecordAndWhoIsLinked() {
    assertThat(StateLine.of(status("a", "connected", "")))
        .isEqualTo("ok; a holds the record; linked with 1 of 1");
    assertThat(StateLine.of(status("b", "connected", "")))
        .isEqualTo("ok; this server holds the record; linked with 1 of 1");
  }

  @Test
  void itNamesTheWorstThatIsWrong() {
    assertThat(StateLine.of(status("a", "dead", "connection refused")))
        .isEqualTo(
            "down: a holds the record, and is dead: connection refused; a holds the record; linked"
                + " with 0 of 1");
    assertThat(StateLine.of(status(null, "dead", "")))
        .isEqualTo(
            "down: it is not known which server holds the record, and 1 more; the holder is not"
                + " known; linked with 0 of 1");
  }

  @Test
  void itIsOneLineOfBoundedLength() {
    assertThat(StateLine.of(status("a", "dead", "x\nREADY=1\u001b[31m\u0085" + "y".repeat(1_000))))
        .doesNotContainPattern("\\p{IsControl}")
        .hasSizeLessThan(310);
  }
}
