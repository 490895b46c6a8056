// SPDX-License-Identifier: Apache-2.0
package io.clooster.failover.peer;

import io.clooster.failover.Durations;
import io.clooster.failover.Moment;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Whether this server may hold the records: by its own checks, by what its operator wants, and by
 * what has to be done before it takes them ({@link io.clooster.failover.Hook#BEFORE_ACTIVE}).
 */
public final class OwnEligibility {
  /** The first time we leave the records to others for so long, then twice as long each time. */
  static final Duration UNPREPARED_MIN = Duration.ofSeconds(10);

  /** But never for longer. */
  static final Duration UNPREPARED_MAX = Duration.ofMinutes(5);

  /** What our own checks say; set by each result. */
  private boolean healthy = true;

  /** Which of our own checks failed last, and how. */
  private String failure = "";

  /** Whether an operator has drained this server. */
  private boolean drained;

  /** The drain ends by itself then; null for never. */
  private @Nullable Moment drainedUntil;

  /** How what has to be done before we take the records failed last; null where it has not. */
  private @Nullable String unprepared;

  /** Until then we leave the records to others, for that; null where we don't. */
  private @Nullable Moment unpreparedUntil;

  /** For so long we do so the next time. */
  private Duration pause = UNPREPARED_MIN;

  OwnEligibility() {}

  /** True when nothing of ours stands against our holding the records. */
  public boolean eligible() {
    return healthy && !drained && unprepared == null;
  }

  public boolean healthy() {
    return healthy;
  }

  public boolean drained() {
    return drained;
  }

  /** How what has to be done before we take the records failed; null where it may be tried. */
  public @Nullable String unprepared() {
    return unprepared;
  }

  /**
   * What has to be done before we take the records failed.
   *
   * @return for how long we leave them to others
   */
  public Duration beforeActiveFailed(String why, Moment now) {
    Duration lasts = pause;
    unprepared = why;
    unpreparedUntil = now.plus(lasts);
    pause = Durations.doubled(pause, UNPREPARED_MAX);
    return lasts;
  }

  /** True when it may be tried once more. */
  public boolean isUnpreparedOver(Moment now) {
    return unpreparedUntil != null && now.reached(unpreparedUntil);
  }

  /** It may be tried once more. */
  public void mayTryAgain() {
    unprepared = null;
    unpreparedUntil = null;
  }

  /** We hold the records: what failed before is over. */
  public void holds() {
    mayTryAgain();
    pause = UNPREPARED_MIN;
  }

  /** Which of our own checks fails, and how; null where none does. */
  public @Nullable String failingCheck() {
    return healthy ? null : failure;
  }

  /** What our own checks say; {@code why} is which of them fails, and how. */
  public void checked(boolean now, String why) {
    healthy = now;
    failure = why;
  }

  /** The operator drains this server from now on, for so long; zero for until it is resumed. */
  public void drain(Duration lasts, Moment now) {
    drained = true;
    drainedUntil = lasts.isZero() ? null : now.plus(lasts);
  }

  /** It takes part again. */
  public void resume() {
    drained = false;
    drainedUntil = null;
  }

  /** How much longer it is drained; null for until it is resumed, or where it is not. */
  public @Nullable Duration drainedFor(Moment now) {
    return drainedUntil == null ? null : drainedUntil.since(now);
  }

  /** True when the time of a drain is over. */
  public boolean isDrainOver(Moment now) {
    return drainedUntil != null && now.reached(drainedUntil);
  }
}
