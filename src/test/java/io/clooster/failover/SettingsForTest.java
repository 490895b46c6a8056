// SPDX-License-Identifier: Apache-2.0
package io.clooster.failover;

import io.clooster.failover.protocol1.Settings;
import java.time.Duration;

/** Settings with the defaults of the configuration; the peer is preferred. */
final class SettingsForTest {
  private String me = PairStory.ME;
  private String other = PairStory.OTHER;
  private boolean connects;
  private String preferred = PairStory.OTHER;
  private Duration confirm = Duration.ofSeconds(2);
  private Duration timeout = Duration.ofMinutes(2);
  private long seed = 42;

  SettingsForTest connects(boolean does) {
    connects = does;
    return this;
  }

  /** The same pair from the other side. */
  SettingsForTest swapped() {
    me = PairStory.OTHER;
    other = PairStory.ME;
    return this;
  }

  SettingsForTest preferring(String value) {
    preferred = value;
    return this;
  }

  SettingsForTest confirm(String time) {
    confirm = PairStory.duration(time);
    return this;
  }

  SettingsForTest timeout(String time) {
    timeout = PairStory.duration(time);
    return this;
  }

  SettingsForTest seed(long number) {
    seed = number;
    return this;
  }

  long seed() {
    return seed;
  }

  Settings build() {
    return new Settings(
        "run-1",
        me,
        other,
        me,
        other,
        PairStory.RECORD,
        preferred,
        connects,
        timeout,
        confirm,
        Duration.ofSeconds(1),
        Duration.ofSeconds(30));
  }

  @Override
  public String toString() {
    return build().toString();
  }

  /** The story from the very start, the peer not yet seen; the record holds the preferred value. */
  PairStory starts() {
    return PairStory.with(this, new FakeProvider(preferred));
  }

  /** The story from a pair at peace: linked (link 1) for a minute, the record just looked at. */
  PairStory atPeace() {
    return starts().at("0.1s").linkOpens(1).at("62s").forgetting();
  }
}
