// SPDX-License-Identifier: Apache-2.0
package io.clooster.failover.peer;

import io.clooster.failover.Moment;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Whether this server may hold the records: by its own checks, and by what its operator wants. */
public final class OwnEligibility {
  /** What our own checks say; set by each result. */
  private boolean healthy = true;

  /** Which of our own checks failed last, and how. */
  private String failure = "";

  /** Whether an operator has drained this server. */
  private boolean drained;

  /** The drain ends by itself then; null for never. */
  private @Nullable Moment drainedUntil;

  OwnEligibility() {}

  /** True when our own checks succeed, and no operator wants otherwise. */
  public boolean eligible() {
    return healthy && !drained;
  }

  public boolean healthy() {
    return healthy;
  }

  public boolean drained() {
    return drained;
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
