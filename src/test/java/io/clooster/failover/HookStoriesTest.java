// SPDX-License-Identifier: Apache-2.0
package io.clooster.failover;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** When the user's own programs run, and what a failing before_active means. */
class HookStoriesTest {
  private static final Set<Hook> ALL = EnumSet.allOf(Hook.class);

  private static GroupSettings settings(String me, Set<Hook> hooks, String... servers) {
    GroupSettings right = GroupStory.settings(me, Duration.ofSeconds(2), true, servers);
    return GroupSettingsWith.same(GroupStory.claiming(right, false)).hooks(hooks).settings();
  }

  private static GroupStory starts(String me, String... servers) {
    return GroupStory.starts(settings(me, ALL, servers)).claimIsOf("a", 7);
  }

  private static GroupStory peace(String me, String... servers) {
    return starts(me, servers).peace();
  }

  // After the write.

  @Test
  void onActiveRunsOnceTheRecordIsReadBackAndWithTheEpochOfTheTakeOver() {
    GroupStory story = peace("b", "a", "b").crashes("a").after("3s").wrote("b");
    story.claimNames("b", 8).ran("on_active 8 b a").after("10m").ran();
  }

  @Test
  void itWaitsForTheLookThatShowsWhatWasWritten() {
    GroupStory story = peace("b", "a", "b");
    story.provider.mood(FakeProvider.Mood.SILENT);
    story.crashes("a").after("10s").ran();
    story.provider.mood(FakeProvider.Mood.WORKS);
    story.after("60s").wrote("b").ran("on_active 8 b a");
  }

  @Test
  void aRenewalRunsNothing() {
    GroupStory story = peace("b", "a", "b").crashes("a").after("10s").ran("on_active 8 b a");
    story.after("10m").ran();
    assertThat(story.provider.claim().epoch()).isGreaterThan(8);
  }

  @Test
  void anEditByHandRunsNothing() {
    GroupStory story = peace("a", "a", "b").recordIsSetTo("elsewhere").after("10m");
    story.ran().recordIsSetTo("a").after("10m").ran();
  }

  @Test
  void onStandbyRunsWhenTheRecordIsHandedBack() {
    GroupStory story = peace("b", "a", "b").crashes("a").after("10s").ran("on_active 8 b a");
    story.links("a").believes("a", "b").after("5m").recordHolds("a");
    story.ran("on_standby " + story.provider.claim().epoch() + " a b");
  }

  @Test
  void onStandbyRunsWhenAnotherServerTookTheRecord() {
    GroupStory story = peace("a", "a", "b").claimIsOf("b", 8).takes("b").after("60s");
    story.ran("on_standby 8 b a");
  }

  @Test
  void aStartIsToldAsWhatThisServerIs() {
    starts("a", "a", "b").links("b").after("10s").ran("on_active 7 a ");
    starts("b", "a", "b").links("a").after("10s").ran("on_standby 7 a ");
  }

  @Test
  void aStartWithoutALookAtTheRecordIsNoPart() {
    GroupStory story = starts("b", "a", "b");
    story.provider.mood(FakeProvider.Mood.SILENT);
    story.links("a").after("5m").ran();
  }

  @Test
  void onUnhealthyRunsEachTimeTheChecksBeginToFail() {
    GroupStory story = peace("b", "a", "b").ownHealth(false).after("1s").ran("on_unhealthy 7 a ");
    story.ownHealth(false).after("1m").ran().ownHealth(true).after("1m").ran();
    story.ownHealth(false).after("1s").ran("on_unhealthy 7 a ");
  }

  @Test
  void whatIsNotConfiguredDoesNotRun() {
    GroupStory story =
        GroupStory.starts(settings("b", Set.of(Hook.ON_STANDBY), "a", "b"))
            .claimIsOf("a", 7)
            .peace();
    story.ownHealth(false).ownHealth(true).crashes("a").after("10s").wrote("b").ran();
  }

