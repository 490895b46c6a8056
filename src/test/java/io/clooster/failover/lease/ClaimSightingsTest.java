// SPDX-License-Identifier: Apache-2.0
package io.clooster.failover.lease;

import static org.assertj.core.api.Assertions.assertThat;

import io.clooster.failover.Claim;
import io.clooster.failover.ClaimSight;
import io.clooster.failover.Moment;
import io.clooster.failover.RecordSnapshot;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** A claim that we wrote is deleted before any look shows it. */
class ClaimSightingsTest {
  private static final Claim CLAIM = new Claim(8, "a", Duration.ofSeconds(60));

  private final ClaimSightings sightings = new ClaimSightings(Duration.ofSeconds(45));

  private static Moment at(int seconds) {
    return new Moment(Duration.ofSeconds(seconds).toNanos());
  }

  private RecordSnapshot gone(boolean ours, int seconds) {
    sightings.asks();
    RecordSnapshot look = new RecordSnapshot("b", null, "", ClaimSight.GONE, "look");
    return sightings.completed(look, false, ours, at(seconds));
  }

  private void wrote() {
    RecordSnapshot before = new RecordSnapshot("b", null, "before");
    RecordSnapshot after = new RecordSnapshot("a", CLAIM, "id8", ClaimSight.LISTED, "after");
    sightings.accepted(before, after, at(0));
  }

  @Test
  void aWriteThatWasAcceptedCountsForMoreThanLooksThatMayLag() {
    wrote();

    assertThat(gone(false, 5).claim()).isEqualTo(CLAIM);
    assertThat(gone(false, 20).claim()).isEqualTo(CLAIM);
    assertThat(gone(false, 29).claim()).isEqualTo(CLAIM);
    assertThat(sightings.isPending()).isTrue();
  }

  @Test
  void whereItIsAnotherServersAndGoneForLongItCountsNoMore() {
    wrote();
    gone(false, 5);
    gone(false, 20);
    gone(false, 29);

    assertThat(gone(false, 31).claim()).isNull();
    assertThat(sightings.isPending()).isFalse();
    assertThat(sightings.goneSince()).isEqualTo(at(31));
  }

  @Test
  void whereItIsOursAnotherWriteTells() {
    wrote();
    gone(true, 5);
    gone(true, 20);
    gone(true, 29);

    assertThat(gone(true, 31).claim()).isEqualTo(CLAIM);
    assertThat(sightings.isDoubtful(at(31))).isTrue();
  }
}
