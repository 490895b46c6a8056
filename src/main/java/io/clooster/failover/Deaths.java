// SPDX-License-Identifier: Apache-2.0
package io.clooster.failover;

import io.clooster.failover.Wish.Cause;
import java.util.ArrayList;
import java.util.List;

/**
 * Deaths that move nothing, told by the holder. Where there is a claim, it is told only when a look
 * at that shows that we still hold the record: it may be us who were cut off, and then another one
 * acts, and tells.
 */
final class Deaths {
  private final boolean claimed;
  private final Messenger messenger;
  private final List<Death> open = new ArrayList<>();

  private record Death(Cause cause, Moment at) {}

  Deaths(boolean claimed, Messenger messenger) {
    this.claimed = claimed;
    this.messenger = messenger;
  }

  /** {@code weHold} when we act as the holder; another one that tells is the only one left to. */
  void died(Cause cause, boolean weHold, Moment now, Actions out) {
    if (claimed && weHold) {
      open.add(new Death(cause, now));
    } else {
      messenger.unchanged(cause, out);
    }
  }

  /** The record and its claim were read. */
  void read(boolean weHold, Moment asked, Actions out) {
    for (Death death : List.copyOf(open)) {
      if (!weHold || asked.reached(death.at())) {
        open.remove(death);
        if (weHold) {
          messenger.unchanged(death.cause(), out);
        }
      }
    }
  }
}
