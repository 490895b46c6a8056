// SPDX-License-Identifier: Apache-2.0
package io.clooster.simulation;

import io.clooster.failover.Action;
import io.clooster.failover.Event;
import io.clooster.failover.Report;
import org.jspecify.annotations.Nullable;

/** When a server may write the record, held against what is really so. */
final class WriteRules {
  /** So long after its own checks failed a server may still be passed over. */
  private static final long ILL = 15 * Clock.SECOND;

  /** After so long without trouble, a third server's word is beyond doubt. */
  private static final long QUIET = 90 * Clock.SECOND;

  /** What the decision itself tolerates of its own standstills. */
  private static final long STANDSTILL = 2 * Clock.SECOND + Daemon.BEAT;

  /** So long an answer counts that was there before the wish. */
  private static final long FRESH = Clock.SECOND + Daemon.BEAT;

  private final Simulation simulation;
  private final Setup setup;

  WriteRules(Simulation simulation) {
    this.simulation = simulation;
    this.setup = simulation.setup;
  }

  void check(Daemon daemon, Event event, Action.WriteRecord write) {
    answersTheLastQuestion(daemon, event, write);
    notOnWhatWasReadBeforeAStandstill(daemon);
    if (setup.protocol() == 1) {
      checkPair(daemon, write);
    } else {
      checkGroup(daemon, write);
    }
  }

  /** A server says that it holds another one for dead. */
  void mayHoldForDead(Daemon daemon, String peer) {
    notHeldAgainst(daemon, simulation.machines.get(setup.index(peer)));
  }

  /** Either this is the answer to it, or the answer is a second old at most. */
  private void answersTheLastQuestion(Daemon daemon, Event event, Action.WriteRecord write) {
    View view = daemon.view();
    boolean last = write.reading().source().equals(view.lastCall());
    boolean fresh = event instanceof Event.RecordRead || daemon.machine().awakeSince(view.lastAsked()) <= FRESH;
    if (!last || !fresh) {
      throw new Violation(
          "only the answer to the last question counts", by(daemon) + " writes on " + event);
    }
  }

  private void notOnWhatWasReadBeforeAStandstill(Daemon daemon) {
    for (Machine.Stop stop : daemon.machine().stops()) {
      if (stop.noticed()
          && stop.to() - stop.from() > STANDSTILL
          && daemon.view().lastAsked() <= stop.from()) {
        throw new Violation(
            "read again after a standstill",
            by(daemon) + " writes on what it read before it stood still");
      }
    }
  }

