// SPDX-License-Identifier: Apache-2.0
package io.clooster.failover.alert;

import io.clooster.failover.Alerts;
import io.clooster.failover.DecisionStep;
import io.clooster.failover.GroupSettings;
import io.clooster.failover.Moment;
import io.clooster.failover.Notifications;
import io.clooster.failover.lease.ClaimVisibility;
import io.clooster.failover.peer.PeerGroup;
import io.clooster.failover.role.RoleMachine;
import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Looks, with each beat, at what may be wrong in a group. */
public final class GroupAlerts {
  /** So long after our own start nobody needs to be in sight yet. */
  static final Duration START = Duration.ofSeconds(10);

  private final Moment begins;
  private final PeerGroup group;
  private final HeldBackAlert heldBack;
  private final HeldAlert held;
  private final HolderAlerts holder;
  private final UnhealthyAlert unhealthy;
  private final ClaimAlert claim;
  private final ForeignHolderAlert foreign;
  private final LinkAlerts links;

  public GroupAlerts(
      GroupSettings settings,
      PeerGroup group,
      Alerts alerts,
      Notifications notifications,
      Moment start) {
    this.begins = start.plus(START);
    this.group = group;
    this.heldBack = new HeldBackAlert(settings, group, alerts, notifications);
    this.held = new HeldAlert(group, alerts, notifications);
    this.holder = new HolderAlerts(group, alerts, notifications);
    this.unhealthy = new UnhealthyAlert(group, alerts, notifications);
    this.claim = new ClaimAlert(alerts, notifications, settings.renewMost());
    this.foreign = new ForeignHolderAlert(alerts, notifications);
    this.links = new LinkAlerts(settings, group, alerts, notifications, start);
  }

  /** Those of the links, which are told of what happens to them, too. */
  public LinkAlerts links() {
    return links;
  }

  /** Our own standstill is over. */
  public void stoodStill() {
    heldBack.stoodStill();
  }

  /**
   * Where the record points, which holds {@code value} and may hold {@code mayBecome} soon, and
   * whether it has to stay there.
   */
  public RecordPlace place(@Nullable String value, Set<String> mayBecome) {
    return holder.place(value, mayBecome);
  }

  /** True while a look may soon show that a server out of sight took the dead holder's place. */
  public boolean awaitsSuccessor(RoleMachine role, Moment now) {
    return holder.awaitsSuccessor(group.named(role.holder()), now) && role.tells();
  }

  public void look(RoleMachine role, ClaimVisibility.Level claimSeen, DecisionStep step) {
    boolean begun = step.now().reached(begins);
    if (begun) {
      heldBack.look(role.tells(), step);
    }
    holder.look(role, begun, step);
    held.look(role.tells(), step);
    unhealthy.look(role, step);
    claim.look(claimSeen, role.tells(), step);
    foreign.look(role.foreignHolder(), role.tells(), step);
    links.look(role, step);
  }
}
