// SPDX-License-Identifier: Apache-2.0
package io.clooster.failover.peer;

import io.clooster.failover.DecisionStep;
import io.clooster.failover.Durations;
import io.clooster.failover.Event;
import io.clooster.failover.HelloFault;
import io.clooster.failover.HelloOrigin;
import io.clooster.failover.Moment;
import io.clooster.failover.Reason;
import io.clooster.failover.Values;
import io.clooster.failover.peer.PeerState.Connected;
import io.clooster.failover.peer.PeerState.Dead;
import io.clooster.failover.peer.PeerState.Disconnected;
import io.clooster.failover.peer.PeerState.NeverSeen;
import io.clooster.failover.peer.PeerState.Partitioned;
import io.clooster.failover.peer.PeerState.Restarting;
import java.time.Duration;

/** What is learned of a peer without a link: by attempts, by strangers, and by the record. */
final class AttemptEvents {
  private final PeerFacts facts;

  AttemptEvents(PeerFacts facts) {
    this.facts = facts;
  }

  /** We could not connect to it. */
  void connectFailed(Event.ConnectFailed failed, DecisionStep step) {
    obstacle(HelloOrigin.DIALLED, failed.reason(), step);
    boolean news = facts.dialer.failed(step.now());
    boolean ended = facts.state instanceof Disconnected missing && missing.reached();
    boolean mayBeBack =
        facts.state instanceof Partitioned && failed.refused() && !facts.settings.claim();
    if (news && (ended || mayBeBack)) {
      facts.suspect(Reason.NOBODY_LISTENS, step);
    }
  }

  /** Somebody accepted our connection: it, or whoever has its port. The next beat judges it. */
  void connectAccepted(Moment now) {
    if (facts.state instanceof Disconnected missing
        && missing.reached()
        && missing.proofDue() == null) {
      facts.state = missing.withProofDue(now.plus(facts.settings.keepAlive()));
    }
  }

  /** A connection with it, or with someone who says so, did not become a link. */
  void helloFailed(Event.HelloFailed failed, DecisionStep step) {
    obstacle(failed.origin(), failed.reason(), step);
    boolean dialled = failed.origin() == HelloOrigin.DIALLED;
    if (dialled) {
      boolean news = facts.dialer.broken(step.now());
      if (facts.state instanceof Disconnected missing && missing.reached()) {
        facts.state = missing.withProofDue(news ? step.now() : null);
      }
    }
    if (facts.state instanceof Connected || failed.fault() == HelloFault.BROKEN) {
      return;
    }
    if (facts.state instanceof NeverSeen && facts.lostAt.reached(step.now())) {
      facts.lostAt =
          step.now(); // It may miss us since our own restart: what shows that we live is due now.
    }
    if (failed.fault().isProven()) {
      mayBeThere(dialled, step.now());
    } else if (!facts.settings.claim() && failed.origin() != HelloOrigin.CLAIMED) {
      answers(dialled, step.now());
    }
  }

  /**
   * It proves that it lives, and its next connection, or ours to it, may be further away than the
   * silence that counts.
   */
  private void mayBeThere(boolean dialled, Moment now) {
    if (!(facts.state instanceof Partitioned)) {
      boolean reached =
          dialled || (facts.state instanceof Disconnected missing && missing.reached());
      facts.state =
          new Disconnected(
              now.plus(facts.nextConnection().minus(facts.settings.silence())), reached);
    }
  }

  /**
   * Something answers in its place. Where no claim can show whether it lives, it is given the
   * benefit of the doubt, but for one that is dead already, or that we never met.
   */
  private void answers(boolean dialled, Moment now) {
    if (facts.state instanceof NeverSeen) {
      Duration later =
          Durations.max(facts.nextConnection().minus(facts.seenWithin()), Duration.ZERO);
      facts.doubtUntil = now.plus(later).orLater(facts.doubtUntil);
    } else if (facts.state instanceof Restarting away) {
      facts.state = new Restarting(away.until().orLater(now.plus(facts.nextConnection())));
    } else if (!(facts.state instanceof Dead)) {
      mayBeThere(dialled, now);
    }
  }

  /** It shows elsewhere that it lives, while we held it to be dead. */
  void lives(Reason how, DecisionStep step) {
    if (!(facts.state instanceof Connected)) {
      step.warn("peer-partitioned", Values.of("peer", facts.name()).and("how", how));
      facts.state = new Partitioned();
    }
  }

  private void obstacle(HelloOrigin origin, String reason, DecisionStep step) {
    if (!(facts.state instanceof Connected)) {
      facts.obstacles.met(origin, reason, step);
    }
  }
}
