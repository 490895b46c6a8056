// SPDX-License-Identifier: Apache-2.0
package io.clooster.simulation;

import io.clooster.failover.Action;
import io.clooster.failover.Claim;
import io.clooster.failover.Event;
import io.clooster.failover.Reason;
import io.clooster.failover.Report;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** When a server may write the record, held against what is really so. */
final class WriteRules {
  /** What the decision itself tolerates of its own pauses. */
  static final long STANDSTILL = 2 * Clock.SECOND + SimulatedDaemon.BEAT;

  /** So long an answer counts that was there before the wish. */
  private static final long FRESH = Clock.SECOND + SimulatedDaemon.BEAT;

  /** So long a call may have been under way. */
  private static final long RECENT = 60 * Clock.SECOND;

  /** Of a reason: the provider took a change, and does not show it: somebody's hand. */
  private static final String EDITED = "not-shown";

  private final Simulation simulation;
  private final Setup setup;
  private final TakeoverEvidence evidence;
  private final ClaimRules claims;
  private final ListRules lists;

  WriteRules(Simulation simulation) {
    this.evidence = new TakeoverEvidence(simulation);
    this.claims = new ClaimRules(simulation, evidence);
    this.lists = new ListRules(simulation);
    this.simulation = simulation;
    this.setup = simulation.setup;
  }

  void check(SimulatedDaemon daemon, Event event, Action.WriteRecord write) {
    answersTheLastQuestion(daemon, event, write);
    notOnWhatWasReadBeforeAStandstill(daemon);
    if (setup.protocol() == 1) {
      checkPair(daemon, write);
    } else {
      checkGroup(daemon, write);
    }
  }

  ClaimRules claims() {
    return claims;
  }

  /** A server says that it holds another one for dead. */
  void mayHoldForDead(SimulatedDaemon daemon, String peer) {
    evidence.notHeldAgainst(daemon, simulation.machines.get(setup.index(peer)));
  }

  /** A server says that the API fails: not where it was only slower than another one. */
  void mayHoldForFailing(SimulatedDaemon daemon, @Nullable Object why) {
    long api = simulation.troubles.api(daemon.machine().index()).last(now());
    api += simulation.plan.comeAgain(); // A refusal before that is judged by a look after it.
    boolean stoodStill = daemon.machine().standstills().awakeSince(now() - RECENT) < RECENT;
    boolean wrong = now() - api < RECENT || stoodStill || simulation.plan.makesListsLie();
    boolean edited = why instanceof Reason reason && reason.kind().equals(EDITED);
    if (setup.claims().used() && !wrong && !edited) {
      throw new Violation("a lost race is no failure", by(daemon) + " says " + why);
    }
  }

  /**
   * Either this is the answer to it, or the answer is a second old at most. Where a claim is the
   * fence, what an earlier call showed does: a write that depends on it fails when it is outdated.
   */
  private void answersTheLastQuestion(
      SimulatedDaemon daemon, Event event, Action.WriteRecord write) {
    DecisionView view = daemon.view();
    long answers = ((SimulatedZone.Snapshot) write.snapshot().source()).call();
    boolean ofTheClaim = write.claim() != null && write.value().equals(write.snapshot().value());
    boolean claimed = setup.claims().used();
    boolean last =
        claimed
            ? view.wasShown(answers)
            : answers == (ofTheClaim ? view.answered() : view.lastCall());
    boolean fresh =
        ofTheClaim
            || event instanceof Event.RecordRead
            || (claimed && event instanceof Event.RecordWritten)
            || daemon.machine().standstills().awakeSince(view.lastAsked()) <= FRESH;
    if (!last || !fresh) {
      throw new Violation(
          "only the answer to the last question counts", by(daemon) + " writes on " + event);
    }
  }

  private void notOnWhatWasReadBeforeAStandstill(SimulatedDaemon daemon) {
    for (Pauses.Stop stop : daemon.machine().standstills().over()) {
      if (stop.noticed()
          && stop.to() - stop.from() > STANDSTILL
          && daemon.view().lastAsked() <= stop.from()) {
        throw new Violation(
            "read again after a pause",
            by(daemon) + " writes on what it read before it stood still");
      }
    }
  }

  private void checkPair(SimulatedDaemon daemon, Action.WriteRecord write) {
    String own = daemon.machine().name();
    String peer = Setup.name(1 - daemon.machine().index());
    boolean isOwn = write.value().equals(own);
    boolean isPreferred = write.value().equals(setup.preferred());
    boolean linked = daemon.view().sees(peer);
    if (!isOwn && !isPreferred) {
      throw new Violation("only its own name or the preferred value", by(daemon, write));
    }
    if (!isOwn && !linked) {
      throw new Violation("never towards a server that it does not see", by(daemon, write));
    }
    if (isOwn && !isPreferred && linked) {
      throw new Violation("never from a server that it sees", by(daemon, write));
    }
    if (isOwn && !linked) {
      evidence.mayTakeFrom(daemon, simulation.machines.get(1 - daemon.machine().index()));
    }
  }