  @Test
  void theyComeAfterAllThatIsToBeDone() {
    DecisionStep step = new DecisionStep(new Moment(0));
    step.add(new Action.RunHook(Hook.ON_STANDBY, 8, "a", "b", ""));
    step.add(new Action.ReadRecord(1));
    assertThat(step.actions().get(0)).isInstanceOf(Action.ReadRecord.class);
  }

  // Before the write.

  @Test
  void withoutItNothingIsWrittenAndThisServerIsNotEligible() {
    GroupStory story = peace("b", "a", "b").beforeActiveFails(true).crashes("a").after("5s");
    story.wroteNothing().recordHolds("a").claimNames("a", 7);
    assertThat(story.messages()).hasSize(1);
    assertThat(story.messages().get(0))
        .startsWith("peer-down [b] Server 'a' is now down")
        .contains("'b' was about to, and did not write, as before_active: exit status 1");
  }

  @Test
  void anotherServerTakesInItsPlace() {
    GroupStory story = peace("b", "a", "b", "c").beforeActiveFails(true);
    story.doesNotSee("c", "a").crashes("a").after("5s").wroteNothing();
    assertThat(story.lastReport().eligible()).isFalse();
  }

  @Test
  void afterAPauseThatGrowsItIsTriedAgain() {
    GroupStory story = peace("b", "a", "b").beforeActiveFails(true).crashes("a").after("9s");
    assertThat(story.countLogged("state=unprepared")).isOne();
    story.after("10s");
    assertThat(story.countLogged("state=unprepared")).isEqualTo(2);
    story.after("10s");
    assertThat(story.countLogged("state=unprepared")).isEqualTo(2);
    story.beforeActiveFails(false).after("20s").recordHolds("b").ran("on_active 10 b a");
  }

  @Test
  void aHolderThatLivesKeepsTheRecordWhateverFailsElsewhere() {
    GroupStory story = peace("b", "a", "b").beforeActiveFails(true).ill("a").after("60s");
    story.wroteNothing().well("a").after("10m").wroteNothing().recordHolds("a");
  }

  @Test
  void aRenewalAsksForNothing() {
    GroupStory story = peace("b", "a", "b").crashes("a").after("10s").wrote("b");
    story.beforeActiveFails(true).after("10m").recordHolds("b").didNotLog("state=unprepared");
    assertThat(story.provider.claim().epoch()).isGreaterThan(8);
  }

  @Test
  void oneThatHeldTheRecordMeanwhileBeginsAnew() {
    GroupStory story = peace("b", "a", "b").beforeActiveFails(true).crashes("a").after("40s");
    story.beforeActiveFails(false).after("60s").recordHolds("b").forgetting();
    story.links("a").believes("a", "b").after("5m").recordHolds("a").believes("a", "a");
    story.after("62s").forgetting().beforeActiveFails(true).crashes("a").after("19s");
    assertThat(story.countLogged("state=unprepared")).isEqualTo(2);
  }

  @Test
  void onlyAWriteThatChangesTheHolderMakesOne() {
    RecordSnapshot claimed = snapshot("a", new Claim(7, "a", Duration.ofSeconds(60)));
    Claim ours = new Claim(8, "b", Duration.ofSeconds(60));
    assertThat(new Action.WriteRecord(1, claimed, "b", ours).makesHolder("b")).isTrue();
    assertThat(new Action.WriteRecord(1, claimed, "b", ours).makesHolder("a")).isFalse();
    assertThat(new Action.WriteRecord(1, snapshot("b", ours), "b", ours).makesHolder("b"))
        .isFalse();
    assertThat(new Action.WriteRecord(1, snapshot("a", null), "b").makesHolder("b")).isTrue();
    assertThat(new Action.WriteRecord(1, snapshot("b", null), "b", ours).makesHolder("b"))
        .isFalse();
  }

  private static RecordSnapshot snapshot(String value, Claim claim) {
    FakeProvider provider = new FakeProvider(value);
    provider.claim(claim);
    return ((Event.RecordRead) provider.answer(new Action.ReadRecord(1)).orElseThrow()).snapshot();
  }
}
