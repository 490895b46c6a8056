// SPDX-License-Identifier: Apache-2.0
package io.clooster.failover.alert;

import io.clooster.failover.AlertKind;
import io.clooster.failover.Alerts;
import io.clooster.failover.DecisionStep;
import io.clooster.failover.GroupSettings;
import io.clooster.failover.Moment;
import io.clooster.failover.Notifications;
import io.clooster.failover.peer.Peer;
import io.clooster.failover.peer.PeerGroup;
import io.clooster.failover.peer.PeerState;
import io.clooster.failover.role.RoleMachine;
import java.util.HashMap;
import java.util.Map;

/** The links of a group that stay away. Each is told by one of the servers that miss it. */
public final class LinkAlerts {
  private final GroupSettings settings;
  private final PeerGroup group;
  private final Alerts alerts;
  private final Notifications notifications;
  private final Moment first;
  private final Map<String, LinkAlert> links = new HashMap<>();

  LinkAlerts(
      GroupSettings settings,
      PeerGroup group,
      Alerts alerts,
      Notifications notifications,
      Moment start) {
    this.settings = settings;
    this.group = group;
    this.alerts = alerts;
    this.notifications = notifications;
    this.first = start.plus(Peer.FIRST_LINK);
  }

  public LinkAlert with(Peer member) {
    return links.computeIfAbsent(
        member.name(), name -> new LinkAlert(name, alerts, notifications, first));
  }

  void look(RoleMachine role, DecisionStep step) {
    boolean weTell = role.tells();
    for (Peer member : group.members()) {
      boolean othersSeeIt = !group.whoSees(member.name(), member.lostAt()).isEmpty();
      LinkAlert link = with(member);
      boolean unexplained =
          member.isMissed()
              || (member.state() instanceof PeerState.Partitioned && !role.isToldToBeCut(member));
      if (othersSeeIt ? isOurs(member, unexplained) : weTell && unexplained) {
        link.missed(member.lostAt(), AlertKind.NO_LINK.after(), member.hint(), step);
      } else {
        link.isNotOurs(step.now());
      }
    }
  }

  /**
   * Where a third server sees both ends, nobody else misses either of them, whatever we hold it
   * for: the first of the two tells.
   */
  private boolean isOurs(Peer member, boolean unexplained) {
    boolean missed = unexplained || member.state() instanceof PeerState.Dead;
    return missed && !settings.goesBefore(member.name());
  }
}
