// SPDX-License-Identifier: Apache-2.0
package io.clooster.failover;

import static io.clooster.failover.GroupStory.atPeace;
import static io.clooster.failover.GroupStory.starts;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class StatusTest {

  @Test
  void atPeaceItSaysWhoHoldsTheRecordAndWhoIsThere() {
    Status status = atPeace("b", "a", "b", "c").status();

    assertThat(status.server()).isEqualTo("b");
    assertThat(status.healthy()).isTrue();
    assertThat(status.role()).isEqualTo(new Status.Role("standby", "a", null, null));
    assertThat(status.peers()).extracting(Status.Peer::name).containsExactly("a", "c");
    assertThat(status.peers()).extracting(Status.Peer::state).containsOnly("connected");
    assertThat(status.record().value()).isEqualTo("a");
    assertThat(status.record().wanted()).isNull();
    assertThat(status.alerts()).isEmpty();
  }

  @Test
  void afterATakeOverItSaysThatWeHoldTheRecordAndSinceWhen() {
    GroupStory story = atPeace("b", "a", "b", "c").doesNotSee("c", "a").crashes("a").after("10s");

    Status status = story.status();

    assertThat(status.role().state()).isEqualTo("active");
    assertThat(status.role().holder()).isEqualTo("b");
    assertThat(status.role().since()).isBetween(Duration.ofSeconds(1), Duration.ofSeconds(10));
    assertThat(status.record()).isEqualTo(new Status.RecordStatus("b", "b", true, null, null));
    Status.Peer dead = status.peers().get(0);
    assertThat(dead.state()).isEqualTo("dead");
    assertThat(dead.heard()).isNull();
    assertThat(dead.missed()).isEqualTo(Duration.ofSeconds(10));
  }

  @Test
  void aServerThatHadSaidThatItGoesIsStoppedAndNotDead() {
    GroupStory story = atPeace("b", "a", "b", "c").doesNotSee("c", "a").leaves("a", "0s");

    assertThat(story.after("10s").status().peers().get(0).state()).isEqualTo("stopped");
  }

  @Test
  void aProviderThatFailsIsSaidWithItsWords() {
    GroupStory story = atPeace("a", "a", "b");
    story.provider.mood(FakeProvider.Mood.DOWN);

    Status status = story.after("2m").status();

    assertThat(status.record().failing()).isNotEmpty();
    assertThat(status.record().failingFor()).isGreaterThan(Duration.ofSeconds(30));
    assertThat(story.after("6m").status().alerts()).contains(new Status.Alert("record-lost", ""));
  }

  @Test
  void askingChangesNothing() {
    GroupStory story = atPeace("b", "a", "b", "c");
    assertThat(story.status()).isEqualTo(story.status());
  }

  @Test
  void beforeAnythingIsKnownItSaysSo() {
    assertThat(starts("b", "a", "b").status().text())
        .isEqualTo(
            """
            server=b protocol=2 healthy=true
            role=standby
            peer=a state=never-seen
            record=unread""");
  }

  @Test
  void itsTextHasALineForEachPartAndLeavesOutWhatIsNotKnown() {
    GroupStory story = atPeace("b", "a", "b", "c").doesNotSee("c", "a").crashes("a").after("10s");

    String text = story.status().text();

    System.out.println(text);
    assertThat(text.lines())
        .anyMatch(line -> line.startsWith("server=b protocol=2 healthy=true"))
        .anyMatch(line -> line.startsWith("role=active holder=b since="))
        .anyMatch(line -> line.startsWith("peer=a state=dead missed=10 s"))
        .anyMatch(line -> line.startsWith("peer=c state=connected heard="))
        .anyMatch(line -> line.equals("record=b wanted=b as-wanted=true"))
        .noneMatch(line -> line.contains("null"));
  }
}
