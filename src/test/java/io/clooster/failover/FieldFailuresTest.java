// SPDX-License-Identifier: Apache-2.0
package io.clooster.failover;

import static io.clooster.failover.FakeProvider.Mood.DOWN;
import static io.clooster.failover.FakeProvider.Mood.FAILS_AFTER_WRITING;
import static io.clooster.failover.FakeProvider.Mood.HOLDS_WRITES;
import static io.clooster.failover.FakeProvider.Mood.READ_ONLY;
import static io.clooster.failover.FakeProvider.Mood.SILENT;
import static io.clooster.failover.FakeProvider.Mood.WORKS;
import static io.clooster.failover.PairStory.ME;
import static io.clooster.failover.PairStory.OTHER;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The original's failures in the field, by their numbers, each a story that now ends well. */
class FieldFailuresTest {

  @ParameterizedTest
  @EnumSource(names = {"DOWN", "READ_ONLY", "SILENT", "IGNORES_WRITES"})
  void failure_1_a_failed_write_at_failover_is_tried_again_until_it_succeeds(
      FakeProvider.Mood trouble) {
    PairStory.connecting()
        .atPeace()
        .provider(trouble)
        .linkCloses(1)
        .refused()
        .after("3h")
        .recordHolds(OTHER)
        .provider(WORKS)
        .after("1m30s")
        .recordHolds(ME);
  }

  @Test
  void failure_2_a_late_up_write_never_leaves_the_record_on_a_dead_server() {
    PairStory.connecting()
        .atPeace()
        .linkCloses(1)
        .refused()
        .recordHolds(ME)
        .after("10s")
        .linkOpens(2)
        .provider(HOLDS_WRITES)
        .after("3s")
        .wrote(ME, OTHER)
        // The "up" write is still under way when the peer dies again.
        .linkCloses(2)
        .refused()
        .after("20s")
        .recordHolds(ME)
        .provider(WORKS)
        .forgetting()
        .and(story -> story.provider.heldWriteLands())
        .recordHolds(OTHER)
        .after("6s")
        .wrote(ME)
        .recordHolds(ME)
        .toldNothing();
  }

  @Test
  void failure_2_the_late_answer_itself_makes_us_look_at_once() {
    PairStory.connecting()
        .atPeace()
        .linkCloses(1)
        .refused()
        .after("10s")
        .linkOpens(2)
        .provider(HOLDS_WRITES)
        .after("3s")
        .linkCloses(2)
        .refused()
        .after("20s")
        .provider(WORKS)
        .forgetting()
        .and(story -> story.provider.heldWriteLands())
        .and(story -> story.event(story.provider.heldWriteSucceeds()))
        .called("read", "write " + ME, "read")
        .recordHolds(ME);
  }

  @Test
  void failure_2_an_up_write_that_was_answered_by_a_failure_may_land_late_all_the_same() {
    PairStory.connecting()
        .atPeace()
        .linkCloses(1)
        .refused()
        .after("10s")
        .linkOpens(2)
        .provider(HOLDS_WRITES)
        .after("3s")
        .and(story -> story.event(story.provider.heldWriteFails()))
        // Nothing is under way when the peer dies again, as far as we were told.
        .linkCloses(2)
        .refused()
        .after("20s")
        .recordHolds(ME)
        .provider(WORKS)
        .recordIsSetTo(OTHER)
        .recordHolds(OTHER)
        .after("6s")
        .recordHolds(ME);
  }

  @Test
  void failure_2_nor_does_a_failed_down_write_that_lands_late_take_the_record_from_a_living_peer() {
    PairStory.connecting()
        .atPeace()
        .provider(READ_ONLY)
        .linkCloses(1)
        .refused()
        .wrote(ME)
        .provider(WORKS)
        .linkOpens(2)
        .after("20s")
        .wroteNothing()
        .forgetting()
        .recordIsSetTo(ME)
        .after("6s")
        .wrote(OTHER)
        .toldNothing();
  }

  @Test
  void failure_2_a_late_write_that_lands_while_the_api_is_down_is_put_right_when_it_is_back() {
    PairStory.connecting()
        .atPeace()
        .linkCloses(1)
        .refused()
        .after("10s")
        .linkOpens(2)
        .provider(HOLDS_WRITES)
        .after("3s")
        .linkCloses(2)
        .refused()
        .after("1s")
        .provider(DOWN)
        .and(story -> story.provider.heldWriteLands())
        .after("10m")
        .recordHolds(OTHER)
        .provider(WORKS)
        .after("1m10s")
        .recordHolds(ME);
  }

  @Test
  void failure_2_the_last_write_of_the_dead_server_itself_is_put_right() {
    PairStory.connecting()
        .atPeace()
        .linkCloses(1)
        .refused()
        .recordHolds(ME)
        .forgetting()
        .after("3s")
        .recordIsSetTo(OTHER)
        .after("6s")
        .wrote(ME)
        .recordHolds(ME)
        .toldNothing();
  }

  @Test
  void failure_2_putting_right_a_late_write_outlasts_an_api_that_fails_meanwhile() {
    PairStory.connecting()
        .atPeace()
        .linkCloses(1)
        .refused()
        .after("3s")
        .recordIsSetTo(OTHER)
        .provider(READ_ONLY)
        .after("1h")
        .recordHolds(OTHER)
        .provider(WORKS)
        .after("1m10s")
        .recordHolds(ME);
  }