  private void checkGroup(SimulatedDaemon daemon, Action.WriteRecord write) {
    String own = daemon.machine().name();
    if (daemon.machine().observes()) {
      throw new Violation("a server that observes writes nothing", by(daemon, write));
    }
    if (!keepsItsOwn(daemon, write) && !setup.isEnough(daemon.view().visible())) {
      throw new Violation(
          "a minority writes nothing",
          by(daemon, write) + ", and sees " + daemon.view().visible() + " of " + setup.servers());
    }
    if (setup.claims().used()) {
      lists.leavesForeignClaims(daemon, write);
      claims.check(daemon, write);
      if (ClaimRules.isForAnother(daemon, write)) {
        if (!write.value().equals(write.snapshot().value())) {
          lists.gets(daemon, write);
          mayHandOver(daemon, write);
        }
        return;
      }
      if (!ClaimRules.takes(daemon, write)) {
        return;
      }
      lists.gets(daemon, write);
    } else if (!write.value().equals(own)) {
      mayHandOver(daemon, write);
      return;
    }
    boolean ill =
        !daemon.machine().isFit()
            && evidence.quietFor(daemon, daemon.machine().illness()) > TakeoverEvidence.ILL
            && now() - daemon.started() > TakeoverEvidence.ILL;
    if (ill && !goesOnAsking(daemon, write)) {
      String what = daemon.machine().isDrained() ? "drained" : "unhealthy";
      throw new Violation("a server that is " + what + " takes nothing", by(daemon, write));
    }
    if (setup.claims().used()) {
      return;
    }
    Set<String> holders = daemon.view().holders();
    if (holders.contains(own)) {
      mayPutRight(daemon, setup.index(write.snapshot().value()));
    } else if (!holders.isEmpty()) {
      mayTakeFromOne(daemon, holders);
    }
  }

  /** Whom the claim names goes on renewing it, and puts right what was edited, on its own, too. */
  private boolean keepsItsOwn(SimulatedDaemon daemon, Action.WriteRecord write) {
    boolean moves = !write.value().equals(write.snapshot().value());
    boolean forAnother = moves && ClaimRules.isForAnother(daemon, write);
    return setup.claims().used() && !forAnother && !ClaimRules.takes(daemon, write);
  }

  /** For a claim that moves nothing, as it did while it was well. */
  private static boolean goesOnAsking(SimulatedDaemon daemon, Action.WriteRecord write) {
    boolean moves = !write.value().equals(write.snapshot().value());
    return !moves && daemon.view().asksAgainFor(write.claim());
  }

  /** Its reports lag behind what it knows: it may have meant any of these. */
  private void mayTakeFromOne(SimulatedDaemon daemon, Set<String> holders) {
    Violation violation = null;
    for (String holder : holders) {
      try {
        evidence.mayTakeFrom(daemon, simulation.machines.get(setup.index(holder)));
        return;
      } catch (Violation broken) {
        violation = broken;
      }
    }
    if (violation != null) {
      throw violation;
    }
  }

  /** The holder finds another one's name: not to be overwritten where that one rightly holds it. */
  private void mayPutRight(SimulatedDaemon daemon, int index) {
    if (index < 0 || index == daemon.machine().index()) {
      return;
    }
    Machine other = simulation.machines.get(index);
    SimulatedDaemon there = other.daemon();
    boolean holds = there != null && other.name().equals(there.view().holder());
    if (holds && other.startedWithRightKey() && !evidence.isIll(daemon, other)) {
      evidence.notHeldAgainst(daemon, other);
    }
  }

  private void mayHandOver(SimulatedDaemon daemon, Action.WriteRecord write) {
    int heir = setup.index(write.value());
    Report report = daemon.view().report(write.value());
    boolean chosen = simulation.referee.switches().mayHandOver(write.value());
    if (heir < 0 || (heir > daemon.machine().index() && !chosen)) {
      throw new Violation("only its own name or that of a preferred server", by(daemon, write));
    }
    boolean knew = daemon.view().knewOfAPin(now());
    simulation.referee.switches().handsOver(daemon, write, simulation.api.zone().claim(), knew);
    if (!daemon.view().sees(write.value())) {
      throw new Violation("never towards a server that it does not see", by(daemon, write));
    }
    if (report == null || !report.eligible() || report.observing()) {
      throw new Violation("never towards a server that is not fit", by(daemon, write));
    }
    if (!holds(daemon, write)) {
      throw new Violation("only the holder hands over", by(daemon, write));
    }
    SimulatedDaemon there = simulation.machines.get(heir).daemon();
    if (!chosen
        && there != null
        && now() - there.started() < setup.times().failbackDelay() * Clock.MILLI
        && mayHaveHeardOf(there, daemon)) {
      throw new Violation(
          "failback waits for steady presence",
          by(daemon, write) + ", which started " + seconds(now() - there.started()) + " ago");
    }
  }

  /** That it was restarted a moment ago, one behind a troubled path has no way to tell it yet. */
  private boolean mayHaveHeardOf(SimulatedDaemon heir, SimulatedDaemon daemon) {
    long trouble = simulation.troubles.path(heir.machine(), daemon.machine()).last(now());
    long silence = 2 * setup.times().timeout() * Clock.MILLI;
    long nextSign = setup.times().keepAlive() * Clock.MILLI;
    return trouble < heir.started() - nextSign || now() - heir.started() > silence;
  }

  /** With claims the one that it has just read tells; what it said before may be older. */
  private boolean holds(SimulatedDaemon daemon, Action.WriteRecord write) {
    String own = daemon.machine().name();
    Claim read = write.snapshot().claim();
    boolean hidden = read == null && simulation.plan.makesListsLie();
    if (setup.claims().used() && !hidden) {
      return read != null && read.holder().equals(own);
    }
    return own.equals(daemon.view().holder()) || own.equals(write.snapshot().value());
  }

  private static String by(SimulatedDaemon daemon) {
    return daemon.machine().name();
  }

  private static String by(SimulatedDaemon daemon, Action.WriteRecord write) {
    return daemon.machine().name() + " writes " + write.value();
  }

  private static String seconds(long nanos) {
    return String.format("%.1f s", nanos / 1e9);
  }

  private long now() {
    return simulation.clock.now();
  }
}
