// SPDX-License-Identifier: Apache-2.0
package io.clooster.simulation;

import io.clooster.failover.Claim;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What must be so some time after the last fault. */
final class EndConditions {
  /** An incident may be told so long before the change that it leads to takes effect. */
  private static final long TOLD_BEFORE = 5 * Clock.MINUTE;

  private static final Set<String> DEATHS =
      Set.of("peer-down", "peer-stopped", "peer-unhealthy", "peer-drained");
  private static final String FOREIGN = "claim-foreign";
  private static final String KNOWN = "claim-known";
  private static final Set<String> EDITS = Set.of("record-edited", "record-restored");

  private final Simulation simulation;
  private final Setup setup;

  EndConditions(Simulation simulation) {
    this.simulation = simulation;
    this.setup = simulation.setup;
  }

  /** How long after the last fault everything must be well. */
  long bound() {
    Setup.Times times = setup.times();
    long detection =
        setup.protocol() == 1 ? 2 * (times.timeout() + times.watchdog()) : 2 * times.timeout();
    return (detection + times.confirm()) * Clock.MILLI
        + setup.renewMost().toNanos()
        + 9 * Clock.MINUTE;
  }

  /** What is not well yet; null when nothing is. */
  @Nullable String wrong() {
    List<SimulatedDaemon> living = living();
    for (SimulatedDaemon one : living) {
      for (SimulatedDaemon other : living) {
        boolean mutual = simulation.areMutual(one.machine().index(), other.machine().index());
        if (one != other && mutual && !one.view().sees(other.machine().name())) {
          return one.machine().name() + " does not see " + other.machine().name();
        }
      }
      if (!one.machine().outbox().letters().isEmpty()) {
        return one.machine().name() + " has messages that are not delivered";
      }
    }
    if (setup.protocol() == 1) {
      return wrongInPair(living);
    }
    return setup.claims().used() ? wrongWithClaim(living) : wrongInGroup(living);
  }

  private @Nullable String wrongInPair(List<SimulatedDaemon> living) {
    String record = simulation.api.zone().record();
    if (simulation.referee.isByHand() || living.isEmpty()) {
      return null;
    }
    if (living.size() == 2) {
      boolean left = setup.index(record) >= 0 && living.stream().anyMatch(this::isLeftAndTold);
      return record.equals(setup.preferred()) || left
          ? null
          : "the record holds " + record + " instead of the preferred value";
    }
    SimulatedDaemon alone = living.get(0);
    String peer = Setup.name(1 - alone.machine().index());
    if (alone.view().hasMet(peer)
        && !record.equals(alone.machine().name())
        && !isLeftAndTold(alone)) {
      return "the record holds " + record + ", and only " + alone.machine().name() + " is there";
    }
    return null;
  }

  /**
   * A change that was not seen to happen looks like an edit by hand, which is left; of these the
   * administrator knows.
   */
  private boolean isLeftAndTold(SimulatedDaemon daemon) {
    SimulatedMessage last = null;
    for (SimulatedMessage letter : simulation.administrator.received()) {
      if (letter.run().equals(daemon.run()) && EDITS.contains(letter.kind())) {
        last = letter;
      }
    }
    return last != null
        && last.kind().equals("record-edited")
        && last.text().contains("'" + simulation.api.zone().record() + "' instead of");
  }

  private @Nullable String wrongInGroup(List<SimulatedDaemon> living) {
    List<String> fit = fit(living);
    String record = simulation.api.zone().record();
    boolean enough = setup.isPair() ? knowsThePair(living) : setup.isEnough(living.size());
    if (!enough || fit.isEmpty() || simulation.referee.isByHand()) {
      return null;
    }
    if (!fit.contains(record) && isOutOfTheirHands(record, living)) {
      return null;
    }
    if (!fit.contains(record)) {
      return "the record holds " + record + ", and fit are " + fit;
    }
    for (SimulatedDaemon daemon : living) {
      if (!record.equals(daemon.view().holder())
          && living.stream().noneMatch(this::isLeftAndTold)) {
        return daemon.machine().name()
            + " takes "
            + daemon.view().holder()
            + " for the holder, and the record holds "
            + record;
      }
    }
    return null;
  }

