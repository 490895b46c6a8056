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
  private String reason = "";
  private boolean changeTold;
  private boolean lossTold;

  RecordTrouble(Messenger messenger) {
    this.messenger = messenger;
  }

  /** A new change is wanted: that it fails, if it does, is a new story. */
  void newWish() {
    changeTold = false;
  }

  void failed(String why, Moment now) {
    reason = why;
    if (since == null) {
      since = now;
    }
  }

  /** {@code open} is the cause of the change that is still to be made, null when there is none. */
  void drive(@Nullable Cause open, Moment now, Actions out) {
    if (since == null) {
      return;
    }
    Duration lasted = now.since(since);
    if (open != null && !(open instanceof Cause.Start)) {
      if (!changeTold && lasted.compareTo(URGENT) >= 0) {
        changeTold = true;
        messenger.failing(open, reason, out);
      }
    } else if (!lossTold && lasted.compareTo(PATIENT) >= 0) {
      lossTold = true;
      messenger.recordLost(reason, out);
    }
  }

  /** Nothing is wrong any more. That a change went through in the end is told by the change. */
  void over(String value, Actions out) {
    if (lossTold) {
      messenger.recordFound(value, out);
    }
    since = null;
    changeTold = false;
    lossTold = false;
  }
}
