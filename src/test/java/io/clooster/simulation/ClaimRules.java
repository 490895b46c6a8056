// SPDX-License-Identifier: Apache-2.0
package io.clooster.simulation;

import io.clooster.failover.Action;
import io.clooster.failover.Claim;
import io.clooster.failover.ClaimSight;
import io.clooster.failover.RecordSnapshot;
import io.clooster.failover.Report;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a claim may say, and who may say it. */
final class ClaimRules {
  /** Above it nobody believes a claim. */
  private static final long LAST_CREDIBLE = Claim.LAST_EPOCH / 2;

  /** After so long the linked servers decide without a claim that its holder tells of. */
  private static final long GIVEN_UP = 75 * Clock.SECOND;

  private final Simulation simulation;
  private final TakeoverEvidence evidence;
  private final Map<Long, String> epochs = new HashMap<>();

  /** True when a first claim was made beside another one, which the lists did not show yet. */
  private boolean besideAnother;

  ClaimRules(Simulation simulation, TakeoverEvidence evidence) {
    this.simulation = simulation;
    this.evidence = evidence;
    Claim first = simulation.setup.claims().first();
    if (first != null) {
      epochs.put(first.epoch(), first.holder());
    }
  }

  /** A server wants to write: to keep what it holds, to take it, or to hand it over. */
  void check(SimulatedDaemon daemon, Action.WriteRecord write) {
    Claim next = write.claim();
    if (next == null) {
      throw new Violation("the record moves with its claim", by(daemon) + " writes without one");
    }
    Claim read = believed(daemon, write.snapshot());
    if (read != null && next.epoch() <= read.epoch()) {
      throw new Violation("epochs only grow", by(daemon) + " follows " + read + " with " + next);
    }
    boolean moves = !write.value().equals(write.snapshot().value());
    if (moves && write.snapshot().claim() == null && !isBlind(write) && !isGoneForLong(daemon)) {
      throw new Violation(
          "the record moves with its claim", by(daemon) + " moves it, and read no claim");
    }
    if (moves && !next.holder().equals(write.value())) {
      throw new Violation(
          "the record moves with its claim",
          by(daemon) + " writes " + write.value() + " for " + next);
    }
    if (!next.holder().equals(by(daemon))) {
      return;
    }
    if (read == null) {
      return;
    } else if (!read.holder().equals(by(daemon))) {
      evidence.mayTakeFrom(daemon, machine(read.holder()));
      evidence.notFromOneThatCanRenew(daemon, machine(read.holder()));
    } else if (!moves
        && next.serversVersion() == read.serversVersion()
        && simulation.seesAll(daemon)
        && !mayDoubtItsClaim()
        && !simulation.referee.switches().pins(read, next)
        && !simulation.referee.holds().isTold(read, next)) {
      throw new Violation(
          "a claim is renewed while a server is missed", by(daemon) + " renews, and sees all");
    }
  }

  /** True when this write makes another server the holder, or makes its claim again. */
  static boolean isForAnother(SimulatedDaemon daemon, Action.WriteRecord write) {
    return write.claim() != null && !write.claim().holder().equals(by(daemon));
  }

  /** True when this write takes the record from the server that holds it. */
  static boolean takes(SimulatedDaemon daemon, Action.WriteRecord write) {
    Claim read = believed(daemon, write.snapshot());
    boolean holds =
        read == null
            ? daemon.view().holders().contains(by(daemon))
                || by(daemon).equals(daemon.view().claimHolder())
                || write.snapshot().value().equals(by(daemon))
            : read.holder().equals(by(daemon));
    return !isForAnother(daemon, write) && !holds;
  }

