// SPDX-License-Identifier: Apache-2.0
package io.clooster.failover.lease;

import io.clooster.failover.Durations;
import io.clooster.failover.Moment;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What the record held before the last change of it that we know of: an accepted write of ours, or
 * one that another server made with its claim. A list that shows it for a while after that lags
 * behind; nobody has edited anything.
 */
public final class ReplacedValue {
  /** The longest that a list is taken to lag. */
  static final Duration LAG_MAX = Duration.ofMinutes(5);

  private static final Duration LAG = ClaimVisibility.LAG;

  /** Null for none. */
  private @Nullable String value;

  /** What the record holds since; null where we know nothing. */
  private @Nullable String last;

  /** When that write was asked for, or first seen. */
  private Moment at = new Moment(0);

  /** Whether no look has shown yet what it put into the record. */
  private boolean pending;

  /** Whether the last look showed what was replaced, and was taken to lag. */
  private boolean doubted;

  /** For how long a look may show what was there before; doubles while one does. */
  private Duration lag = LAG;

  /** The provider accepted our write of {@code asked}, before which the record held this. */
  void accepted(String before, String after, Moment asked) {
    last = after;
    if (!before.equals(after)) {
      value = before;
      at = asked;
      pending = true;
    }
  }

  /** Another server has written since: a look that was asked at {@code asked} shows its claim. */
  void overtaken(String after, Moment asked) {
    value = after.equals(last) ? null : last;
    at = asked;
    pending = false;
  }

  /** A look showed this, and nothing tells whether it lags. */
  void unclaimed(String listed) {
    last = listed;
  }

  /** True while no look has shown what our last accepted write put into the record. */
  public boolean isPending() {
    return pending;
  }

  /**
   * True when the last look showed what was replaced a moment ago. It was taken to lag; but
   * somebody may have put that back.
   */
  public boolean isDoubted() {
    return doubted;
  }

  /**
   * What the record holds, by a look that was asked at {@code asked} and shows {@code listed}. A
   * list may begin to lag at any time: what we replaced a moment ago is no news.
   *
   * @param known what we know it to hold; null where we know nothing
   */
  String shown(String listed, @Nullable String known, Moment asked) {
    boolean recent = !asked.reached(at.plus(lag));
    doubted = listed.equals(value) && known != null && recent;
    if (known != null && doubted) {
      return known;
    }
    last = listed;
    if (!listed.equals(value)) {
      lag = LAG;
      value = recent ? value : null;
    } else {
      lag = Durations.doubled(lag, LAG_MAX);
      value = null;
    }
    pending = false;
    return listed;
  }
}
