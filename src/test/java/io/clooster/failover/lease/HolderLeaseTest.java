// SPDX-License-Identifier: Apache-2.0
package io.clooster.failover.lease;

import static org.assertj.core.api.Assertions.assertThat;

import io.clooster.failover.Claim;
import io.clooster.failover.Moment;
import io.clooster.failover.Timing;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/**
 * What the claim says of a holder out of sight. Its window is 5 s, a loss is noticed within 4 s.
 */
class HolderLeaseTest {
  private final HolderLease holderLease =
      new HolderLease(Duration.ofSeconds(5), Duration.ofSeconds(4), Timing.RENEW_MAX);

  private static Moment at(int seconds) {
    return new Moment(Duration.ofSeconds(seconds).toNanos());
  }

  private void read(long epoch, int seconds) {
    holderLease.read(new Claim(epoch, "a", Duration.ofSeconds(10)), false, at(seconds));
  }

  @Test
  void theFirstClaimThatIsReadShowsNoLifeButIsWatched() {
    read(7, 0);
    assertThat(holderLease.lives()).isFalse();
    assertThat(holderLease.watches()).isTrue();
  }

  @Test
  void aLaterOneShowsLife() {
    holderLease.observeEpoch(7);
    read(8, 0);
    assertThat(holderLease.lives()).isTrue();
  }

  @Test
  void itIsDeadWhenWhatItPromisedAndTheWindowAreOver() {
    read(7, 0);
    assertThat(holderLease.nextReadAfter(at(0))).isEqualTo(at(15));
    read(7, 14);
    assertThat(holderLease.isExpired()).isFalse();
    read(7, 15);
    assertThat(holderLease.isExpired()).isTrue();
  }

  @Test
  void aLongerPromiseThanWeWouldMakeOurselvesIsWaitedForAllTheSame() {
    holderLease.read(new Claim(7, "a", Duration.ofSeconds(492)), false, at(0));
    holderLease.read(new Claim(7, "a", Duration.ofSeconds(492)), false, at(496));
    assertThat(holderLease.isExpired()).isFalse();
    holderLease.read(new Claim(7, "a", Duration.ofSeconds(492)), false, at(497));
    assertThat(holderLease.isExpired()).isTrue();
  }

  @Test
  void aClaimThatIsGoneMayHavePromisedTheMost() {
    HolderLease patient =
        new HolderLease(Duration.ofSeconds(5), Duration.ofSeconds(4), Duration.ofSeconds(492));
    patient.observeEpoch(7);
    patient.observeMissing(7, at(0));
    patient.missing(at(496));
    assertThat(patient.isExpired()).isFalse();
    patient.missing(at(497));
    assertThat(patient.isExpired()).isTrue();
  }

  @Test
  void theWindowIsTwoSecondsAtLeast() {
    HolderLease hasty = new HolderLease(Duration.ZERO, Duration.ofSeconds(4), Timing.RENEW_MAX);
    hasty.read(new Claim(7, "a", Duration.ofSeconds(10)), false, at(0));
    assertThat(hasty.nextReadAfter(at(0))).isEqualTo(at(12));
  }

  @Test
  void ofAnotherHolderNothingIsKnown() {
    holderLease.observeEpoch(7);
    read(8, 0);
    holderLease.forget();
    assertThat(holderLease.lives()).isFalse();
    assertThat(holderLease.watches()).isFalse();
    read(9, 1);
    assertThat(holderLease.lives()).isFalse();
  }

  @Test
  void oneThatAnotherServerSeesIsNotWatched() {
    holderLease.observeEpoch(7);
    read(8, 0);
    holderLease.vouchedFor(8, at(1));
    assertThat(holderLease.lives()).isFalse();
    assertThat(holderLease.watches()).isFalse();
  }

  @Test
  void whatWasReadMeanwhileCountsFromTheTimeInWhichALossIsNoticed() {
    holderLease.observeEpoch(7);
    holderLease.vouchedFor(8, at(0));
    holderLease.othersSeeIt(true, at(3));
    holderLease.othersSeeIt(false, at(4));
    read(8, 5);
    assertThat(holderLease.lives()).isTrue();
  }

  @Test
  void toReadTheSameAgainDoesNotDelayThat() {
    holderLease.observeEpoch(7);
    holderLease.vouchedFor(8, at(0));
    holderLease.vouchedFor(8, at(3));
    holderLease.othersSeeIt(true, at(4));
    read(8, 5);
    assertThat(holderLease.lives()).isFalse();
  }

  @Test
  void toReadALaterOneDoes() {
    holderLease.observeEpoch(7);
    holderLease.vouchedFor(8, at(0));
    holderLease.vouchedFor(9, at(3));
    holderLease.othersSeeIt(true, at(4));
    holderLease.othersSeeIt(true, at(7));
    read(9, 8);
    assertThat(holderLease.lives()).isFalse();
  }
}