  /** A write took effect; {@code together} when the record was the holder's before. */
  void landed(SimulatedDaemon daemon, Action.WriteRecord write, boolean together) {
    Claim next = write.claim();
    if (next == null) {
      return;
    }
    Claim read = believed(daemon, write.snapshot());
    if (read != null && next.holder().equals(by(daemon)) && !read.holder().equals(by(daemon))) {
      evidence.notTakenFromOneThatCanRenew(daemon, machine(read.holder()));
    }
    besideAnother |= showsNone(write) && !epochs.isEmpty() && simulation.plan.makesListsLie();
    String before = epochs.put(next.epoch(), next.holder());
    if (simulation.setup.claims().overwrites()) {
      return; // What came between the look and the write is overwritten: the end must be right.
    }
    boolean another = before != null && !before.equals(next.holder());
    boolean shown = write.snapshot().claim() != null && !simulation.plan.makesListsLie();
    if (another && shown && !simulation.referee.claimWasEdited()) {
      throw new Violation(
          "one epoch, one holder", next + " by " + by(daemon) + ", and it was " + before + "'s");
    }
    String record = simulation.api.zone().record();
    Claim counts = simulation.api.zone().claim();
    boolean apart = counts != null && !record.equals(counts.holder());
    if (isFirst(write) || isBlind(write)) {
      return;
    }
    boolean lags = simulation.plan.onlyLags() && !besideAnother;
    boolean visible = !simulation.plan.makesListsLie() || lags;
    if (together && apart && visible && !simulation.referee.wasEdited()) {
      throw new Violation(
          "the record moves with its claim", "the record holds " + record + " beside " + counts);
    }
  }

  /**
   * Two servers may each make a first claim, and the one that counts stands before its record
   * moves.
   */
  private boolean isFirst(Action.WriteRecord write) {
    return write.snapshot().claim() == null && simulation.referee.changes() == 0;
  }

  /** What no read shows can be neither kept nor replaced. */
  private boolean isBlind(Action.WriteRecord write) {
    return showsNone(write) && simulation.plan.makesListsLie();
  }

  /** No claim stood there when it was read, or the one that was known is gone. */
  private static boolean showsNone(Action.WriteRecord write) {
    return write.snapshot().claim() == null || write.snapshot().sight() == ClaimSight.GONE;
  }

  /**
   * A claim that was deleted, or made illegible, and that its holder could not make again for so
   * long that reads are held to leave it out, or not for long enough to be read between two such
   * edits: then it is decided without.
   */
  private boolean isGoneForLong(SimulatedDaemon daemon) {
    long edited = simulation.referee.claimGoneSince();
    long unread = Math.max(daemon.started(), daemon.view().claimShown());
    return credible(simulation.api.zone().claim()) == null
        && simulation.clock.now() - Math.min(edited, unread) > GIVEN_UP;
  }

  /** A server tells the others what it takes itself for. */
  void says(SimulatedDaemon daemon, Report report) {
    if (!by(daemon).equals(report.holder())) {
      return;
    }
    Claim read = credible(daemon.view().claim());
    // An answer that came late may have shown it that the claim was edited away since.
    boolean knowsOfNone = report.epoch() == 0 && simulation.referee.claimWasEdited();
    boolean another = read != null && !knowsOfNone && !read.holder().equals(by(daemon));
    if (another && read.epoch() >= report.epoch()) {
      throw new Violation(
          "who reads that another one is the holder is not",
          by(daemon) + " says that it holds the record, and read " + read);
    }
    for (Pauses.Stop stop : daemon.machine().standstills().over()) {
      if (stop.noticed()
          && stop.to() - stop.from() > WriteRules.STANDSTILL
          && stop.from() > daemon.started()
          && daemon.view().lastAnswered() <= stop.from()) {
        throw new Violation(
            "read again after a pause",
            by(daemon) + " says that it holds the record, and stood still since it looked");
      }
    }
  }

  /** Nobody believes a claim that is older than what he knows: somebody put it there. */
  static @Nullable Claim believed(SimulatedDaemon daemon, RecordSnapshot snapshot) {
    return snapshot.sight() == ClaimSight.GONE ? null : believed(daemon, snapshot.claim());
  }

  static @Nullable Claim believed(SimulatedDaemon daemon, @Nullable Claim claim) {
    Claim read = credible(claim);
    return read == null || read.epoch() < daemon.view().epoch() ? null : read;
  }

  static @Nullable Claim credible(@Nullable Claim claim) {
    return claim == null || claim.epoch() > LAST_CREDIBLE ? null : claim;
  }

  /** What no look shows is written once more, to see whether it stands there. */
  private boolean mayDoubtItsClaim() {
    boolean overwritten = simulation.setup.claims().overwrites();
    return overwritten || simulation.referee.claimWasEdited() || simulation.plan.makesListsLie();
  }

  private Machine machine(String name) {
    return simulation.machines.get(simulation.setup.index(name));
  }

  private static String by(SimulatedDaemon daemon) {
    return daemon.machine().name();
  }
}
