// SPDX-License-Identifier: Apache-2.0
package io.clooster.failover;

import io.clooster.failover.alert.DeathNews;
import io.clooster.failover.alert.LinkAlerts;
import io.clooster.failover.lease.Lease;
import io.clooster.failover.peer.Peer;
import io.clooster.failover.peer.PeerGroup;
import io.clooster.failover.peer.PeerState;
import io.clooster.failover.peer.PeerTransition;
import io.clooster.failover.record.RecordKeeper;
import io.clooster.failover.role.Reporter;
import io.clooster.failover.role.RoleMachine;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What happens to the other servers: {@link Peer} judges it, and here is what that means for the
 * rest of the pipeline.
 */
final class PeerEvents {
  private final GroupSettings settings;
  private final PeerGroup group;
  private final Lease claims;
  private final RecordKeeper record;
  private final RoleMachine role;
  private final Reporter reporter;
  private final Notifications notifications;
  private final LinkAlerts links;
  private final DeathNews news;
  private final ToldIncidents told;

  /** Deaths of this step that moved no record so far, and are for us to tell. */
  private final List<ChangeReason.PeerDown> deaths = new ArrayList<>();

  PeerEvents(
      GroupSettings settings,
      PeerGroup group,
      Lease claims,
      RecordKeeper record,
      RoleMachine role,
      Reporter reporter,
      Notifications notifications,
      LinkAlerts links,
      DeathNews news,
      ToldIncidents told) {
    this.settings = settings;
    this.group = group;
    this.claims = claims;
    this.record = record;
    this.role = role;
    this.reporter = reporter;
    this.notifications = notifications;
    this.links = links;
    this.news = news;
    this.told = told;
  }

  void opened(Event.LinkOpened opened, DecisionStep step) {
    Peer member = group.named(opened.peer());
    if (member == null) {
      step.add(new Action.CloseLink(opened.link()));
      return;
    }
    group.opened(member, opened, step);
    links.with(member).resolved(step);
    PeerState.Connected linked = member.linked();
    if (linked != null && linked.link() == opened.link()) {
      reporter.greet(opened.link(), role.holder(), step);
    }
  }

  /** {@code gone} is what it was held to be until now; null for anything but dead. */
  private void returned(Peer member, PeerState.@Nullable Dead gone, DecisionStep step) {
    news.lives(member.name());
    told.isBack(member.name());
    if (role.tells()) {
      String incident = gone == null ? "" : gone.incident();
      news.back(role.holds(), back(member, incident), step);
    }
  }

  /** What its return means: a promise is made where nobody can come between. */
  private Consumer<DecisionStep> back(Peer member, String incident) {
    String name = member.name();
    ChangeReason.PeerUp back = new ChangeReason.PeerUp(name, incident);
    Duration after = member.steadiness().needed();
    if (!role.holds() || !settings.goesBefore(name)) {
      return to -> notifications.up(back, to);
    }
    boolean pinned = claims.isPinned();
    if (pinned || !settings.failback()) {
      return to -> notifications.upAndLeft(back, pinned, to);
    }
    Report report = member.report();
    String why = report == null ? null : whyNot(name, report);
    if (why != null) {
      return to -> notifications.upAndUnfit(back, after, why, to);
    }
    boolean sure = settings.rank(name) == 0;
    return to -> notifications.upAndPreferred(back, after, sure, to);
  }

  /** Why one that tells this can't have the record; null where it can. */
  private @Nullable String whyNot(String name, Report report) {
    if (report.drained()) {
      return "drained";
    } else if (!report.eligible()) {
      return "unhealthy";
    }
    if (report.observing()) {
      return "observing";
    }
    return group.isListedByAll(name) ? null : "unlisted";
  }

