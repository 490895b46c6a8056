// SPDX-License-Identifier: Apache-2.0
package io.clooster.failover;

import io.clooster.failover.Wish.Cause;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * What the administrator is to hear of the other servers, once and from one of us. Where there is a
 * claim, a holder tells only when a look at that shows that it still holds the record: it may be it
 * that was cut off, and then another one acts, and tells. And the one that acts tells what the one
 * before it may not have come to.
 */
final class News {
  /** Who fell silent so soon after it became the holder may not have told why it did. */
  static final Duration SOON = Duration.ofMinutes(1);

  private final boolean claimed;
  private final Messenger messenger;
  private final List<Item> waiting = new ArrayList<>();
  private final List<Failed> failed = new ArrayList<>();

  private record Item(Moment at, Consumer<Actions> tell) {}

  /** A holder that failed, which its successor tells. */
  private record Failed(Cause cause, Moment at) {}

  News(boolean claimed, Messenger messenger) {
    this.claimed = claimed;
    this.messenger = messenger;
  }

  /**
   * A server that does not hold the record died, as far as can be seen from here: one that lives
   * finds our claim renewed, and tells that the path is cut.
   *
   * @param saidSo it left with a word
   * @param weHold when we act as the holder
   */
  void died(Cause cause, boolean saidSo, boolean weHold, Moment now, Actions out) {
    boolean mayLive = claimed && !saidSo;
    tell(
        weHold,
        now,
        actions -> {
          if (mayLive) {
            messenger.unchangedOutOfSight(cause, actions);
          } else {
            messenger.unchanged(cause, actions);
          }
        },
        out);
  }

  /** A server that was held to be dead is back. */
  void back(boolean weHold, Moment now, Consumer<Actions> words, Actions out) {
    tell(weHold, now, words, out);
  }

  private void tell(boolean weHold, Moment now, Consumer<Actions> words, Actions out) {
    if (claimed && weHold) {
      waiting.add(new Item(now, words));
    } else {
      words.accept(out);
    }
  }

  /** True while something waits for a look at the claim. */
  boolean waits() {
    return !waiting.isEmpty();
  }

  /** The record and its claim were read, which was asked for at {@code asked}. */
  void read(boolean weHold, Moment asked, Actions out) {
    while (!waiting.isEmpty() && (!weHold || asked.reached(waiting.get(0).at()))) {
      Item item = waiting.remove(0);
      if (weHold) {
        item.tell().accept(out);
      }
    }
  }

  /**
   * The holder died. Who takes its place tells that.
   *
   * @param saidSo it left with a word: what there was to tell before, it has told
   */
  void holderDied(Cause cause, boolean saidSo, Moment now) {
    failed.removeIf(earlier -> saidSo || now.since(earlier.at()).compareTo(SOON) > 0);
    failed.add(new Failed(cause, now));
  }

  /** We took the place of the last holder that died, and tell that. */
  void tookOver(Actions out) {
    for (Failed earlier : failed.subList(0, Math.max(0, failed.size() - 1))) {
      messenger.unchanged(earlier.cause(), out);
    }
    failed.clear();
  }
}
