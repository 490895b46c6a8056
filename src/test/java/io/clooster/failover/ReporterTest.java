// SPDX-License-Identifier: Apache-2.0
package io.clooster.failover;

import static io.clooster.failover.GroupStory.atPeace;
import static io.clooster.failover.GroupStory.settings;
import static org.assertj.core.api.Assertions.assertThat;

import io.clooster.failover.lease.Lease;
import io.clooster.failover.peer.PeerGroup;
import io.clooster.failover.role.Reporter;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** When the others hear of this server, and when they are not to be bothered. */
class ReporterTest {
  private final PeerGroup group =
      new PeerGroup(
          settings("b", Duration.ofSeconds(2), true, "a", "b"),
          new Moment(0),
          new SplittableRandom(42));
  private final Reporter reporter = new Reporter(group, Lease.none(), "1", new ToldIncidents());

  @Test
  void aSignOfLifeIsSentThoughNothingChangedAndIsTheNextInTheRow() {
    GroupStory story = atPeace("b", "a", "b");
    long before = story.lastReport().sequence();

    story.event(new Event.KeepAliveDue());
    assertThat(story.lastReport().sequence()).isEqualTo(before + 1);
  }

  @Test
  void aNewLinkIsGreetedAtOnceAndOneThatIsNotKeptIsNot() {
    GroupStory story = atPeace("b", "a", "b");
    long before = story.lastReport().sequence();
    story.linksAgain("a", false).did("close 2");
    assertThat(story.lastReport().sequence()).isEqualTo(before);

    story.linksAgain("a", true).did("close 1");
    assertThat(story.lastReport().sequence()).isEqualTo(before + 1);
  }

  @Test
  void changesThatComeInQuickSuccessionAreToldTogether() {
    DecisionStep step = new DecisionStep(new Moment(0));
    group
        .members()
        .forEach(
            member -> group.opened(member, new Event.LinkOpened(member.name(), 1, true), step));
    assertThat(updated("a", 0)).hasSize(1);

    assertThat(updated("b", 49)).isEmpty();
    assertThat(updated("b", 50)).hasSize(1);
    assertThat(updated("b", 1000)).isEmpty();
  }

  private List<Action> updated(String holder, long millis) {
    DecisionStep step = new DecisionStep(new Moment(Duration.ofMillis(millis).toNanos()));
    reporter.update(holder, step);
    return step.actions();
  }
}