  void reported(Event.Reported reported, DecisionStep step) {
    Peer member = group.onLink(reported.link());
    if (member == null) {
      return;
    }
    told.observe(reported.report().told(), step.now());
    group.reported(reported.report());
    Report before = member.report();
    PeerState.Dead gone = member.dead();
    PeerTransition verdict = member.reported(reported.link(), reported.report(), step);
    if (verdict == PeerTransition.RETURNED) {
      returned(member, gone, step);
    }
    group.hold().observe(reported.report().hold(), step.now());
    claims.observeEpoch(reported.report().epoch(), reported.report().reference());
    String name = member.name();
    String holder = reported.report().holder();
    String holderBefore = before == null ? null : before.holder();
    if (claims.used() && claims.contradicts(reported.report().epoch(), holder)) {
      return; // It has not read what we have.
    }
    if (name.equals(holder) && !name.equals(holderBefore)) {
      role.claimed(name, step);
    } else if (holder != null && !name.equals(holder)) {
      role.handedOver(name, holder, !holder.equals(holderBefore), step);
    }
  }

  void closed(Event.LinkClosed closed, DecisionStep step) {
    Peer member = group.onLink(closed.link());
    if (member != null) {
      member.closed(closed.link(), closed.reason(), step);
    }
  }

  void onLeave(Event.Leaving leaving, DecisionStep step) {
    Peer member = group.onLink(leaving.link());
    if (member != null) {
      judged(member, member.onLeave(leaving, step), step);
    }
  }

  void connectAccepted(Event.ConnectAccepted accepted, Moment now) {
    Peer member = group.named(accepted.peer());
    if (member != null) {
      member.connectAccepted(now);
    }
  }

  void helloFailed(Event.HelloFailed failed, DecisionStep step) {
    Peer member = group.named(failed.peer());
    if (member == null) {
      return;
    }
    member.helloFailed(failed, step);
    if (failed.fault().isProven() && member.linked() == null) {
      news.lives(member.name());
      if (failed.fault() == HelloFault.TAKEN_OFF) {
        links.with(member).takenOff(failed.reason(), group.isTakenOff(), step);
        group.takenOff(member.name());
      } else {
        links.with(member).differs(failed.reason(), step);
      }
    }
  }

  void connectFailed(Event.ConnectFailed failed, DecisionStep step) {
    Peer member = group.named(failed.peer());
    if (member != null) {
      member.connectFailed(failed, step);
    }
  }

  void judge(DecisionStep step) {
    for (Peer member : group.members()) {
      judged(member, member.tick(group, step), step);
    }
  }

  /** A holder that we don't see may show by its claim alone that it is dead. */
  void judgeHolder(DecisionStep step) {
    Peer holder = group.named(role.holder());
    PeerTransition verdict = role.look(step);
    if (holder == null) {
      return;
    }
    if (holder.state() instanceof PeerState.Partitioned) {
      news.lives(holder.name()); // It was taken for dead a moment ago.
    }
    judged(holder, verdict, step);
  }

  /**
   * Tells the deaths of this step. One that makes us move the record, which somebody had set to the
   * dead, is told by that.
   */
  void tell(DecisionStep step) {
    for (ChangeReason.PeerDown death : deaths) {
      if (!death.equals(record.view().cause())) {
        news.died(death, role.holds(), step);
      }
    }
    deaths.clear();
  }

  /** A death that moves the record is told by the one that moves it. */
  private void judged(Peer member, PeerTransition verdict, DecisionStep step) {
    if (verdict == PeerTransition.DIED) {
      if (role.holder() == null) {
        record.othersMayLand(step.now()); // It may have become the holder a moment before.
      }
      PeerState.Dead gone = (PeerState.Dead) member.state();
      ChangeReason.PeerDown cause = member.down(gone);
      links.with(member).died();
      if (member.name().equals(role.holder())) {
        news.holderDied(cause, step.now());
      } else if (role.tells()) {
        deaths.add(cause);
      } else {
        news.othersTell(cause, step.now());
      }
    }
  }
}
