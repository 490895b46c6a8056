// SPDX-License-Identifier: Apache-2.0
package io.clooster.failover.alert;

import io.clooster.failover.DecisionStep;
import io.clooster.failover.GroupSettings;
import io.clooster.failover.Moment;
import io.clooster.failover.Notifications;
import io.clooster.failover.Status;
import io.clooster.failover.peer.Peer;
import io.clooster.failover.peer.PeerGroup;
import io.clooster.failover.peer.PeerState;
import io.clooster.failover.role.RoleMachine;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The links of a group that stay away. Each is told by one of the servers that miss it. */
public final class LinkTroubles {
  private final GroupSettings settings;
  private final PeerGroup group;
  private final Notifications messenger;
  private final Moment first;
  private final Map<String, LinkTrouble> troubles = new HashMap<>();

  public LinkTroubles(
      GroupSettings settings, PeerGroup group, Notifications messenger, Moment start) {
    this.settings = settings;
    this.group = group;
    this.messenger = messenger;
    this.first = start.plus(Peer.FIRST_LINK);
  }

  public LinkTrouble with(Peer member) {
    return troubles.computeIfAbsent(member.name(), name -> new LinkTrouble(name, messenger, first));
  }

  public void stoodStill(Moment now) {
    group.members().forEach(member -> with(member).stoodStill(now));
  }

  public void look(RoleMachine role, DecisionStep step) {
    boolean weTell = role.tells();
    for (Peer member : group.members()) {
      boolean othersSeeIt = !group.whoSees(member.name(), member.lostAt()).isEmpty();
      LinkTrouble trouble = with(member);
      boolean unexplained =
          member.isMissed()
              || (member.state() instanceof PeerState.Partitioned && !role.isToldToBeCut(member));
      if (othersSeeIt ? isOurs(member) : weTell && unexplained) {
        trouble.missed(member.lostAt(), LinkTrouble.PATIENCE, member.hint(), step);
      } else {
        trouble.isNotOurs(step.now());
      }
    }
  }

  /**
   * Where a third server sees both ends, nobody else misses either of them, whatever we hold it
   * for: the first of the two tells.
   */
  private boolean isOurs(Peer member) {
    boolean missed = member.isMissed() || member.state() instanceof PeerState.Dead;
    return missed && !settings.goesBefore(member.name());
  }

  /** What was told of them, and is not over. */
  public List<Status.Alert> alerts() {
    List<Status.Alert> alerts = new ArrayList<>();
    group.members().forEach(member -> alerts.addAll(with(member).alerts()));
    return alerts;
  }
}