  @Test
  void failure_2_two_living_servers_that_see_each_other_dead_do_not_fight_for_the_record() {
    PairStory story = PairStory.connecting().atPeace().linkCloses(1).refused().forgetting();
    for (int i = 0; i < 20; i++) {
      story.after("5s").recordIsSetTo(OTHER);
    }
    story.after("1m").wrote(ME).recordHolds(OTHER);
  }

  @Test
  void failure_6_a_server_that_wakes_from_a_standstill_does_not_call_its_peer_dead() {
    PairStory.listening()
        .atPeace()
        .standsStill("22s")
        // The peer gave us up meanwhile; that it did is the first thing we hear.
        .linkCloses(1)
        .after("9s")
        .linkOpens(2)
        .after("10m")
        .wroteNothing()
        .toldNothing();
  }

  @Test
  void failure_6_the_end_of_the_link_may_come_a_little_after_the_waking() {
    PairStory.listening()
        .confirm("0s")
        .atPeace()
        .standsStill("22s")
        .after("0.2s")
        .linkCloses(1)
        .after("30s")
        .linkOpens(2)
        .after("10m")
        .wroteNothing()
        .toldNothing();
  }

  @Test
  void failure_6_a_long_sleep_does_not_count_as_the_peers_silence() {
    for (SettingsForTest side :
        new SettingsForTest[] {PairStory.listening(), PairStory.connecting()}) {
      side.atPeace().standsStill("8h").watchdog().after("10m").wroteNothing().toldNothing().did();
    }
  }

  @Test
  void failure_6_a_refusal_from_before_the_standstill_proves_nothing_after_it() {
    PairStory.connecting()
        .atPeace()
        .linkCloses(1)
        .did("connect")
        .standsStill("1h")
        .refused()
        .did("connect")
        .linkOpens(2)
        .after("10m")
        .wroteNothing()
        .toldNothing();
  }

  @Test
  void failure_6_who_stood_still_in_the_middle_of_a_takeover_looks_before_going_on() {
    PairStory.listening()
        .atPeace()
        .provider(DOWN)
        .linkCloses(1)
        .after("5s")
        .provider(WORKS)
        .standsStill("1h")
        .forgetting()
        // The peer came back to life meanwhile.
        .after("8s")
        .linkOpens(2)
        .after("5m")
        .wroteNothing()
        .recordHolds(OTHER);
  }

  @Test
  void failure_7_a_cut_that_has_healed_before_the_watchdog_looks_moves_nothing() {
    for (SettingsForTest side :
        new SettingsForTest[] {PairStory.listening(), PairStory.connecting()}) {
      side.atPeace()
          // Cut, and healed: but the old connection stays silent until the kernel sends again.
          .peerFallsSilent()
          .at("4m")
          .after("0.1s")
          .peerTalksAgain()
          .linkOpens(2)
          .after("10m")
          .wroteNothing()
          .toldNothing();
    }
  }

  @Test
  void failure_8_a_broken_connection_moves_nothing() {
    PairStory story = PairStory.listening().atPeace();
    for (long link = 1; link <= 5; link++) {
      story.linkCloses(link).after("1.5s").linkOpens(link + 1).after("20s");
    }
    story.wroteNothing().toldNothing();
  }

  @Test
  void failure_8_nor_does_it_on_the_side_that_connects() {
    PairStory story = PairStory.connecting().atPeace();
    for (long link = 1; link <= 5; link++) {
      story.linkCloses(link).did("connect").after("1.5s").linkOpens(link + 1).after("20s");
    }
    story.wroteNothing().toldNothing();
  }

  @Test
  void failure_8_a_peer_that_restarts_all_the_time_makes_the_record_move_once() {
    PairStory story = PairStory.connecting().atPeace();
    for (long link = 1; link <= 30; link++) {
      story.linkCloses(link).refused().after("0.5s").linkOpens(link + 1).after("1s");
    }
    story.wrote(ME).after("10s").wrote(OTHER);
  }

  @Test
  void failure_18_a_write_that_was_called_failed_and_took_effect_is_told_as_done() {
    PairStory.connecting()
        .atPeace()
        .provider(FAILS_AFTER_WRITING)
        .linkCloses(1)
        .refused()
        .after("5m")
        .wrote(ME)
        .recordHolds(ME)
        .told("The address for 'www.test' has been changed to 'a.test'");
  }

  @Test
  void failure_20_the_server_without_precedence_finds_the_change_done_and_writes_nothing() {
    // We are not preferred, and took over; the peer comes back and makes the change itself.
    PairStory.connecting()
        .atPeace()
        .linkCloses(1)
        .refused()
        .after("10s")
        .forgetting()
        .linkOpens(2)
        .after("1s")
        .recordIsSetTo(OTHER)
        .after("5m")
        .wroteNothing()
        .told("is now up | No record change is necessary");
  }

  @Test
  void failure_20_a_slow_look_from_before_our_turn_does_not_lead_to_a_second_write() {
    PairStory.connecting()
        .atPeace()
        .linkCloses(1)
        .refused()
        .after("10s")
        .provider(SILENT)
        .forgetting()
        .linkOpens(2)
        .called("read")
        .after("3s")
        .provider(WORKS)
        .recordIsSetTo(OTHER)
        // What the slow look saw was true when it was asked.
        .answersOpenCallWith(ME)
        .after("5m")
        .wroteNothing()
        .told("is now up | No record change is necessary");
  }
}
