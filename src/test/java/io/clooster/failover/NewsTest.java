// SPDX-License-Identifier: Apache-2.0
package io.clooster.failover;

import static org.assertj.core.api.Assertions.assertThat;

import io.clooster.failover.Wish.Cause;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Who tells which death, once. */
class NewsTest {
  private static final Cause A = new Cause.PeerDown("a", "stream closed");
  private static final Cause B = new Cause.PeerDown("b", "stream closed");
  private static final Cause C = new Cause.PeerDown("c", "stream closed");

  private final Actions out = new Actions();
  private final News news = new News(true, new Messenger("run", "d", "www.test"));

  @Test
  void withAClaimAHolderTellsNothingBeforeItHasLookedOnceMore() {
    news.died(A, false, true, at(10), out);
    news.read(true, at(9), out);
    assertThat(told()).isEmpty();
    assertThat(news.waits()).isTrue();

    news.read(true, at(10), out);
    assertThat(told()).containsExactly("a may live");
    assertThat(news.waits()).isFalse();
  }

  @Test
  void whoFindsThatItHoldsNothingAnyMoreTellsNothing() {
    news.died(A, false, true, at(10), out);
    news.read(false, at(9), out);
    news.read(true, at(11), out);

    assertThat(told()).isEmpty();
  }

  @Test
  void whoHoldsNothingHasNothingToLookFor() {
    news.died(A, false, false, at(10), out);

    assertThat(told()).containsExactly("a may live");
  }

  @Test
  void withoutAClaimThereIsNothingToLookAt() {
    News unclaimed = new News(false, new Messenger("run", "d", "www.test"));
    unclaimed.died(A, false, true, at(10), out);

    assertThat(told()).containsExactly("a");
  }

  @Test
  void aDeathThatWasLeftToAnotherOneIsToldOnceWhenThatOneDies() {
    news.othersTell(A, false, at(0));
    news.died(B, false, false, at(60), out);
    assertThat(told()).containsExactly("a may live", "b may live");

    Actions later = new Actions();
    news.died(C, false, false, at(60), later);
    assertThat(told(later)).containsExactly("c may live");
  }

  @Test
  void notAfterMoreThanAMinute() {
    news.othersTell(A, false, at(0));
    news.died(B, false, false, at(61), out);

    assertThat(told()).containsExactly("b may live");
  }

  @Test
  void theDeathOfTheHolderWaitsForTheTakeOverWhoeverDiesMeanwhile() {
    news.holderDied(A, false, at(0));
    news.died(B, false, false, at(1), out);
    assertThat(told()).containsExactly("b may live");

    Actions later = new Actions();
    news.tookOver(C, later);
    assertThat(told(later)).containsExactly("a");
  }

  @Test
  void aTakeOverTellsWhatIsLeftToTellOnceAndWhetherItMayLive() {
    news.othersTell(A, true, at(0));
    news.othersTell(B, false, at(0));
    news.tookOver(C, out);
    assertThat(told()).containsExactly("a", "b may live");

    Actions later = new Actions();
    news.tookOver(C, later);
    assertThat(told(later)).isEmpty();
  }

  @Test
  void whatAHolderHadAMinuteForIsNotTold() {
    news.othersTell(A, false, at(0));
    news.holderDied(B, false, at(61));
    news.tookOver(B, out);

    assertThat(told()).isEmpty();
  }

  @Test
  void whoIsBackAloneIsNotToldToBeDead() {
    news.othersTell(A, false, at(0));
    news.othersTell(B, false, at(0));
    news.isBack("a");
    news.tookOver(C, out);

    assertThat(told()).containsExactly("b may live");
  }

  private List<String> told() {
    return told(out);
  }

  /** Each server that was told of, and whether it was said that only the path to it may be cut. */
  private static List<String> told(Actions out) {
    Stream<Action.Notify> messages = out.list().stream().map(Action.Notify.class::cast);
    return messages
        .map(told -> told.peer() + (told.text().contains("if it lives") ? " may live" : ""))
        .toList();
  }

  private static Moment at(long seconds) {
    return new Moment(Duration.ofSeconds(seconds).toNanos());
  }
}
