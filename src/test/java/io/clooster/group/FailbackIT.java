// SPDX-License-Identifier: Apache-2.0
package io.clooster.group;

import static io.clooster.group.Told.CLOSED;
import static org.assertj.core.api.Assertions.assertThat;

import io.clooster.process.ProcessTest;
import io.clooster.testing.Full;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The record goes back to a preferred server, when that has been steadily there. */
@ProcessTest
class FailbackIT {
  /** The log has whole milliseconds, and the daemon measures by another clock than it logs by. */
  private static final Duration PRECISION = Duration.ofMillis(20);

  @RegisterExtension private final ServerGroup group = new ServerGroup();

  /**
   * From when the second server saw the first again until it gave the record back to it, by its own
   * log: whatever the test sees of that, it sees later.
   */
  private Duration presenceBeforeTheReturn() {
    var holder = group.srv(2);
    return Duration.between(
            holder.loggedAt("peer=srv1.example.com state=up: "),
            holder.loggedAt("state=writing value=srv1.example.com"))
        .plus(PRECISION);
  }

  @Test
  void theHolderHandsTheRecordBackAfterTheDelay() throws Exception {
    itGoesBackAfterTheDelay(3);
  }

  @Test
  @Full
  void soItDoesInAPair() throws Exception {
    itGoesBackAfterTheDelay(2);
  }

  private void itGoesBackAfterTheDelay(int servers) throws Exception {
    // Given
    group.of(servers).set("/failback_delay", "4s").start();
    group.srv(1).kill();
    group.story().awaitNotes(1);

    // When
    group.srv(1).start();
    group.story().awaitRecord(1);

    // Then
    assertThat(presenceBeforeTheReturn()).isGreaterThanOrEqualTo(Duration.ofSeconds(4));
    group
        .story()
        .ends(
            List.of(1, 2, 1),
            Told.tookOver(2, 1, CLOSED),
            Told.upAndPreferred(2, 1, "4 s"),
            Told.goesBack(2, 1));
    assertThat(group.srv(1).lines("state=settled value=srv1.example.com")).hasSize(1);
  }

  @Test
  @Full
  void withManualFailbackTheRecordStaysWhereItIs() throws Exception {
    // Given
    group.of(3).set("/failback", "manual").set("/failback_delay", "1s").start();
    group.srv(1).kill();
    group.story().awaitNotes(1);

    // When
    group.srv(1).start();

    // Then
    group.story().ends(List.of(1, 2), Told.tookOver(2, 1, CLOSED), Told.upAndLeft(2, 1));
  }

  @Test
  @Full
  void aServerThatFlapsWaitsLongerEachTime() throws Exception {
    // Given: it failed once, and got the record back after its delay.
    group.of(3).set("/failback_delay", "2s").start();
    group.srv(1).kill();
    group.story().awaitNotes(1);
    group.srv(1).start();
    group.story().awaitNotes(3);

    // When: it fails again.
    group.srv(1).awaitLine("state=settled");
    group.srv(1).kill();
    group.story().awaitNotes(4);
    group.srv(1).start();
    group
        .srv(2)
        .awaitLine("the record goes back to it in 20 s, if it stays (it failed 2 times lately)");
    group.story().awaitRecord(1);

    // Then
    assertThat(presenceBeforeTheReturn()).isGreaterThanOrEqualTo(Duration.ofSeconds(20));
    group
        .story()
        .ends(
            List.of(1, 2, 1, 2, 1),
            Told.tookOver(2, 1, CLOSED),
            Told.upAndPreferred(2, 1, "2 s"),
            Told.goesBack(2, 1),
            Told.tookOver(2, 1, CLOSED),
            Told.upAndPreferred(2, 1, "20 s"),
            Told.goesBack(2, 1));
  }
}
