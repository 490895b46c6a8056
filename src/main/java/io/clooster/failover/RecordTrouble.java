// SPDX-License-Identifier: Apache-2.0
package io.clooster.failover;

import io.clooster.failover.Wish.Cause;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A record that can't be read or written is told once when it lasts, and once when it is over: soon
 * while a change is wanted, later while all that fails is the regular look.
 */
final class RecordTrouble {
  static final Duration URGENT = Duration.ofSeconds(10);
  static final Duration PATIENT = Duration.ofMinutes(5);

  private final Messenger messenger;
  private @Nullable Moment since;
  private Moment wishedAt;
  private Moment urgentUntil;
  private String reason = "";
  private boolean changeTold;
  private boolean lossTold;

  RecordTrouble(Messenger messenger, Moment start) {
    this.messenger = messenger;
    this.wishedAt = start;
    this.urgentUntil = start;
  }

  /** A new change is wanted: that it fails, if it does, is a new story. */
  void newWish(Moment now) {
    changeTold = false;
    wishedAt = now;
  }

  /** What failed before our own standstill says little: it lasts from now on, if it does. */
  void stoodStill(Moment now) {
    wishedAt = now;
    if (since != null) {
      since = now;
    }
  }

  /** True from a failure until it is over. */
  boolean lasts() {
    return since != null;
  }

  void failed(String why, Moment now) {
    reason = why;
    if (since == null) {
      since = now;
    }
  }

  /**
   * Tells what has lasted long enough.
   *
   * @param open the cause of the change that is still to be made and told, null when there is none
   */
  void drive(@Nullable Cause open, Moment now, Actions out) {
    if (since == null) {
      return;
    }
    if (open != null && open.isNews()) {
      urgentUntil = now;
      if (!changeTold && now.since(since.orLater(wishedAt)).compareTo(URGENT) >= 0) {
        changeTold = true;
        messenger.failing(open, reason, out);
      }
    } else if (!lossTold && now.since(since.orLater(urgentUntil)).compareTo(PATIENT) >= 0) {
      lossTold = true;
      messenger.recordLost(reason, out);
    }
  }

  /**
   * Nothing is wrong any more. How a change ended is told by the change, or by the one after it.
   */
  void over(String value, Actions out) {
    if (lossTold) {
      messenger.recordFound(value, out);
    }
    since = null;
    lossTold = false;
  }
}
