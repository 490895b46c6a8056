// SPDX-License-Identifier: Apache-2.0
package io.clooster.failover;

import java.time.Duration;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * On the side that connects: while there is no link, keeps trying, at once after a loss, then with
 * a growing delay.
 */
final class Dialer {
  /**
   * An attempt that has not been answered by then is given up; the shell's deadlines are shorter.
   */
  static final Duration ANSWER_WITHIN = Duration.ofSeconds(30);

  /**
   * A connection that breaks before the hello, right after a loss, was most likely accepted by the
   * dying peer's socket: the answer that counts is the next one's.
   */
  static final Duration SECOND_LOOK = Duration.ofMillis(50);

  private final boolean connects;
  private final Backoff backoff;
  private Moment nextAt;
  private @Nullable Moment giveUpAt;
  private boolean firstAttempt = true;

  Dialer(Settings settings, Moment start, RandomGenerator random) {
    this.connects = settings.connects();
    this.backoff = new Backoff(settings.reconnectMin(), settings.reconnectMax(), random);
    this.nextAt = start;
  }

  /** Brings the attempts in line with whether there is a link. */
  void drive(boolean linked, Moment now, Actions out) {
    if (!connects) {
      return;
    }
    if (linked) {
      giveUpAt = null;
      firstAttempt = true;
      backoff.reset();
      nextAt = now;
      return;
    }
    if (giveUpAt != null && now.reached(giveUpAt)) {
      failed(now);
    }
    if (giveUpAt == null && now.reached(nextAt)) {
      giveUpAt = now.plus(ANSWER_WITHIN);
      out.add(new Action.Connect());
    }
  }

  /** The attempt failed; the next one waits. */
  void failed(Moment now) {
    giveUpAt = null;
    firstAttempt = false;
    nextAt = now.plus(backoff.next());
  }

  /** The attempt led to a connection, which ended before the peer's hello. */
  void broken(Moment now) {
    boolean lookAgain = firstAttempt;
    failed(now);
    if (lookAgain) {
      backoff.reset();
      nextAt = now.plus(SECOND_LOOK);
    }
  }

  /** After our own standstill: look at once. */
  void hurry(Moment now) {
    if (giveUpAt == null) {
      nextAt = now;
    }
  }
}
