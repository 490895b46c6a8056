// SPDX-License-Identifier: Apache-2.0
package io.clooster.failover;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * The list of servers is changed, one server after the other: {@code c} is added by version 2, or
 * removed by it.
 */
class ServerListStoriesTest {
  private static final ServerList PAIR = new ServerList(1, List.of("a", "b"));

  /** The story of {@code me}, whose list is of this version; {@code a} holds the record. */
  private static GroupStory starts(String me, long version, String... servers) {
    return starts(me, version, List.of(), servers);
  }

  private static GroupStory starts(
      String me, long version, List<ServerList> known, String... servers) {
    GroupSettings usual = GroupStory.settings(me, Duration.ofSeconds(2), true, servers);
    return GroupStory.starts(
            GroupSettingsWith.same(usual)
                .claim(true)
                .version(version, known.toArray(ServerList[]::new))
                .settings())
        .claimIsOf("a", 7);
  }

  @Test
  void aServerThatIsNotYetOnEachListTakesNothing() {
    // b has the old list, and is not linked with c: a tells of it, and dies.
    GroupStory story = starts("c", 2, "a", "c", "b").claimIsOf("a", 7, 2).links("a");
    story.tellsUnlisted("a", "c").after("62s").crashes("a").after("5m").wroteNothing();
    story.told("no-link [c]", "peer-down [c] Server 'a' is now down");
  }

  @Test
  void aServerOutOfSightMayTakeWhatItMayNot() {
    GroupStory story = starts("c", 2, "a", "c", "b").claimIsOf("a", 7, 2).links("a");
    story.tellsUnlisted("a", "c").after("62s").forgetting().crashes("a").after("6s");
    story.claimIsOf("b", 8, 2).recordIsSetTo("b").after("20s");
    story.told("no-link [c] There is no link to 'b'");
    assertThat(story.status().role().holder()).isEqualTo("b");
  }

  @Test
  void theStatusSaysWhoHasWhichListAndWhoTakesNothing() {
    GroupStory story = starts("a", 2, "a", "b", "c").has("b", 1, "a", "b").links("b").links("c");
    Status.Lists mixed = story.after("2s").status().lists();
    Status.Lists same = story.hasOurList("b").links("b").after("2s").status().lists();

    assertThat(mixed).isEqualTo(new Status.Lists(2, Map.of("b", 1L), Set.of("c")));
    assertThat(same).isEqualTo(new Status.Lists(2, Map.of(), Set.of()));
  }

  @Test
  void itTakesWhatDiedWhenTheLastOneHasTheNewList() {
    GroupStory story = starts("c", 2, "a", "c", "b").claimIsOf("a", 7, 2).links("a").links("b");
    story.tellsUnlisted("a", "c").after("62s").wroteNothing();
    story.tellsUnlisted("a").after("2s").crashes("a").doesNotSee("b", "a");
    story.after("10s").wrote("c");
  }

  @Test
  void whatADeadServerToldIsOverWhenAllThatItSawAreLinked() {
    GroupStory story = starts("c", 2, "a", "c", "b").claimIsOf("a", 7, 2).links("a").links("b");
    story.after("62s").closes("b").tellsUnlisted("a", "c").after("1s").crashes("a").after("30s");
    story.wroteNothing().links("b").after("20s").wrote("c");
  }

  @Test
  void itIsOverForGoodThen() {
    GroupStory story = starts("c", 2, "a", "c", "b").claimIsOf("a", 7, 2).links("a");
    story.tellsUnlisted("a", "c").after("62s").crashes("a").after("10s").wroteNothing();
    story.claimIsOf("b", 8, 2).recordIsSetTo("b").takes("b").links("b").doesNotSee("b", "a");
    story.after("62s").crashes("b").after("20s").wrote("c");
  }

  @Test
  void aServerOfBothListsTakesWhileThoseOfOneWait() {
    // c is preferred to b, and on b's list, but a's list has been without c.
    GroupStory story = starts("b", 1, "a", "c", "b").has("a", 2, "a", "b").links("a").links("c");
    story.after("62s").crashes("a").after("10s").wroteNothing();
    GroupStory other = starts("b", 1, "a", "c", "b").has("c", 2, "b", "c").links("a").links("c");
    other.after("62s").crashes("a").after("10s").wroteNothing();
  }

  @Test
  void whoSeesThatAnotherListLacksAServerTellsTheOthers() {
    GroupStory story = starts("a", 2, "a", "b", "c").has("b", 1, "a", "b").links("b").links("c");
    story.after("2s");
    assertThat(story.lastReport().unlisted()).isEqualTo(Set.of("c"));
    story.closes("b").hasOurList("b").links("b").after("2s");
    assertThat(story.lastReport().unlisted()).isEmpty();
  }

