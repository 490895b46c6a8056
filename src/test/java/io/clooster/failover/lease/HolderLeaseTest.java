// SPDX-License-Identifier: Apache-2.0
package io.clooster.failover.lease;

import static org.assertj.core.api.Assertions.assertThat;

import io.clooster.failover.Claim;
import io.clooster.failover.Moment;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/**
 * What the claim says of a holder out of sight. Its window is 5 s, a loss is noticed within 4 s.
 */
class HolderLeaseTest {
  private final HolderLease witness = new HolderLease(Duration.ofSeconds(5), Duration.ofSeconds(4));

  private static Moment at(int seconds) {
    return new Moment(Duration.ofSeconds(seconds).toNanos());
  }

  private void read(long epoch, int seconds) {
    witness.read(new Claim(epoch, "a", Duration.ofSeconds(10)), false, at(seconds));
  }

  @Test
  void theFirstClaimThatIsReadShowsNoLifeButIsWatched() {
    read(7, 0);
    assertThat(witness.lives()).isFalse();
    assertThat(witness.watches()).isTrue();
  }

  @Test
  void aLaterOneShowsLife() {
    witness.observeEpoch(7);
    read(8, 0);
    assertThat(witness.lives()).isTrue();
  }

  @Test
  void itIsDeadWhenWhatItPromisedAndTheWindowAreOver() {
    read(7, 0);
    assertThat(witness.nextReadAfter(at(0))).isEqualTo(at(15));
    read(7, 14);
    assertThat(witness.isExpired()).isFalse();
    read(7, 15);
    assertThat(witness.isExpired()).isTrue();
  }

  @Test
  void theWindowIsTwoSecondsAtLeast() {
    HolderLease hasty = new HolderLease(Duration.ZERO, Duration.ofSeconds(4));
    hasty.read(new Claim(7, "a", Duration.ofSeconds(10)), false, at(0));
    assertThat(hasty.nextReadAfter(at(0))).isEqualTo(at(12));
  }

  @Test
  void ofAnotherHolderNothingIsKnown() {
    witness.observeEpoch(7);
    read(8, 0);
    witness.forget();
    assertThat(witness.lives()).isFalse();
    assertThat(witness.watches()).isFalse();
    read(9, 1);
    assertThat(witness.lives()).isFalse();
  }

  @Test
  void oneThatAnotherServerSeesIsNotWatched() {
    witness.observeEpoch(7);
    read(8, 0);
    witness.vouchedFor(8, at(1));
    assertThat(witness.lives()).isFalse();
    assertThat(witness.watches()).isFalse();
  }

  @Test
  void whatWasReadMeanwhileCountsFromTheTimeInWhichALossIsNoticed() {
    witness.observeEpoch(7);
    witness.vouchedFor(8, at(0));
    witness.othersSeeIt(true, at(3));
    witness.othersSeeIt(false, at(4));
    read(8, 5);
    assertThat(witness.lives()).isTrue();
  }

  @Test
  void toReadTheSameAgainDoesNotDelayThat() {
    witness.observeEpoch(7);
    witness.vouchedFor(8, at(0));
    witness.vouchedFor(8, at(3));
    witness.othersSeeIt(true, at(4));
    read(8, 5);
    assertThat(witness.lives()).isFalse();
  }

  @Test
  void toReadALaterOneDoes() {
    witness.observeEpoch(7);
    witness.vouchedFor(8, at(0));
    witness.vouchedFor(9, at(3));
    witness.othersSeeIt(true, at(4));
    witness.othersSeeIt(true, at(7));
    read(9, 8);
    assertThat(witness.lives()).isFalse();
  }
}
