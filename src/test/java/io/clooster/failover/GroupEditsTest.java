// SPDX-License-Identifier: Apache-2.0
package io.clooster.failover;

import static io.clooster.failover.GroupStory.atPeace;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** A record that points elsewhere than at the server that holds it: what is told, and by whom. */
class GroupEditsTest {

  @Test
  void whatSomeoneSetByHandIsMentionedByTheOneThatOverwritesIt() {
    atPeace("b", "a", "b")
        .recordIsSetTo("hand.test")
        .crashes("a")
        .after("3s")
        .told("has been changed to 'b' (it held 'hand.test', set by hand)");
  }

  @Test
  void whatAServerHadSetIsNotCalledSetByHand() {
    GroupStory story = atPeace("b", "a", "b").crashes("a").after("3s");
    story.links("a").believes("a", "b").after("61s").wrote("b", "a");

    assertThat(story.messages()).hasSize(3).noneMatch(message -> message.contains("by hand"));
  }

  @Test
  void aServerOutOfReachIsNamedAsOneThatMayHaveMovedTheRecord() {
    GroupStory story = atPeace("a", "a", "b", "c").doesNotSee("b", "c").crashes("c").after("5s");
    story.forgetting().recordIsSetTo("b").after("3m").wroteNothing();
    story.told(
        "and not from here | It holds 'b' instead of 'a'. Someone set it by hand, or 'c' lives");
  }

  @Test
  void aLinkedServerThatTheRecordPointsAtHasFiveSecondsToSayThatItMovedIt() {
    GroupStory story = atPeace("a", "a", "b").recordIsSetTo("b").after("58s").didNotLog("edited");
    assertThat(story.calls()).isEqualTo(1);
    story.after("5s").logged("state=edited: holds b instead of a");
    assertThat(story.calls()).isEqualTo(1);
  }

  @Test
  void whatAnotherServerMayHaveSetIsNotToldWhileALinkIsInDoubt() {
    GroupStory story = atPeace("a", "a", "b", "c").recordIsSetTo("b").after("121.4s").toldNothing();
    story.closes("c").after("2s").links("c").toldNothing();
    story.after("2m").told("record-edited [a] The record 'www.test' was changed by hand");
  }

  @Test
  void theServerThatSaysThatItHoldsTheRecordDoesThoughSomeoneSetItToAnotherOne() {
    GroupStory story = atPeace("b", "a", "b", "c").recordIsSetTo("c").after("2m");
    story.didNotSay("c");
    assertThat(story.lastReport().holder()).isEqualTo("a");
  }

  @Test
  void ofTwoThatSaySoTheOneThatTheRecordPointsAtHoldsItWhicheverComesFirst() {
    GroupStory story = atPeace("c", "a", "b", "c").believes("b", "b").after("2m");
    assertThat(story.lastReport().holder()).isEqualTo("a");
  }

  @Test
  void whoHoldsTheRecordAsItWasSetByHandTellsNoDeathThatTheOneBeforeTold() {
    GroupStory story = atPeace("c", "a", "b", "c").doesNotSee("a", "b").crashes("b").after("5s");
    story.recordIsSetTo("c").believes("a", "c").after("30s").toldNothing();
    assertThat(story.lastReport().holder()).isEqualTo("c");
  }
}
