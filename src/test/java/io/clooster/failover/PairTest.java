// SPDX-License-Identifier: Apache-2.0
package io.clooster.failover;

import static io.clooster.failover.PairStory.ME;
import static io.clooster.failover.PairStory.OTHER;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Both servers at once, with one record: only one of them acts. {@code a.test} listens. */
class PairTest {
  private FakeProvider provider = new FakeProvider(ME);
  private PairStory listening;
  private PairStory connecting;
  private long links;

  @BeforeEach
  void noPairYet() {
    links = 0;
  }

  @ParameterizedTest
  @ValueSource(strings = {ME, OTHER, "third.test"})
  void twoServersThatSawEachOtherDownMakeTheChangeBackOnceAndTellItOnce(String preferred) {
    startsPreferring(preferred);
    linkBreaks();
    both("1s");
    connecting.connectingTimesOut();
    // Both find the other one gone, the listening side first; the last one that writes wins.
    both("6m");
    listening.told("is now down (stream closed)", "not from here");
    connecting.told("is now down (ping timeout)");
    listening.wrote(preferred.equals(ME) ? new String[] {} : new String[] {ME});
    connecting.wrote(OTHER);
    connecting.recordHolds(OTHER);

    linkIsBack();
    both("10m");

    connecting.recordHolds(preferred);
    assertThat(countOf("write")).isEqualTo(preferred.equals(OTHER) ? 0 : 1);
    assertThat(countOf("has been changed")).isEqualTo(countOf("write"));
  }

  @ParameterizedTest
  @ValueSource(strings = {ME, OTHER, "third.test"})
  void aServerThatRestartsLeavesTheChangeBackToTheOtherOne(String preferred) {
    startsPreferring(preferred);
    listening.linkCloses(links);
    both("3s");
    provider.set(ME);
    // The connecting side dies and starts anew.
    connecting = PairStory.with(PairStory.connecting().swapped().preferring(preferred), provider);
    listening.forgetting();

    linkIsBack();
    both("10m");

    connecting.recordHolds(preferred).wroteNothing().toldNothing();
  }

  private void startsPreferring(String preferred) {
    provider = new FakeProvider(preferred);
    listening = PairStory.with(PairStory.listening().preferring(preferred), provider);
    connecting = PairStory.with(PairStory.connecting().swapped().preferring(preferred), provider);
    linkIsBack();
    both("62s");
    listening.forgetting();
    connecting.forgetting();
  }

  private void linkBreaks() {
    listening.linkCloses(links);
    connecting.linkCloses(links);
  }

  private void linkIsBack() {
    links++;
    listening.linkOpens(links);
    connecting.linkOpens(links);
  }

  private void both(String time) {
    Duration rest = PairStory.duration(time);
    while (!rest.isZero()) {
      listening.after("0.2s");
      connecting.after("0.2s");
      rest = rest.minusMillis(200);
    }
  }

  private int countOf(String words) {
    return listening.countOf(words) + connecting.countOf(words);
  }
}