  private @Nullable String wrongWithClaim(List<SimulatedDaemon> living) {
    Claim claim = ClaimRules.credible(simulation.api.zone().claim());
    String record = simulation.api.zone().record();
    List<String> fit = fit(notHeldBack(living, claim));
    if (fit.isEmpty() || !setup.isEnough(living.size())) {
      return null;
    } else if (claim == null) {
      return nobodyKnows(record, living)
              || (simulation.plan.makesListsLie() && isMinority(living))
              || isOutOfTheirHands(record, living)
              || holderIsOutOfTheirHands(living)
              || isObservers(record, living)
          ? null
          : "there is no claim, and fit are " + fit;
    } else if (!fit.contains(claim.holder())) {
      return isOutOfTheirHands(claim.holder(), living)
              || isForeignAndTold(claim, living)
              || isEditedToAnObserver(claim, living)
          ? null
          : claim.holder() + " holds the claim, and fit are " + fit;
    } else if (!record.equals(claim.holder())
        && !isEditedAndTold(living)
        && !isOutdated(claim, living)) {
      return claim.holder() + " holds the claim, and the record holds " + record;
    }
    if (living.size() == 1 || isOutdated(claim, living)) {
      return null;
    }
    for (SimulatedDaemon daemon : living) {
      if (!claim.holder().equals(daemon.view().holder())) {
        return daemon.machine().name()
            + " takes "
            + daemon.view().holder()
            + " for the holder, and it is "
            + claim.holder();
      }
    }
    return null;
  }

  /** Without a claim the record is that server's; one that observes makes none. */
  private static boolean isObservers(String record, List<SimulatedDaemon> living) {
    return living.stream()
        .anyMatch(daemon -> daemon.machine().observes() && daemon.machine().name().equals(record));
  }

  /** Nobody takes from a server that is none of the list: it counts as alive. */
  private boolean isForeignAndTold(Claim claim, List<SimulatedDaemon> living) {
    Machine holder = simulation.machines.get(setup.index(claim.holder()));
    String last = "";
    for (InvariantChecker.Told told : simulation.referee.told()) {
      boolean about = told.kind().equals(FOREIGN) || told.kind().equals(KNOWN);
      last = about && told.names(claim.holder()) ? told.kind() : last;
    }
    return last.equals(FOREIGN)
        && living.stream()
            .map(SimulatedDaemon::machine)
            .noneMatch(machine -> machine.mayTake() && simulation.lists(machine, holder));
  }

  /** Somebody's hand made a server the holder that changes nothing, and lives: that stays so. */
  private boolean isEditedToAnObserver(Claim claim, List<SimulatedDaemon> living) {
    return simulation.referee.claimWasEdited() && isObservers(claim.holder(), living);
  }

  /** Whom a change of the list holds back takes nothing; what it holds, it keeps. */
  private List<SimulatedDaemon> notHeldBack(List<SimulatedDaemon> living, @Nullable Claim claim) {
    return living.stream()
        .filter(
            daemon ->
                !simulation.isHeldBack(daemon.machine())
                    || (claim != null && claim.holder().equals(daemon.machine().name())))
        .toList();
  }

  private static List<String> fit(List<SimulatedDaemon> living) {
    return living.stream()
        .map(SimulatedDaemon::machine)
        .filter(Machine::mayTake)
        .map(Machine::name)
        .toList();
  }

  /**
   * True when the server that it names knows of a later one, whose holder is out of their hands.
   */
  private boolean isOutdated(Claim claim, List<SimulatedDaemon> living) {
    return living.stream()
        .filter(daemon -> daemon.machine().name().equals(claim.holder()))
        .anyMatch(
            daemon ->
                ClaimRules.believed(daemon, claim) == null
                    && holderIsOutOfTheirHands(List.of(daemon)));
  }

  /** Those that a claim which no list showed may have left behind move nothing. */
  private boolean isMinority(List<SimulatedDaemon> living) {
    return !setup.isPair() && 2 * living.size() <= setup.servers();
  }

  /**
   * Without a claim the record tells who holds it, as it was found first: where that is a server
   * which none of those that could take it has met, or none at all and only one is there to see it,
   * nothing moves.
   */
  private boolean nobodyKnows(String record, List<SimulatedDaemon> living) {
    if (setup.index(record) >= 0) {
      return isUnmet(record, living);
    }
    return living.size() == 1
        || living.stream().allMatch(daemon -> isUnmet(daemon.view().holder(), living));
  }

