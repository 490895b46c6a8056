// SPDX-License-Identifier: Apache-2.0
package io.clooster.failover.alert;

import io.clooster.failover.ChangeReason;
import io.clooster.failover.DecisionStep;
import io.clooster.failover.GroupSettings;
import io.clooster.failover.Moment;
import io.clooster.failover.Notifications;
import io.clooster.failover.Status;
import io.clooster.failover.Values;
import io.clooster.failover.peer.Peer;
import io.clooster.failover.peer.PeerGroup;
import io.clooster.failover.peer.PeerState;
import io.clooster.failover.role.RoleMachine;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * States of the whole group in which nothing can move: too few servers in sight, or none that is
 * well. Each is told once when it lasts, by one server, and once when it is over.
 */
public final class Outlook {
  /** A restart of everything at once is no news. */
  static final Duration PATIENCE = Duration.ofSeconds(45);

  /** So long after our own start nobody needs to be in sight yet. */
  static final Duration START = Duration.ofSeconds(10);

  private final GroupSettings settings;
  private final PeerGroup group;
  private final Notifications messenger;
  private final Moment begins;
  private @Nullable Moment fewSince;
  private boolean fewTold;
  private boolean illTold;

  /** The death of the server that holds the record, as we told it; null for none. */
  private ChangeReason.@Nullable PeerDown stranded;

  public Outlook(GroupSettings settings, PeerGroup group, Notifications messenger, Moment start) {
    this.settings = settings;
    this.group = group;
    this.messenger = messenger;
    this.begins = start.plus(START);
  }

  /** After our own standstill what we see proves nothing for a while. */
  public void stoodStill() {
    fewSince = null;
  }

  public void look(RoleMachine role, DecisionStep step) {
    boolean ourTurn = role.tells();
    boolean begun = step.now().reached(begins);
    if (begun) {
      few(ourTurn, step);
    }
    String fit = group.firstEligible();
    Peer holder = group.named(role.holder());
    stranded(fit, holder, ourTurn, step);
    ill(fit, ourTurn && begun && !isInDoubt(holder), step);
  }

  /** What became of the one that holds the record shows soon, and is told with its name. */
  private static boolean isInDoubt(@Nullable Peer holder) {
    return holder != null
        && (holder.state() instanceof PeerState.Disconnected
            || holder.state() instanceof PeerState.Suspect);
  }

  /** The server that holds the record died, and no other one can take its place. */
  private void stranded(
      @Nullable String fit, @Nullable Peer holder, boolean ourTurn, DecisionStep step) {
    if (stranded == null || holder == null || !holder.name().equals(stranded.peer())) {
      stranded = null; // Where another one has it, that one tells so.
    } else if (holder.report() != null) {
      ChangeReason.PeerUp back = new ChangeReason.PeerUp(holder.name(), stranded.incident());
      stranded = null;
      messenger.holdsAgain(back, step.now().since(holder.lostAt()), step);
    }
    boolean untold = fit == null && ourTurn && stranded == null;
    PeerState.Dead gone = holder == null ? null : holder.dead();
    if (untold && holder != null && gone != null && isUnseen(holder, gone)) {
      stranded = holder.down(gone);
      illTold = false;
      messenger.stranded(stranded, group.failingCheck(), step);
    }
  }

  private boolean isUnseen(Peer holder, PeerState.Dead gone) {
    return group.whoSees(holder.name(), gone.since()).isEmpty();
  }

  private void few(boolean ourTurn, DecisionStep step) {
    int visible = group.visible();
    int all = settings.servers().size();
    if (group.enough()) {
      fewSince = null;
      if (fewTold) {
        fewTold = false;
        messenger.enough(visible, all, step);
      }
      return;
    }
    if (fewSince == null) {
      fewSince = step.now();
      step.warn("server-held-back", Values.of("visible", visible).and("servers", all));
    }
    if (!fewTold && ourTurn && step.now().reached(fewSince.plus(PATIENCE))) {
      fewTold = true;
      messenger.holdingBack(visible, all, step);
    }
  }

  private void ill(@Nullable String fit, boolean ourTurn, DecisionStep step) {
    if (fit == null && ourTurn && !illTold && stranded == null) {
      illTold = true;
      messenger.noEligibleServer(group.failingCheck(), step);
    } else if (fit != null && illTold) {
      illTold = false;
      messenger.eligibleServer(fit, step);
    }
  }

  /** What was told, and is not over. */
  public List<Status.Alert> alerts() {
    List<Status.Alert> alerts = new ArrayList<>();
    if (fewTold) {
      alerts.add(new Status.Alert("held-back", ""));
    }
    if (illTold) {
      alerts.add(new Status.Alert("no-eligible-server", ""));
    }
    if (stranded != null) {
      alerts.add(new Status.Alert("peer-down", stranded.peer()));
    }
    return alerts;
  }
}
