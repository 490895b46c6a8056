// SPDX-License-Identifier: Apache-2.0
package io.clooster.failover.peer;

import io.clooster.failover.Action;
import io.clooster.failover.DecisionStep;
import io.clooster.failover.Event;
import io.clooster.failover.Moment;
import io.clooster.failover.Reason;
import io.clooster.failover.Report;
import io.clooster.failover.Values;
import io.clooster.failover.peer.PeerState.Connected;
import io.clooster.failover.peer.PeerState.Dead;
import io.clooster.failover.peer.PeerState.Disconnected;
import io.clooster.failover.peer.PeerState.Restarting;
import io.clooster.failover.peer.PeerState.Suspect;
import org.jspecify.annotations.Nullable;

/** What a link tells: that it is there, what comes over it, and how it ends. */
final class LinkEvents {
  private final PeerFacts facts;

  LinkEvents(PeerFacts facts) {
    this.facts = facts;
  }

  /** A connection proved to be its; the link that is to be used is in the state. */
  void opened(long link, boolean dialled, DecisionStep step) {
    if (facts.state instanceof Connected old) {
      replace(old, new Connected(link, dialled, step.now(), null, old.before()), step);
      return;
    }
    PeerState before = facts.state;
    facts.state = new Connected(link, dialled, step.now(), null, before);
    facts.obstacles.resolved();
    if (before instanceof Disconnected
        || before instanceof Suspect
        || before instanceof Restarting) {
      step.info("peer-up.back", Values.of("peer", facts.name()));
    } else {
      step.info("peer-up.connected", Values.of("peer", facts.name()));
    }
  }

  /** Both sides may connect at once: both keep the link that the same one of them made. */
  private void replace(Connected old, Connected young, DecisionStep step) {
    boolean oldWorks = !step.now().reached(old.heard().plus(facts.settings.silence()));
    if (oldWorks && regular(old) && !regular(young)) {
      step.add(new Action.CloseLink(young.link()));
    } else {
      step.info("peer-up.replaced", Values.of("peer", facts.name()));
      facts.damping.interrupted(step.now()); // It may have started anew.
      step.add(new Action.CloseLink(old.link()));
      facts.state =
          new Connected(young.link(), young.dialled(), step.now(), old.report(), old.before());
    }
  }

  private boolean regular(Connected linked) {
    return linked.dialled() == facts.settings.connectsTo(facts.server);
  }

  /**
   * Its word of itself. The first one over a link shows that it is there: a process that ends
   * accepts connections for a moment longer, but tells nothing any more.
   */
  PeerTransition reported(long link, Report report, DecisionStep step) {
    if (!(facts.state instanceof Connected linked) || linked.link() != link) {
      return PeerTransition.NOTHING_NEW;
    }
    boolean returned = linked.before() instanceof Dead;
    Report last = linked.report();
    boolean wasUnfit = last != null && !last.eligible();
    facts.lastReport = report;
    facts.state = new Connected(link, linked.dialled(), step.now(), report, null);
    if (report.eligible()) {
      facts.damping.there(step.now());
    } else if (!wasUnfit) {
      unfit(report.drained(), step.now());
    }
    if (report.eligible() == wasUnfit) {
      step.info(word(report, last), Values.of("peer", facts.name()));
    }
    return returned ? PeerTransition.RETURNED : PeerTransition.NOTHING_NEW;
  }

  /** It is not to hold the records any more; that its operator wants it so is no failure. */
  private void unfit(boolean drained, Moment now) {
    if (drained) {
      facts.damping.interrupted(now);
    } else {
      facts.damping.failed(now);
    }
    facts.unfitSince = now;
  }

  private static String word(Report report, @Nullable Report last) {
    if (report.eligible()) {
      return last != null && last.drained() ? "peer-drain-over" : "peer-healthy";
    }
    return report.drained() ? "peer-drained" : "peer-unhealthy";
  }

  void closed(long link, String reason, DecisionStep step) {
    if (!(facts.state instanceof Connected linked) || linked.link() != link) {
      return;
    }
    PeerState before = linked.before();
    facts.lostAt = step.now();
    facts.heardLast = linked.heard();
    if (before instanceof Dead || before instanceof Restarting) {
      step.info("peer-disconnected.unheard", Values.of("peer", facts.name()).and("reason", reason));
      facts.state = before;
    } else {
      step.warn("peer-disconnected", Values.of("peer", facts.name()).and("reason", reason));
      facts.damping.interrupted(step.now());
      facts.state = new Disconnected(step.now(), true);
      if (!facts.server.listens()) {
        facts.suspect(Reason.NOBODY_LISTENS, step);
      }
    }
  }

  /** It says that it goes: for good, or to be back within that time. */
  PeerTransition onLeave(Event.Leaving leaving, DecisionStep step) {
    if (!(facts.state instanceof Connected linked) || linked.link() != leaving.link()) {
      return PeerTransition.NOTHING_NEW;
    }
    facts.lostAt = step.now();
    step.add(new Action.CloseLink(linked.link()));
    facts.dialer.onLeave(step.now());
    if (leaving.backWithin().isZero()) {
      return facts.stopped(Reason.said(leaving.reason()), step);
    }
    facts.damping.interrupted(step.now());
    step.info(
        "peer-restarting",
        Values.of("peer", facts.name())
            .and("reason", leaving.reason())
            .and("within", leaving.backWithin()));
    facts.state = new Restarting(step.now().plus(leaving.backWithin()));
    return PeerTransition.NOTHING_NEW;
  }
}
