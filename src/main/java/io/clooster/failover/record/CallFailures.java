// SPDX-License-Identifier: Apache-2.0
package io.clooster.failover.record;

import io.clooster.failover.Backoff;
import io.clooster.failover.DecisionStep;
import io.clooster.failover.Durations;
import io.clooster.failover.Moment;
import io.clooster.failover.Reason;
import io.clooster.failover.Timing;
import io.clooster.failover.Values;
import java.time.Duration;
import java.util.random.RandomGenerator;

/** When what failed at the provider is tried again: later each time, and as the provider asks. */
final class CallFailures {
  static final Duration RETRY_MIN = Duration.ofSeconds(1);
  static final Duration RETRY_MAX = Duration.ofSeconds(60);

  /** Providers block for minutes; asked to wait for longer than this, we try again all the same. */
  static final Duration RETRY_AFTER_MAX = Duration.ofMinutes(10);

  private final ProviderCalls calls;
  private final ReadSchedule schedule;
  private final ProviderOutage outage;
  private final Hurry hurry;
  private final Backoff backoff;

  CallFailures(
      ProviderCalls calls,
      ReadSchedule schedule,
      ProviderOutage outage,
      Hurry hurry,
      RandomGenerator random) {
    this.calls = calls;
    this.schedule = schedule;
    this.outage = outage;
    this.hurry = hurry;
    this.backoff = new Backoff(RETRY_MIN, RETRY_MAX, random);
  }

  /** A call failed, or what it did has no effect. */
  void failed(Reason reason, Duration retryAfter, DecisionStep step) {
    failed(reason, false, retryAfter, step);
  }

  /** The same; {@code denied} when the provider refused our credentials. */
  void failed(Reason reason, boolean denied, Duration retryAfter, DecisionStep step) {
    Duration delay = backoff.next();
    if (hurry.isOn()) {
      delay = Durations.min(delay, Timing.WRITE_RETRY);
    }
    if (calls.blind()) {
      delay = hurry.atMost(delay);
    }
    delay = Durations.max(delay, bounded(retryAfter));
    schedule.readAt(step.now().plus(delay));
    outage.failed(reason, denied, step.now());
    if (hurry.isWorthALine(reason, step.now())) {
      step.warn("record-failing", Values.of("reason", reason).and("retry", delay));
    }
  }

  /** How long we leave the provider alone that asked for {@code retryAfter}. */
  static Duration bounded(Duration retryAfter) {
    return Durations.min(retryAfter, RETRY_AFTER_MAX);
  }

  /** What fails from now on is a new story. */
  void newChange(Moment now) {
    backoff.reset();
    outage.newWish(now);
  }

  /** The look was all that there was to do: nothing is wrong any more. */
  void resolved(String value, DecisionStep step) {
    outage.resolved(value, step);
    backoff.reset();
  }
}