  @Test
  void theRecordIsNotHandedToOneThatIsNotOnEachList() {
    GroupStory story = starts("a", 2, "a", "b", "c").has("b", 1, "a", "b").links("b").links("c");
    story.after("62s").forgetting().switchTo("c").ordersEnded("a: TARGET_UNLISTED");
    story.wroteNothing();
  }

  @Test
  void itDoesNotGoBackToOneThatIsNotOnEachList() {
    GroupStory story = starts("a", 2, "c", "a", "b").has("b", 1, "a", "b").links("b").links("c");
    story.after("10s").forgetting().after("10m").wroteNothing();
    story.closes("b").hasOurList("b").links("b").after("3m").wrote("c");
  }

  @Test
  void aHolderWritesItsClaimAnewByItsNewList() {
    starts("a", 2, "a", "b", "c").links("b").links("c").after("10s").claimIsOfList(2);
  }

  @Test
  void whoIsNotKnownToBeOnTheListOfTheClaimTakesNothing() {
    // c was never linked with a, which does not miss it, and renews nothing.
    GroupStory story = starts("c", 2, "a", "c", "b").recordIsSetTo("a").after("5m").wroteNothing();
    assertThat(story.status().alerts()).isNotEmpty();
  }

  @Test
  void whoWasOnItBeforeItsRestartTakesWhatDiedMeanwhile() {
    GroupStory story = starts("b", 2, List.of(PAIR), "a", "b", "c").recordIsSetTo("a");
    story.after("3m").wrote("b").claimIsOfList(2);
  }

  @Test
  void whoWasOnNoListOfItTakesNothing() {
    ServerList others = new ServerList(1, List.of("a", "c"));
    starts("b", 2, List.of(others), "a", "b", "c").recordIsSetTo("a").after("5m").wroteNothing();
  }

  @Test
  void aHolderThatDiedBeforeItWroteItsClaimAnewHadUsOnItsNewList() {
    GroupStory story = starts("c", 2, "a", "c").claimIsOf("a", 7, 1).links("a").after("62s");
    story.crashes("a").after("10s").wrote("c").claimIsOfList(2);
  }

  @Test
  void aLinkWithTheHolderShowsItsList() {
    GroupStory story = starts("b", 2, "a", "b", "c").has("a", 1, "a", "b").links("a");
    story.after("62s").crashes("a").after("10s").wrote("b").claimIsOfList(2);
  }

  @Test
  void aClaimOfAServerThatOurListLacksIsAlive() {
    GroupStory story = starts("a", 2, "a", "b").claimIsOf("c", 8).recordIsSetTo("c").links("b");
    story.after("10m").wroteNothing();
    story.told("claim-foreign [a] The record 'www.test' belongs to 'c'").claimNames("c", 8);

    story.claimIsOf("b", 9).recordIsSetTo("b").takes("b").after("62s").told("claim-known");
  }

  @Test
  void itIsOverWhenItsClaimIsDeletedAndTheRecordPointsAtAServerOfTheList() {
    GroupStory story = starts("a", 2, "a", "b").claimIsOf("c", 8).recordIsSetTo("c").links("b");
    story.after("62s").provider.claim(null);
    story.after("10m").wroteNothing();

    story.recordIsSetTo("a").after("62s").claimIsOfList(2).told("claim-foreign", "claim-known");
    story.claimNames("a", 9);
  }

  @Test
  void whoWasTakenOffTheListTakesNothingAndSaysSoOnce() {
    GroupStory story = starts("b", 1, "a", "b", "c").claimIsOf("a", 7, 1).links("a").links("c");
    story.after("62s").forgetting().closes("a").fault("a", HelloFault.TAKEN_OFF).after("5m");
    story.closes("c").fault("c", HelloFault.TAKEN_OFF).hasOurList("c").links("c").after("10s");
    story
        .wroteNothing()
        .told("config-differs [b] 'b' was taken off the list of servers", "config-matches [b]");
    assertThat(story.lastReport().unlisted()).isEqualTo(Set.of("b"));
    assertThat(story.status().lists()).isEqualTo(new Status.Lists(1, Map.of(), Set.of("b"), true));

    story
        .hasOurList("a")
        .links("a")
        .after("62s")
        .crashes("a")
        .doesNotSee("c", "a")
        .after("10s")
        .wrote("b");
  }

  @Test
  void aHolderYieldsToAServerThatOurListLacks() {
    GroupStory story = starts("a", 2, "a", "b").links("b").after("62s");
    story.claimIsOf("c", 99).recordIsSetTo("c").after("10m").wroteNothing().claimNames("c", 99);
  }
}
