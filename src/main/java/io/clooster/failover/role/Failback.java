// SPDX-License-Identifier: Apache-2.0
package io.clooster.failover.role;

import io.clooster.failover.DecisionStep;
import io.clooster.failover.Durations;
import io.clooster.failover.GroupSettings;
import io.clooster.failover.Moment;
import io.clooster.failover.Values;
import io.clooster.failover.lease.Lease;
import io.clooster.failover.peer.FlapDamping;
import io.clooster.failover.peer.Peer;
import io.clooster.failover.peer.PeerGroup;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** When the holder hands the record to a more preferred server: when that is steadily there. */
public final class Failback {
  private final GroupSettings settings;
  private final PeerGroup group;
  private final Lease claims;

  /** The server to which it is logged that the record goes back; null for none. */
  private @Nullable String announced;

  public Failback(GroupSettings settings, PeerGroup group, Lease claims) {
    this.settings = settings;
    this.group = group;
    this.claims = claims;
  }

  /** The server that the record is to go to now; null when it stays. */
  public @Nullable String due(Moment heldSince, DecisionStep step) {
    Peer preferred = preferred();
    if (preferred == null || !settings.failback() || claims.isPinned() || !group.enough()) {
      announced = null;
      return null;
    }
    if (preferred.steadiness().steady(step.now())
        && step.now().reached(heldSince.plus(atLeast()))) {
      return preferred.name();
    }
    announce(preferred, step);
    return null;
  }

  void forget() {
    announced = null;
  }

  /** So long a holder holds the record: the others are to hear of it first. */
  private Duration atLeast() {
    return Durations.max(settings.failbackDelay(), settings.keepAlive());
  }

  private void announce(Peer preferred, DecisionStep step) {
    if (!preferred.name().equals(announced)) {
      announced = preferred.name();
      FlapDamping steadiness = preferred.steadiness();
      step.info(
          "peer-preferred",
          Values.of("peer", announced)
              .and("delay", steadiness.needed())
              .and("times", steadiness.times() > 1 ? steadiness.times() : null));
    }
  }

  /** The most preferred server in sight that is fit and goes before us. */
  private @Nullable Peer preferred() {
    String fit = group.firstEligible();
    return fit != null && settings.goesBefore(fit) ? group.named(fit) : null;
  }
}
