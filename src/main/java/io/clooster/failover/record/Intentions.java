// SPDX-License-Identifier: Apache-2.0
package io.clooster.failover.record;

import io.clooster.failover.Action;
import io.clooster.failover.Claim;
import io.clooster.failover.DecisionStep;
import io.clooster.failover.Event;
import io.clooster.failover.Moment;
import io.clooster.failover.RecordSnapshot;
import io.clooster.failover.Timing;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The message about a change of the record is stored before the change is written: who ends between
 * the write and the look that shows it finds the message at its next start, and then the first look
 * that shows the change releases it. So each change is told, and told once: what is told in the end
 * takes the place of what is stored.
 */
final class Intentions {
  /**
   * So many that an earlier run left are minded; there is one for each change that is under way.
   */
  private static final int MOST = 8;

  private final boolean claimed;
  private final List<Found> found = new ArrayList<>();

  /** The id of the message that is stored for the change under way; null for none. */
  private @Nullable String open;

  private record Found(String id, long epoch, String value, Moment at) {}

  /**
   * Knows of none yet.
   *
   * @param claimed whether there is a claim, whose epoch tells whose change it is that is read
   */
  Intentions(boolean claimed) {
    this.claimed = claimed;
  }

  /** An earlier run left this one. */
  void found(Event.Intended left, Moment now) {
    if (found.size() < MOST) {
      found.add(new Found(left.id(), left.epoch(), left.value(), now));
    }
  }

  /**
   * A change is about to be written, and is told by {@code words} when a look shows it. One to the
   * same value that was found is the same story.
   */
  void writes(
      @Nullable Claim claim, String value, Consumer<DecisionStep> words, DecisionStep step) {
    for (Action action : actions(words, step.now())) {
      if (action instanceof Action.Notify message) {
        String id = open == null ? earlier(value) : open;
        open = id == null ? message.id() : id;
        step.add(new Action.Intend(claim == null ? 0 : claim.epoch(), value, message.withId(open)));
      }
    }
  }

  private @Nullable String earlier(String value) {
    for (Found each : found) {
      if (each.value().equals(value)) {
        found.remove(each);
        return each.id();
      }
    }
    return null;
  }

  /** What became of it is told, in the place of what is stored. */
  void tells(Consumer<DecisionStep> words, DecisionStep step) {
    for (Action action : actions(words, step.now())) {
      String id = open;
      if (id != null && action instanceof Action.Notify message) {
        open = null;
        step.add(message.withId(id));
      } else {
        step.add(action);
      }
    }
  }

  /** There is nothing to be told of it any more. */
  void ends(DecisionStep step) {
    if (open != null) {
      step.add(new Action.Drop(open));
      open = null;
    }
  }

  /** The record was read, which was asked for at {@code asked}: what was found is decided by it. */
  void read(RecordSnapshot snapshot, Moment asked, DecisionStep step) {
    found.removeIf(each -> isDecided(each, snapshot, asked, step));
  }

  private boolean isDecided(Found each, RecordSnapshot snapshot, Moment asked, DecisionStep step) {
    if (isShown(each, snapshot)) {
      step.add(new Action.Release(each.id()));
      return true;
    }
    Claim claim = snapshot.claim();
    boolean over = claimed && claim != null && claim.epoch() >= each.epoch();
    if (over || asked.reached(each.at().plus(Timing.LAND_WITHIN))) {
      step.add(new Action.Drop(each.id()));
      return true;
    }
    return false; // It may still land.
  }

  /** The claim may have been renewed since, or be gone; it names whom the change was to name. */
  private boolean isShown(Found each, RecordSnapshot snapshot) {
    boolean holds = snapshot.value().equals(each.value());
    Claim claim = snapshot.claim();
    if (!claimed || claim == null) {
      return holds;
    }
    return claim.holder().equals(each.value())
        && (claim.epoch() == each.epoch() || (holds && claim.epoch() > each.epoch()));
  }

  private static List<Action> actions(Consumer<DecisionStep> words, Moment now) {
    DecisionStep own = new DecisionStep(now);
    words.accept(own);
    return own.actions();
  }
}
