// SPDX-License-Identifier: Apache-2.0
package io.clooster.failover.peer;

import io.clooster.failover.ChangeReason;
import io.clooster.failover.GroupSettings;
import io.clooster.failover.peer.PeerState.Disconnected;
import io.clooster.failover.peer.PeerState.Suspect;
import java.util.ArrayList;
import java.util.List;

/** What the keeper of the record has to know of a group. */
public final class PeerGroupView implements GroupView {
  private final GroupSettings settings;
  private final PeerGroup group;

  /** Looks at {@code group} whenever it is asked. */
  public PeerGroupView(GroupSettings settings, PeerGroup group) {
    this.settings = settings;
    this.group = group;
  }

  @Override
  public boolean mayHaveWritten(String value) {
    return group.named(value) != null;
  }

  @Override
  public boolean weMayHaveWritten(String value) {
    return value.equals(settings.thisServer());
  }

  /** Only the server that holds the record compares it with what it should be. */
  @Override
  public boolean leaveTellingToUs() {
    return true;
  }

  @Override
  public List<String> outOfReach() {
    List<String> names = new ArrayList<>();
    for (Peer member : group.members()) {
      if (member.linked() == null) {
        names.add(member.name());
      }
    }
    return names;
  }

  @Override
  public boolean inDoubt() {
    for (Peer member : group.members()) {
      if (member.state() instanceof Disconnected || member.state() instanceof Suspect) {
        return true;
      }
    }
    return false;
  }

  @Override
  public boolean isHeld() {
    return group.hold().isOn();
  }

  @Override
  public boolean onlyObserves() {
    return settings.observing();
  }

  @Override
  public boolean allow(ChangeReason cause) {
    boolean handsOver =
        cause instanceof ChangeReason.Failback || cause instanceof ChangeReason.Switched;
    return !isHeld() && group.enough() && (group.eligible() || handsOver);
  }
}
