// SPDX-License-Identifier: Apache-2.0
package io.clooster.failover;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Turns what happened into messages to the administrator, each with an id of its own. */
public final class Notifications {
  /** A message that concerns no single server. */
  private static final String NOBODY = "";

  private final String run;
  private final boolean detailed;

  /** How many messages this run has sent: the last part of their ids. */
  private long sent;

  /** As the original told it: a pair of protocol 1. */
  public Notifications(String run) {
    this(run, false);
  }

  /**
   * Makes the first one of a run.
   *
   * @param run names this run of this server, unique over restarts
   * @param detailed whether a move is told with what the original did not know
   */
  public Notifications(String run, boolean detailed) {
    this.run = run;
    this.detailed = detailed;
  }

  /**
   * The record holds what was wished.
   *
   * @param since how long after the first sign, null when that is not known
   * @param cached how long a resolver may still give the old value; zero when that is not known
   */
  public void changed(
      DesiredRecord wish,
      @Nullable String overwritten,
      @Nullable Duration since,
      Duration cached,
      DecisionStep step) {
    ChangeReason cause = wish.cause();
    Values values = what(cause).and("value", wish.value()).and("overwritten", overwritten);
    if (detailed) {
      values =
          values
              .and("after", isSudden(cause) ? since : null)
              .and("resolvers", cached.isZero() ? null : cached)
              .and("look_after", hasFailed(cause) ? cause.peer() : null);
    }
    send(step, cause, "moved", values);
  }

  /** Not of one that was out of sight long before it died. */
  private static boolean isSudden(ChangeReason cause) {
    return cause instanceof ChangeReason.PeerDown down
        && !down.planned()
        && !down.reason().equals(Reason.NOT_RENEWED);
  }

  private static boolean hasFailed(ChangeReason cause) {
    return (cause instanceof ChangeReason.PeerDown down && !down.planned())
        || cause instanceof ChangeReason.Unhealthy;
  }

  /** The same for later: without the times that are not known yet. */
  public void moved(DesiredRecord wish, @Nullable String overwritten, DecisionStep step) {
    changed(wish, overwritten, null, Duration.ZERO, step);
  }

  /** The record holds {@code found}, and would be changed, if we did more than observe. */
  public void observed(DesiredRecord wish, String found, DecisionStep step) {
    ChangeReason cause = wish.cause();
    step.warn("record-observed", Values.of("value", wish.value()).and("found", found));
    Values values = what(cause).and("value", wish.value()).and("found", found);
    send(step, cause, "observed", values);
  }

  public void unchanged(ChangeReason cause, DecisionStep step) {
    send(step, cause, "unchanged", what(cause));
  }

  /** One that we hold to be dead, and that may only be cut off from us, holds no record. */
  public void unchangedOutOfSight(ChangeReason cause, DecisionStep step) {
    send(step, cause, "out-of-sight", what(cause));
  }

  public void superseded(ChangeReason cause, DecisionStep step) {
    send(step, cause, "superseded", what(cause));
  }

  public void failing(ChangeReason cause, Reason reason, DecisionStep step) {
    send(step, cause, "failing", what(cause).and("failure", reason));
  }

  /** {@code denied} when the provider refuses our credentials. */
  public void recordLost(Reason reason, boolean denied, DecisionStep step) {
    send(step, "record-lost", denied ? "denied" : "", NOBODY, Values.of("failure", reason));
  }

  public void edited(String found, String wanted, DecisionStep step) {
    Values values = Values.of("found", found).and("wanted", wanted);
    send(step, "record-edited", "left", NOBODY, values);
  }

  public void changedElsewhere(String found, String wanted, List<String> by, DecisionStep step) {
    Values values = Values.of("found", found).and("wanted", wanted).and("by", List.copyOf(by));
    send(step, "record-edited", "elsewhere", NOBODY, values);
  }

  public void restored(String value, DecisionStep step) {
    send(step, "record-restored", "holds", NOBODY, Values.of("value", value));
  }

  void up(ChangeReason.PeerUp back, DecisionStep step) {
    unchanged(back, step);
  }

  /**
   * It gets the record, when it has been steadily there for so long.
   *
   * @param sure false when a server that goes before it may be back by then
   */
  void upAndPreferred(ChangeReason.PeerUp back, Duration delay, boolean sure, DecisionStep step) {
    send(step, back, sure ? "goes-back" : "may-go-back", Values.of("delay", delay));
  }