  private void checkPair(Daemon daemon, Action.WriteRecord write) {
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
      mayTakeFrom(daemon, simulation.machines.get(1 - daemon.machine().index()));
    }
  }

  private void checkGroup(Daemon daemon, Action.WriteRecord write) {
    String own = daemon.machine().name();
    if (!setup.isMajority(daemon.view().visible())) {
      throw new Violation(
          "a minority writes nothing",
          by(daemon, write) + ", and sees " + daemon.view().visible() + " of " + setup.servers());
    }
    if (!write.value().equals(own)) {
      mayHandOver(daemon, write);
      return;
    }
    if (!daemon.machine().isWell() && quietFor(daemon, daemon.machine().illness()) > ILL) {
      throw new Violation("a server that is ill takes nothing", by(daemon, write));
    }
    String holder = daemon.view().holderWhenAsked();
    int from = setup.index(holder == null ? write.reading().value() : holder);
    if (from >= 0 && from != daemon.machine().index()) {
      mayTakeFrom(daemon, simulation.machines.get(from));
    } else if (from == daemon.machine().index()) {
      mayPutRight(daemon, setup.index(write.reading().value()));
    }
  }

  /** The holder finds another one's name: not to be overwritten where that one rightly holds it. */
  private void mayPutRight(Daemon daemon, int index) {
    if (index < 0 || index == daemon.machine().index()) {
      return;
    }
    Machine other = simulation.machines.get(index);
    Daemon there = other.daemon();
    if (there != null && other.name().equals(there.view().holder())) {
      notHeldAgainst(daemon, other);
    }
  }

  private void mayHandOver(Daemon daemon, Action.WriteRecord write) {
    int heir = setup.index(write.value());
    Report report = daemon.view().report(write.value());
    if (heir < 0 || heir > daemon.machine().index()) {
      throw new Violation("only its own name or that of a preferred server", by(daemon, write));
    }
    if (!daemon.view().sees(write.value())) {
      throw new Violation("never towards a server that it does not see", by(daemon, write));
    }
    if (report == null || !report.eligible()) {
      throw new Violation("never towards a server that is not fit", by(daemon, write));
    }
    if (!daemon.machine().name().equals(daemon.view().holder())) {
      throw new Violation("only the holder hands over", by(daemon, write));
    }
    Daemon there = simulation.machines.get(heir).daemon();
    if (there != null && now() - there.started() < setup.times().failbackDelay() * Clock.MILLI) {
      throw new Violation(
          "failback waits for steady presence",
          by(daemon, write) + ", which started " + seconds(now() - there.started()) + " ago");
    }
  }

  private void mayTakeFrom(Daemon daemon, Machine from) {
    if (setup.protocol() > 1 && (!from.isWell() || quietFor(daemon, from.illness()) < ILL)) {
      return;
    }
    notHeldAgainst(daemon, from);
    if (setup.protocol() > 1) {
      notWithinTheWindow(daemon, from);
      notWhileAnotherVouches(daemon, from);
    }
  }

  private void notHeldAgainst(Daemon daemon, Machine from) {
    long last = simulation.troubles.last(daemon.machine(), from, now());
    if (daemon.machine().awakeSince(Math.max(last, 0)) > felt()) {
      throw new Violation(
          "a server that is there is not accused",
          by(daemon) + " holds " + from.name() + " for dead, and nothing is wrong with it");
    }
  }

  private void notWithinTheWindow(Daemon daemon, Machine from) {
    long began = simulation.troubles.began(daemon.machine(), from, now(), now() - felt());
    if (!from.hasLeft() && now() - began < setup.times().confirm() * Clock.MILLI) {
      throw new Violation(
          "a suspicion lasts for the window before it counts",
          by(daemon) + " takes the record from " + from.name() + " after " + seconds(now() - began));
    }
  }

  private void notWhileAnotherVouches(Daemon daemon, Machine from) {
    boolean timeToSaySo = setup.times().confirm() >= 2 * setup.times().keepAlive();
    if (!timeToSaySo
        || now() - from.trouble().last(now()) < QUIET
        || from.daemon() == null) {
      return;
    }
    Machine witness = witness(daemon, from);
    if (witness != null) {
      throw new Violation(
          "a server that another one sees is alive",
          by(daemon) + " takes the record from " + from.name() + ", which " + witness.name() + " sees");
    }
  }

  private @Nullable Machine witness(Daemon daemon, Machine from) {
    for (Machine third : simulation.machines) {
      Daemon theirs = third.daemon();
      if (third != from
          && third != daemon.machine()
          && theirs != null
          && theirs.view().sees(from.name())
          && theirs.view().sees(daemon.machine().name())
          && daemon.view().sees(third.name())
          && now() - third.trouble().last(now()) > QUIET
          && now() - simulation.troubles.path(third, from).last(now()) > QUIET
          && now() - simulation.troubles.path(third, daemon.machine()).last(now()) > QUIET) {
        return third;
      }
    }
    return null;
  }

  /** How long after its end a trouble may still be felt. */
  private long felt() {
    Setup.Times times = setup.times();
    long detection =
        setup.protocol() == 1 ? times.timeout() + times.watchdog() : 2 * times.timeout();
    return (detection + times.confirm()) * Clock.MILLI + 75 * Clock.SECOND;
  }

  private long quietFor(Daemon daemon, Trouble trouble) {
    return daemon.machine().awakeSince(Math.max(0, trouble.last(now())));
  }

  private static String by(Daemon daemon) {
    return daemon.machine().name();
  }

  private static String by(Daemon daemon, Action.WriteRecord write) {
    return daemon.machine().name() + " writes " + write.value();
  }

  private static String seconds(long nanos) {
    return String.format("%.1f s", nanos / 1e9);
  }

  private long now() {
    return simulation.clock.now();
  }
}
