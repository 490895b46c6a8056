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
  /** Who died so soon after another one may not have told that one's death. */
  static final Duration SOON = Duration.ofMinutes(1);

  private final boolean claimed;
  private final Messenger messenger;
  private final List<Item> waiting = new ArrayList<>();
  private final List<Death> untold = new ArrayList<>();

  private record Item(Moment at, Consumer<Actions> tell) {}

  /** One that another server, or a successor, is to tell; {@code held} when it held the record. */
  private record Death(Cause cause, boolean saidSo, boolean held, Moment at) {}

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
    if (!saidSo) {
      tellTheOthers(weHold, now, out);
    }
    tell(weHold, now, words(cause, saidSo), out);
  }

  /** The same where it is another server that tells it, unless it dies before it does. */
  void othersTell(Cause cause, boolean saidSo, Moment now) {
    untold.add(new Death(cause, saidSo, false, now));
  }

  /** The one that just died may have been the one to tell what is left here. */
  private void tellTheOthers(boolean weHold, Moment now, Actions out) {
    forgetOld(now);
    for (Death death : untold) {
      if (!death.held()) {
        tell(weHold, now, words(death.cause(), death.saidSo()), out);
      }
    }
    untold.removeIf(death -> !death.held());
  }

  private Consumer<Actions> words(Cause cause, boolean saidSo) {
    boolean mayLive = claimed && !saidSo;
    return mayLive
        ? actions -> messenger.unchangedOutOfSight(cause, actions)
        : actions -> messenger.unchanged(cause, actions);
  }

  /** A server that was held to be dead is back: its death is nothing to tell any more. */
  void isBack(String server) {
    untold.removeIf(death -> death.cause().peer().equals(server));
  }

  /** That it is back is told by us. */
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
    forgetOld(now);
    if (saidSo) {
      untold.clear();
    }
    untold.add(new Death(cause, saidSo, true, now));
  }

  /** We took the record: besides what made us take it, what is left to tell is told. */
  void tookOver(Cause cause, Actions out) {
    for (Death death : untold) {
      if (!death.cause().peer().equals(cause.peer())) {
        words(death.cause(), death.saidSo() || death.held()).accept(out);
      }
    }
    untold.clear();
  }

  /** Who was to tell a death, and lived on for so long, has told it. */
  void forgetOld(Moment now) {
    untold.removeIf(death -> now.since(death.at()).compareTo(SOON) > 0);
  }
}
