// SPDX-License-Identifier: Apache-2.0
package io.clooster.failover.alert;

import io.clooster.failover.ChangeReason;
import io.clooster.failover.ChangeReason.PeerDown;
import io.clooster.failover.DecisionStep;
import io.clooster.failover.Moment;
import io.clooster.failover.Notifications;
import io.clooster.failover.ToldIncidents;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What the administrator is to hear of the other servers, once and from one of us. Where there is a
 * claim, a holder tells only when a look at that shows that it still holds the record: it may be it
 * that was cut off, and then another one acts, and tells. And the one that acts tells what the one
 * before it may not have come to: all deaths of which nobody says that a notifier took them.
 */
public final class DeathNews {
  /**
   * Who tells the deaths by now tells after so long those that were another one's to tell: that one
   * may hold the record no more, and have left them to us.
   */
  static final Duration LEFT = Duration.ofSeconds(30);

  private final boolean claimed;
  private final Notifications notifications;
  private final ToldIncidents told;
  private final List<Item> waiting = new ArrayList<>();
  private final List<Death> untold = new ArrayList<>();

  /** Since when we are the one that tells; null while another one is. */
  private @Nullable Moment tellsSince;

  /** When the last look began whose answer is there; null before the first. */
  private @Nullable Moment looked;

  /**
   * What a look begun after {@code at} releases; {@code held} when we held the record then, and are
   * to tell it only if we still do; {@code death} is the one that it tells, if any.
   */
  private record Item(
      Moment at, boolean held, @Nullable Death death, Consumer<DecisionStep> words) {}

  /**
   * One that another server, or a successor, is to tell, until it is known that it has; {@code
   * held} when it held the record.
   */
  private record Death(PeerDown cause, boolean held, Moment at) {}

  /** {@code told} is what is known to be told already, by whomever. */
  public DeathNews(boolean claimed, Notifications notifications, ToldIncidents told) {
    this.claimed = claimed;
    this.notifications = notifications;
    this.told = told;
  }

  /**
   * A server that does not hold the record died, as far as can be seen from here: one that lives
   * finds our claim renewed, and tells that the path is cut.
   *
   * @param weHold when we act as the holder
   */
  public void died(PeerDown cause, boolean weHold, DecisionStep step) {
    if (!cause.planned()) {
      tellTheOthers(weHold, null, step.now(), step);
    }
    tell(weHold, new Death(cause, false, step.now()), step);
  }

  /** The same where it is another server that tells it, unless it dies before it does. */
  public void othersTell(PeerDown cause, Moment now) {
    leave(new Death(cause, false, now));
  }

  /** Of each server only the last death counts. */
  private void leave(Death death) {
    lives(death.cause().peer());
    untold.add(death);
  }

  /**
   * Looks at what is left here, with each beat; {@code holder} holds the record, null for nobody.
   */
  public void look(boolean weTell, boolean weHold, @Nullable String holder, DecisionStep step) {
    forgetTold();
    Moment since = tellsSince == null ? step.now() : tellsSince;
    tellsSince = weTell ? since : null;
    if (weTell && step.now().reached(since.plus(LEFT))) {
      tellTheOthers(weHold, holder, step.now().plus(LEFT.negated()), step);
    }
  }

  /**
   * Tells what is left here since {@code until} or longer: the one that just died may have been the
   * one to tell it. That the holder died is left to the one in its place: to us where we hold, and
   * where that is {@code holder}, who has not told it.
   */
  private void tellTheOthers(
      boolean weHold, @Nullable String holder, Moment until, DecisionStep step) {
    forgetTold();
    for (Death death : List.copyOf(untold)) {
      boolean replaced = holder != null && !holder.equals(death.cause().peer());
      if ((weHold || !death.held() || replaced) && until.reached(death.at())) {
        untold.remove(death);
        tell(weHold, death, step);
      }
    }
  }