  private boolean isUnmet(@Nullable String server, List<SimulatedDaemon> living) {
    int index = server == null ? -1 : setup.index(server);
    return index >= 0
        && living.stream()
            .filter(daemon -> daemon.machine().isFit())
            .noneMatch(daemon -> daemon.machine().index() == index || daemon.view().hasMet(server));
  }

  /** A record that was edited since makes nobody else the holder than the one they know. */
  private boolean holderIsOutOfTheirHands(List<SimulatedDaemon> living) {
    for (SimulatedDaemon daemon : living) {
      String said = daemon.view().holder();
      String holder = said == null ? daemon.view().claimHolder() : said;
      if (holder == null || !isOutOfTheirHands(holder, living)) {
        return false;
      }
    }
    return true;
  }

  /**
   * A record that pointed nowhere looks as if it was edited to the server that made the first claim
   * and ended before it moved the record; so does one that moved by a claim that no read showed.
   */
  private boolean isEditedAndTold(List<SimulatedDaemon> living) {
    boolean neverMoved =
        simulation.referee.changes() == 0
            && simulation.api.zone().record().equals(Setup.ELSEWHERE)
            && simulation.referee.hasStoppedAServer();
    return (simulation.referee.wasEdited() || neverMoved || simulation.plan.makesListsLie())
        && living.stream().anyMatch(this::isLeftAndTold);
  }

  /**
   * In a pair without the claim nothing moves for one that moved the record out of the other one's
   * reach and then fell silent.
   */
  private boolean isOutOfTheirHands(String record, List<SimulatedDaemon> living) {
    return setup.isPair() && !setup.claims().used() && living.get(0).view().holdsForApart(record);
  }

  /** A server of a pair that never met the other one moves nothing. */
  private boolean knowsThePair(List<SimulatedDaemon> living) {
    if (living.size() != 1) {
      return living.size() == 2;
    }
    SimulatedDaemon alone = living.get(0);
    return alone.view().hasMet(Setup.name(1 - alone.machine().index()));
  }

  /** Each message was delivered, or waits on the disk of a server that does not run. */
  void noLetterIsLost() {
    Set<SimulatedMessage> somewhere = new HashSet<>(simulation.administrator.received());
    simulation.machines.forEach(machine -> somewhere.addAll(machine.outbox().letters()));
    for (SimulatedMessage letter : simulation.referee.letters()) {
      if (!somewhere.contains(letter)) {
        throw new Violation("no message is lost", letter.id() + ": " + letter.title());
      }
    }
  }

  /**
   * A takeover that was not told with the name of the one that it was from; null for none. One
   * whose server ended, and runs again, is to be told then, as long as it is still as it left it.
   */
  @Nullable String untold() {
    for (InvariantChecker.Takeover takeover : simulation.referee.takeovers()) {
      SimulatedDaemon daemon = simulation.machines.get(setup.index(takeover.server())).daemon();
      boolean tells =
          daemon != null
              && (daemon.run().equals(takeover.run()) || simulation.referee.isLast(takeover));
      if (tells && !wasTold(takeover)) {
        return takeover.server() + " took the record from " + takeover.from() + " without a word";
      }
    }
    return null;
  }

  /**
   * By whomever: who takes over may find that another one did, and told it. A write that lands when
   * nobody wants it any more may have been told as an edit; what an edited or a deleted claim leads
   * to, as an edit that was put back.
   */
  private boolean wasTold(InvariantChecker.Takeover takeover) {
    return simulation.referee.told().stream()
        .filter(told -> told.at() > takeover.at() - TOLD_BEFORE)
        .anyMatch(told -> tells(told, takeover));
  }

  private static boolean tells(InvariantChecker.Told told, InvariantChecker.Takeover takeover) {
    if (DEATHS.contains(told.kind())) {
      return takeover.from().stream().anyMatch(told::names) || told.saysChanged(takeover.server());
    }
    return EDITS.contains(told.kind())
        && (told.saysChanged(takeover.server()) || told.saysEdited(takeover.server()));
  }

  private List<SimulatedDaemon> living() {
    List<SimulatedDaemon> living = new ArrayList<>();
    for (Machine machine : simulation.machines) {
      if (machine.daemon() != null) {
        living.add(machine.daemon());
      }
    }
    return living;
  }
}
