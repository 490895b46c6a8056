// SPDX-License-Identifier: Apache-2.0
package io.clooster.failover.peer;

import io.clooster.failover.Moment;
import io.clooster.failover.peer.PeerState.Connected;
import io.clooster.failover.peer.PeerState.Disconnected;
import io.clooster.failover.peer.PeerState.Restarting;
import io.clooster.failover.peer.PeerState.Suspect;
import java.time.Duration;

/** What pauses of our own do to what we know of a peer: what we did not hear proves nothing. */
final class PauseRules {
  private final PeerFacts facts;

  PauseRules(PeerFacts facts) {
    this.facts = facts;
  }

  /**
   * Our own pause: what we did not hear meanwhile proves nothing for another period; nor does,
   * until it can have made an attempt, that a peer which we can't connect to is not back.
   */
  void stoodStill(Duration gap, Moment now) {
    Duration doubt =
        facts.server.listens()
            ? facts.settings.silence()
            : PauseDetector.doubtAfter(
                gap, facts.settings.silence(), facts.settings.reconnectMax());
    facts.doubtUntil = now.plus(doubt).orLater(facts.doubtUntil);
    facts.dialer.stoodStill(now);
    if (facts.state instanceof Connected linked) {
      facts.state =
          new Connected(linked.link(), linked.dialled(), now, linked.report(), linked.before());
    } else if (facts.state instanceof Disconnected missing) {
      facts.state = new Disconnected(now.orLater(missing.since()), missing.reached());
    } else if (facts.state instanceof Suspect suspect) {
      facts.state =
          new Suspect(
              now,
              suspect.reason(),
              suspect.deadline().orLater(facts.doubtUntil),
              suspect.vouchedBy());
    } else if (facts.state instanceof Restarting away) {
      facts.state = new Restarting(away.until().orLater(facts.doubtUntil));
    }
  }

  /** We were slow: that time is not time in which we waited for it. */
  void hiccup(Duration gap) {
    if (facts.state instanceof Connected linked) {
      Moment heard = linked.heard().plus(gap);
      facts.state =
          new Connected(linked.link(), linked.dialled(), heard, linked.report(), linked.before());
    } else if (facts.state instanceof Disconnected missing) {
      Moment proofDue = missing.proofDue();
      facts.state =
          new Disconnected(
              missing.since().plus(gap),
              missing.reached(),
              proofDue == null ? null : proofDue.plus(gap));
    } else if (facts.state instanceof Suspect suspect) {
      facts.state =
          new Suspect(
              suspect.since(), suspect.reason(), suspect.deadline().plus(gap), suspect.vouchedBy());
    }
  }
}
