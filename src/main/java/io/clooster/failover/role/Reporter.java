// SPDX-License-Identifier: Apache-2.0
package io.clooster.failover.role;

import io.clooster.failover.Action;
import io.clooster.failover.DecisionStep;
import io.clooster.failover.Moment;
import io.clooster.failover.Report;
import io.clooster.failover.ToldIncidents;
import io.clooster.failover.lease.Lease;
import io.clooster.failover.peer.Peer;
import io.clooster.failover.peer.PeerGroup;
import io.clooster.failover.peer.PeerState;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Tells the peers what this server is and sees: at each keep-alive, to a new link at once, and to
 * all when something of it changes.
 */
public final class Reporter {
  /** Changes that come closer together than this are told together, with the next beat. */
  static final Duration PAUSE = Duration.ofMillis(50);

  private final PeerGroup group;
  private final Lease claims;
  private final String run;
  private final ToldIncidents told;

  /** What was told last to all; null for nothing yet. */
  private @Nullable Report last;

  /** When that was; null for never. */
  private @Nullable Moment sentAt;

  /** The number of the last report. */
  private long sequence;

  /**
   * Has told nothing yet.
   *
   * @param run names this run of ours, in a few characters
   * @param told the deaths that are known to be told
   */
  public Reporter(PeerGroup group, Lease claims, String run, ToldIncidents told) {
    this.group = group;
    this.claims = claims;
    this.run = run;
    this.told = told;
  }

  /** It is time for a heartbeat. */
  public void keepAlive(@Nullable String holder, DecisionStep step) {
    send(next(holder, step.now()), step);
  }

  /** A new link: the peer on it knows nothing of us yet. */
  public void greet(long link, @Nullable String holder, DecisionStep step) {
    Report report = next(holder, step.now());
    sequence = report.sequence();
    step.add(new Action.SendReport(link, report));
  }

  /** Tells all when something has changed. */
  public void update(@Nullable String holder, DecisionStep step) {
    if (sentAt != null && !step.now().reached(sentAt.plus(PAUSE))) {
      return;
    }
    Report report = next(holder, step.now());
    if (!report.repeats(last)) {
      send(report, step);
    }
  }

  private void send(Report report, DecisionStep step) {
    sequence = report.sequence();
    last = report;
    sentAt = step.now();
    for (Peer member : group.members()) {
      PeerState.Connected linked = member.linked();
      if (linked != null) {
        step.add(new Action.SendReport(linked.link(), report));
      }
    }
  }

  private Report next(@Nullable String holder, Moment now) {
    long epoch = claims.epoch();
    return new Report(
        sequence + 1,
        group.eligible(),
        group.sees(),
        holder,
        epoch,
        claims.reference(),
        epoch == 0 ? run : "",
        told.lately(now),
        group.own().drained(),
        group.hold().told(now),
        group.observes(),
        group.unlisted());
  }
}
