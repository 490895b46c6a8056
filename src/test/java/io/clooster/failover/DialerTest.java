// SPDX-License-Identifier: Apache-2.0
package io.clooster.failover;

import static io.clooster.failover.GroupStory.settings;
import static io.clooster.failover.GroupStory.starts;
import static org.assertj.core.api.Assertions.assertThat;

import io.clooster.failover.peer.Dialer;
import java.time.Duration;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** When a server of a group tries to connect to another one. */
class DialerTest {
  private static final GroupSettings SETTINGS =
      settings("b", Duration.ofSeconds(2), true, "a", "b");

  private final Dialer dialer =
      Dialer.of(SETTINGS, SETTINGS.servers().get(0), new Moment(0), new SplittableRandom(42));

  @Test
  void theLaterServerOfAListConnectsAtOnceAndTheEarlierOneASecondLater() {
    starts("b", "a", "b").after("0.2s").did("connect a");
    starts("a", "a", "b").after("0.8s").did().after("0.2s").did("connect b");
  }

  @Test
  void aLinkThatWasShortIsMadeAnewAtOnce() {
    linked(0, 500);
    assertThat(connects(500)).isTrue();
  }

  @Test
  void twoShortOnesInSuccessionEarnAPause() {
    linked(0, 500);
    connects(500);
    linked(600, 1599);
    assertThat(connects(1599)).isFalse();
    assertThat(connects(2300)).isFalse();
    assertThat(connects(2599)).isTrue();
  }

  @Test
  void aShortOneAfterALongerOneEarnsNone() {
    linked(0, 1000);
    connects(1000);
    linked(1000, 1999);
    assertThat(connects(1999)).isTrue();
  }

  @Test
  void aLongerOneAfterAShortOneEarnsNone() {
    linked(0, 999);
    connects(999);
    linked(1000, 2000);
    assertThat(connects(2000)).isTrue();
  }

  private void linked(long fromMillis, long toMillis) {
    for (long millis = fromMillis; millis < toMillis; millis += 200) {
      dialer.drive(true, new DecisionStep(at(millis)));
    }
  }

  /** True when it tries to connect, now that there is no link. */
  private boolean connects(long millis) {
    DecisionStep step = new DecisionStep(at(millis));
    dialer.drive(false, step);
    return step.actions().contains(new Action.Connect("a"));
  }

  private static Moment at(long millis) {
    return new Moment(Duration.ofMillis(millis).toNanos());
  }
}