  /**
   * The same of one that can't have it yet.
   *
   * @param why {@code drained}, {@code unhealthy} or {@code observing}
   */
  void upAndUnfit(ChangeReason.PeerUp back, Duration delay, String why, DecisionStep step) {
    send(step, back, "waits-" + why, Values.of("delay", delay));
  }

  /** It goes before us, but the record stays until someone gives it back. */
  void upAndLeft(ChangeReason.PeerUp back, boolean pinned, DecisionStep step) {
    send(step, back, pinned ? "stays-pinned" : "stays", Values.NONE);
  }

  /** {@code hint} is what stood in the way of a link last, empty when that is not known. */
  public void pathCut(String peer, String hint, DecisionStep step) {
    send(step, "path-cut", "", peer, hint(hint));
  }

  public void pathBack(String peer, DecisionStep step) {
    send(step, "path-back", "", peer, Values.NONE);
  }

  public void putBack(String found, String value, DecisionStep step) {
    Values values = Values.of("found", found).and("value", value);
    send(step, "record-edited", "put-back", NOBODY, values);
  }

  /** {@code variant} is {@code unasked} where no name server could be asked, else empty. */
  public void lag(String variant, List<String> lagging, DecisionStep step) {
    send(step, "name-servers-lag", variant, NOBODY, Values.of("lagging", List.copyOf(lagging)));
  }

  /** The server that the record points at died, and none can take its place. */
  public void stranded(ChangeReason cause, NobodyFit why, DecisionStep step) {
    send(step, cause, why.variant("stranded"), what(cause).and(why.values()));
  }

  /** None of the servers in sight may hold the record. */
  public void nobodyEligible(NobodyFit why, DecisionStep step) {
    String kind = AlertKind.NO_ELIGIBLE_SERVER.message();
    send(step, kind, why.variant(""), NOBODY, why.values());
  }

  /** That one is back, and holds the record as before. */
  public void holdsAgain(ChangeReason.PeerUp back, Duration down, DecisionStep step) {
    send(step, back, "holds", Values.of("down", down));
  }

  /** {@code hint} as with {@link #pathCut}. */
  public void noLink(String peer, Duration since, String hint, DecisionStep step) {
    Values values = hint(hint).and("missing", since);
    send(step, "no-link", detailed ? "" : "pair", peer, values);
  }

  /** {@code variant} is {@code taken-off} where its newer list of servers lacks us, else empty. */
  public void configDiffers(String peer, String variant, String reason, DecisionStep step) {
    Values values = Values.of("difference", reason);
    send(step, AlertKind.CONFIG_DIFFERS.message(), variant, peer, values);
  }

  /** This is wrong; {@code peer} is empty where it is about no server. */
  public void raised(AlertKind kind, String peer, Values values, DecisionStep step) {
    send(step, kind.message(), "", peer, values);
  }

  /** It is over. */
  public void closed(AlertKind kind, String peer, Values values, DecisionStep step) {
    send(step, kind.overMessage(), "", peer, values);
  }

  private static Values hint(String hint) {
    return Values.of("hint", hint.isEmpty() ? null : hint);
  }

  private static Values what(ChangeReason cause) {
    if (cause instanceof ChangeReason.PeerDown down) {
      boolean silent = down.reason().equals(Reason.SILENT);
      return Values.of("reason", down.reason())
          .and("heard", silent ? null : down.heard())
          .and("silent", silent ? down.heard() : null);
    }
    return Values.NONE;
  }

  private static String kind(ChangeReason cause) {
    if (cause instanceof ChangeReason.PeerDown down) {
      return down.planned() ? "peer-stopped" : "peer-down";
    } else if (cause instanceof ChangeReason.Unhealthy) {
      return "peer-unhealthy";
    } else if (cause instanceof ChangeReason.Drained) {
      return "peer-drained";
    } else if (cause instanceof ChangeReason.Adopted) {
      return "record-restored";
    } else if (cause instanceof ChangeReason.Switched) {
      return "switched";
    }
    return cause instanceof ChangeReason.Failback ? "failback" : "peer-up";
  }

  private void send(DecisionStep step, String kind, String variant, String peer, Values values) {
    step.add(new Action.Notify(nextId(), kind, variant, peer, values));
  }

  private void send(DecisionStep step, ChangeReason cause, String variant, Values values) {
    Action.Notify message = new Action.Notify(nextId(), kind(cause), variant, cause.peer(), values);
    step.add(message.about(cause.incident()));
  }

  private String nextId() {
    sent++;
    return run + "-" + sent;
  }
}
