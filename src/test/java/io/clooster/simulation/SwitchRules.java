// SPDX-License-Identifier: Apache-2.0
package io.clooster.simulation;

import io.clooster.failover.Action;
import io.clooster.failover.Claim;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What must be so where operators choose the server that is to hold the record. */
final class SwitchRules {
  /** The servers that somebody has chosen so far, one after the other. */
  private final Set<String> chosen = new HashSet<>();

  /** Whom somebody wanted last; empty for none in particular, or before the first order. */
  private String last = "";

  /** The orders that were answered, by the run that was asked. */
  private final Set<String> answered = new HashSet<>();

  /** Somebody wants {@code target} to hold the record; none in particular where it is empty. */
  void ordered(String target) {
    last = target;
    chosen.add(target);
  }

  /** An order is answered once. */
  void answered(SimulatedDaemon daemon, Action.AnswerOrder answer) {
    if (!answered.add(daemon.run() + " " + answer.order())) {
      throw new Violation(
          "an order is answered once", daemon.run() + " answers " + answer.order() + " again");
    }
  }

  /** A holder makes its claim anew, since somebody wants it to stay the holder, or not any more. */
  boolean pins(Claim read, Claim next) {
    return read.pinned() != next.pinned() && chosen.contains(next.pinned() ? next.holder() : "");
  }

  /** The record goes to this server, which comes after the one that hands it over. */
  boolean mayHandOver(String target) {
    return chosen.contains(target);
  }

  /**
   * It does not go back by itself from the one that somebody has chosen; {@code knew} when it knew
   * so before it read what it writes on.
   *
   * @param claim that stands there, whatever was read
   */
  void handsOver(
      SimulatedDaemon daemon, Action.WriteRecord write, @Nullable Claim claim, boolean knew) {
    boolean pinned = claim != null && claim.pinned();
    boolean ours = pinned && claim.holder().equals(daemon.machine().name());
    if (ours && knew && claim.holder().equals(last) && !chosen.contains(write.value())) {
      throw new Violation(
          "the record stays where an operator wants it",
          daemon.run() + " hands it to " + write.value());
    }
  }
}
