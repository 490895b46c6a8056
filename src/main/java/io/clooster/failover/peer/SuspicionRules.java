// SPDX-License-Identifier: Apache-2.0
package io.clooster.failover.peer;

import io.clooster.failover.Action;
import io.clooster.failover.DecisionStep;
import io.clooster.failover.Moment;
import io.clooster.failover.Reason;
import io.clooster.failover.Values;
import io.clooster.failover.peer.PeerState.Connected;
import io.clooster.failover.peer.PeerState.Disconnected;
import io.clooster.failover.peer.PeerState.NeverSeen;
import io.clooster.failover.peer.PeerState.Restarting;
import io.clooster.failover.peer.PeerState.Suspect;
import java.time.Duration;

/** What silence means, and when a suspicion counts as a death. */
final class SuspicionRules {
  /** How often we say that it was never seen. */
  static final Duration REMINDER = Duration.ofMinutes(5);

  private final PeerFacts facts;

  /** When it is said again that it was never seen. */
  private Moment remindAt;

  SuspicionRules(PeerFacts facts, Moment start) {
    this.facts = facts;
    this.remindAt = start.plus(REMINDER);
  }

  /** Looks at what time alone has changed. */
  PeerTransition tick(PeerObservations votes, DecisionStep step) {
    if (facts.state instanceof Connected linked && facts.silentFor(linked.heard(), step.now())) {
      facts.lostAt = step.now();
      facts.heardLast = linked.heard();
      step.warn(
          "peer-silent",
          Values.of("peer", facts.name()).and("silence", step.now().since(linked.heard())));
      step.add(new Action.CloseLink(linked.link()));
      facts.damping.interrupted(step.now());
      facts.suspect(Reason.SILENT, step);
    } else if (isUnproven(votes, step.now())) {
      facts.suspect(Reason.NOBODY_PROVES, step);
    } else if (facts.state instanceof Disconnected missing
        && facts.silentFor(missing.since(), step.now())) {
      facts.suspect(Reason.NOBODY_LISTENS, step);
    } else if (facts.state instanceof Restarting away && step.now().reached(away.until())) {
      facts.suspect(Reason.NOT_BACK, step);
    } else if (facts.state instanceof NeverSeen) {
      unseen(step);
    }
    return facts.state instanceof Suspect suspect
        ? judged(suspect, votes, step)
        : PeerTransition.NOTHING_NEW;
  }

  /**
   * True when somebody on its port did not prove to be it. That is worth what a refusal is: the
   * path there passes, so that one which lives has noticed, too, that the link is lost. It has the
   * window to show that it lives, if there is one, and a claim to show it by.
   */
  private boolean isUnproven(PeerObservations votes, Moment now) {
    return facts.state instanceof Disconnected missing
        && missing.proofDue() != null
        && now.reached(missing.proofDue())
        && !facts.settings.confirm().isZero()
        && votes.hasWitness();
  }

  /**
   * The window is over when for so long nobody has seen it; where there is one, each of the others
   * has had its say by then.
   */
  private PeerTransition judged(Suspect suspect, PeerObservations votes, DecisionStep step) {
    boolean asked = facts.settings.confirm().isZero() || votes.allHaveSpoken(suspect.since());
    boolean over = asked && step.now().reached(suspect.deadline());
    if (!over && suspect.vouchedBy().isEmpty()) {
      return PeerTransition.NOTHING_NEW;
    }
    String witness = votes.whoSees(facts.name(), suspect.since());
    if (witness.isEmpty()) {
      return over
          ? facts.died(suspect.reason(), suspect.since(), step)
          : PeerTransition.NOTHING_NEW;
    }
    if (!witness.equals(suspect.vouchedBy())) {
      step.warn("peer-cut-off", Values.of("peer", facts.name()).and("witness", witness));
    }
    Moment deadline = step.now().plus(facts.settings.confirm()).orLater(suspect.deadline());
    facts.state = new Suspect(suspect.since(), suspect.reason(), deadline, witness);
    return PeerTransition.NOTHING_NEW;
  }

  private void unseen(DecisionStep step) {
    boolean suspected = !facts.settings.isPair() && !facts.settings.claim();
    if (suspected && facts.isUnseenForLong(step.now())) {
      facts.suspect(Reason.NEVER_SEEN, step);
    } else if (step.now().reached(remindAt)) {
      remindAt = step.now().plus(REMINDER);
      step.warn(
          facts.settings.claim() ? "peer-never-seen.claimed" : "peer-never-seen",
          Values.of("peer", facts.name()));
    }
  }
}
