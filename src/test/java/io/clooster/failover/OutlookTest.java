// SPDX-License-Identifier: Apache-2.0
package io.clooster.failover;

import static io.clooster.failover.GroupStory.starts;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** When it is told that too few servers are in sight. */
class OutlookTest {

  @Test
  void thatTooFewAreInSightIsToldWhenItHasLastedForFortyFiveSeconds() {
    GroupStory story = starts("b", "a", "b", "c").after("54.8s");
    assertThat(told(story)).isFalse();
    assertThat(told(story.after("0.2s"))).isTrue();
  }

  @Test
  void afterOurStandstillThatTimeStartsAnew() {
    GroupStory story = starts("b", "a", "b", "c").after("20s").standsStill("1m");
    assertThat(told(story.event(new Event.Tick()).after("44s"))).isFalse();
    assertThat(told(story.after("1s"))).isTrue();
  }

  private static boolean told(GroupStory story) {
    return story.messages().stream().anyMatch(message -> message.startsWith("held-back"));
  }
}