  /** {@code gone} when it can't be cut off alone: it said that it goes, or has been replaced. */
  private Consumer<DecisionStep> words(PeerDown cause, boolean gone) {
    return claimed && !gone
        ? actions -> notifications.unchangedOutOfSight(cause, actions)
        : actions -> notifications.unchanged(cause, actions);
  }

  /** A server that was held to be dead lives: its death is nothing to tell any more. */
  public void lives(String server) {
    untold.removeIf(death -> death.cause().peer().equals(server));
  }

  /** That it is back is told by us. */
  public void back(boolean weHold, Consumer<DecisionStep> words, DecisionStep step) {
    await(weHold, null, words, step);
  }

  private void tell(boolean weHold, Death death, DecisionStep step) {
    await(weHold, death, words(death.cause(), death.cause().planned()), step);
  }

  private void await(
      boolean weHold, @Nullable Death death, Consumer<DecisionStep> words, DecisionStep step) {
    waiting.add(new Item(step.now(), weHold && claimed, death, words));
  }

  /** True while something waits for a look at the claim. */
  public boolean waits() {
    return !waiting.isEmpty();
  }

  /**
   * The record and its claim were read, which was asked for at {@code asked}; null where what the
   * record holds may be another thing than that look says.
   */
  public void read(@Nullable Moment asked) {
    looked = asked;
  }

  /**
   * Tells what the last look releases. A death that made us want the record changed, as somebody
   * had set it to the dead, is told by that change.
   *
   * @param wanted what made us want the record as it is to be; null where we want nothing
   * @param holder who holds the record, as far as we know; null for nobody
   * @param place where the record points
   */
  public void tell(
      boolean weHold,
      @Nullable ChangeReason wanted,
      @Nullable String holder,
      RecordPlace place,
      DecisionStep step) {
    if (looked == null) {
      return;
    }
    if (!weHold) {
      leaveToTheHolder();
    }
    while (!waiting.isEmpty() && looked.reached(waiting.get(0).at())) {
      release(waiting.remove(0), wanted, holder, place, step);
    }
    looked = null;
  }

  /** What was ours to tell as the holder is another one's, unless that dies before it does. */
  private void leaveToTheHolder() {
    for (Item item : List.copyOf(waiting)) {
      if (item.held()) {
        waiting.remove(item);
        if (item.death() != null) {
          leave(item.death());
        }
      }
    }
  }

  private void release(
      Item item,
      @Nullable ChangeReason wanted,
      @Nullable String holder,
      RecordPlace place,
      DecisionStep step) {
    Death death = item.death();
    if (death == null) {
      item.words().accept(step);
    } else if (!death.cause().equals(wanted) && !told.contains(death.cause())) {
      String dead = death.cause().peer();
      if (dead.equals(holder)) {
        leave(new Death(death.cause(), true, death.at())); // The look has shown that it held it.
      } else if (place.mayBecome().contains(dead)) {
        leave(new Death(death.cause(), true, step.now())); // It was being handed the record.
      } else if (!dead.equals(place.value())) {
        item.words().accept(step);
      } else if (place.why() != null) {
        notifications.stranded(death.cause(), place.why(), step); // Somebody had set it to it.
      } else {
        // So did somebody here: whoever brings it back tells this; if nobody does, we look again.
        leave(new Death(death.cause(), true, step.now()));
      }
    }
  }

  /** The holder died. Who takes its place tells that. */
  public void holderDied(PeerDown cause, Moment now) {
    leave(new Death(cause, true, now));
  }

  /** We took the record: besides what made us take it, what is left to tell is told. */
  public void tookOver(ChangeReason cause, DecisionStep step) {
    forgetTold();
    for (Death death : untold) {
      if (!death.cause().peer().equals(cause.peer())) {
        words(death.cause(), death.cause().planned() || death.held()).accept(step);
      }
    }
    untold.clear();
  }

  /** What is known to be told need not be told again. */
  private void forgetTold() {
    untold.removeIf(death -> told.contains(death.cause()));
  }
}
