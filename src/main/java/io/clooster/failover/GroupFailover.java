// SPDX-License-Identifier: Apache-2.0
package io.clooster.failover;

import io.clooster.failover.alert.DeathNews;
import io.clooster.failover.alert.GroupAlerts;
import io.clooster.failover.alert.HookOrders;
import io.clooster.failover.alert.RecordPlace;
import io.clooster.failover.lease.Lease;
import io.clooster.failover.peer.GroupView;
import io.clooster.failover.peer.PauseDetector;
import io.clooster.failover.peer.Peer;
import io.clooster.failover.peer.PeerGroup;
import io.clooster.failover.peer.PeerGroupView;
import io.clooster.failover.peer.PeerState;
import io.clooster.failover.record.RecordKeeper;
import io.clooster.failover.role.Reporter;
import io.clooster.failover.role.RoleMachine;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * The decision of one server of a group of two or more that speak protocol 2. Each event runs
 * through the rooms in order: what happened to each other server ({@link Peer}), whose record it is
 * and what we are ({@link RoleMachine}), what is done about the record ({@link RecordKeeper}), and
 * what is told.
 */
public final class GroupFailover implements FailoverCore {
  private final GroupSettings settings;
  private final PauseDetector pauses = new PauseDetector();
  private final PeerGroup group;
  private final GroupView view;
  private final RecordKeeper record;
  private final RoleMachine role;
  private final Reporter reporter;
  private final Alerts alerts;
  private final GroupAlerts watch;
  private final Lease claims;
  private final ToldIncidents told;
  private final DeathNews news;
  private final PeerEvents peers;
  private final OwnEvents own;
  private final HookOrders hooks;

  /** Whether we are told to stop: from then on nothing is done. */
  private boolean stopped;

  public GroupFailover(GroupSettings settings, Moment start, RandomGenerator random) {
    this.settings = settings;
    this.alerts = new Alerts(start);
    Notifications notifications = new Notifications(settings.run(), true);
    this.group = new PeerGroup(settings, start, random);
    this.view = new PeerGroupView(settings, group);
    this.claims = Lease.of(settings, group.hold(), group.lists());
    this.told = new ToldIncidents();
    this.record =
        new RecordKeeper(notifications, alerts, told, claims, settings.restore(), start, random);
    this.role = new RoleMachine(settings, group, claims, record, notifications, start);
    this.news = new DeathNews(settings.claim(), notifications, told);
    this.reporter = new Reporter(group, claims, settings.shortRun(), told);
    this.watch = new GroupAlerts(settings, group, alerts, notifications, start);
    this.peers =
        new PeerEvents(
            settings,
            group,
            claims,
            record,
            role,
            reporter,
            notifications,
            watch.links(),
            news,
            told);
    this.own = new OwnEvents(group, record);
    this.hooks = new HookOrders(settings, group.own());
  }

  @Override
  public List<Action> on(Event event, Moment now) {
    DecisionStep step = new DecisionStep(now);
    if (stopped) {
      return step.actions();
    }
    if (event instanceof Event.ConnectAccepted accepted) {
      peers.connectAccepted(accepted, now);
      return step.actions(); // Nothing follows from it before the next beat.
    }
    Duration gap = pauses.gapBefore(now);
    if (PauseDetector.isLong(gap)) {
      stoodStill(gap, step);
    } else if (PauseDetector.isShort(gap)) {
      group.members().forEach(member -> member.hiccup(gap));
    }
    if (event instanceof Event.Stopping stopping) {
      stop(stopping, step);
      return step.actions();
    }
    Peer before = holder();
    boolean took = role.takes();
    take(event, step);
    group.lookAtLists();
    own.lookAtHold(step);
    if (!(event instanceof Event.Reported)) {
      peers.judge(step);
    }
    if (before != null && before.linked() == null) {
      record.linkLost(now);
    }
    peers.judgeHolder(step);
    role.decide(step);
    peers.tell(step);
    if (took && role.holds()) {
      news.tookOver(role.cause(), step);
    }
    RecordPlace place = watch.place(record.lastValue(), record.mayBecome());
    news.tell(role.holds(), record.view().cause(), role.holder(), place, step);
    if (claims.mayShowHold(now)
        || (news.waits() && !claims.replaced().isDoubted())
        || watch.awaitsSuccessor(role, now)) {
      record.readSoon(now);
    }
    if (!(event instanceof Event.Reported)) {
      claims.watch(role.holds(), group.missedSince());
    }
    if (event instanceof Event.Tick) {
      own.look(role.holds(), step);
      role.switches().look(step);
      news.look(role.tells(), role.holds(), role.holder(), step);
      watch.look(role, claims.level(), step);
    }
    hooks.look(role, record, claims, step);
    record.hurry(settings.claim() && isWaited(), now);
    Peer holder = group.named(role.holder());
    claims.told(holder == null ? 0 : holder.claimItHolds());
    record.drive(step);
    if (!(event instanceof Event.Reported)) {
      for (Peer member : group.members()) {
        member.drive(step);
      }
      reporter.update(role.holder(), step);
    }
    return step.actions();
  }

  @Override
  public Status status(Moment now) {
    List<Status.Peer> others = new ArrayList<>();
    group.members().forEach(member -> others.add(member.status(now)));
    return new Status(
        2,
        settings.thisServer(),
        group.own().healthy(),
        group.own().drained(),
        group.own().drainedFor(now),
        group.hold().known(now),
        others,
        role.status(now),
        claims.status(),
        record.view().status(now),
        alerts.raised(),
        group.listsStatus(),
        group.own().failingCheck());
  }

  /**
   * True while a look is to tell what became of the holder, or whether we have taken its place; or,
   * after our start, whether it is us that a server out of sight waits for.
   */
  private boolean isWaited() {
    Peer holder = group.named(role.holder());
    return role.takes()
        || (holder != null && holder.linked() == null)
        || (record.lastValue() == null && group.missesAny());
  }

  private void stoodStill(Duration gap, DecisionStep step) {
    step.warn("server-resumed", Values.of("gap", gap));
    group.members().forEach(member -> member.stoodStill(gap, step.now()));
    role.stoodStill();
    record.stoodStill(step.now(), step.now().plus(settings.silence()));
    alerts.stoodStill(step.now());
    watch.stoodStill();
  }

  /** The server that holds the record, as long as it is linked. */
  private @Nullable Peer holder() {
    Peer member = group.named(role.holder());
    return member == null || member.linked() == null ? null : member;
  }

  private void take(Event event, DecisionStep step) {
    if (event instanceof Event.LinkOpened opened) {
      peers.opened(opened, step);
    } else if (event instanceof Event.Reported reported) {
      peers.reported(reported, step);
    } else if (event instanceof Event.LinkClosed closed) {
      peers.closed(closed, step);
    } else if (event instanceof Event.Leaving leaving) {
      peers.onLeave(leaving, step);
    } else if (event instanceof Event.ConnectFailed failed) {
      peers.connectFailed(failed, step);
    } else if (event instanceof Event.HelloFailed failed) {
      peers.helloFailed(failed, step);
    } else if (event instanceof Event.KeepAliveDue) {
      reporter.keepAlive(role.holder(), step);
    } else if (event instanceof Event.Delivered delivered) {
      told.delivered(delivered.incident(), step.now());
    } else if (event instanceof Event.OwnHealth health) {
      own.health(health, step);
    } else if (event instanceof Event.Drain drain) {
      own.drain(drain, step);
    } else if (event instanceof Event.Resume) {
      own.resume(step);
    } else if (event instanceof Event.Hold order) {
      group.hold().order(order.lasts(), step.now());
    } else if (event instanceof Event.SwitchOrder order) {
      role.switches().asked(order, step);
    } else if (event instanceof Event.OrderPassed order) {
      role.switches().passed(order, step);
    } else if (event instanceof Event.OrderAnswered answer) {
      role.switches().answered(answer, step);
    } else if (event instanceof Event.RecordRead read) {
      read(read, step);
    } else if (event instanceof Event.RecordWritten written) {
      written(written, step);
    } else if (event instanceof Event.BeforeActiveFailed failed) {
      beforeActiveFailed(failed, step);
    } else if (event instanceof Event.RecordConflict conflict) {
      record.answers().conflict(conflict, step);
    } else {
      record.answers().take(event, step);
    }
  }

  private void read(Event.RecordRead read, DecisionStep step) {
    Moment asked = record.answers().askedAt(read.number());
    if (asked == null) {
      return;
    }
    RecordSnapshot reading = record.answers().shows(read.snapshot(), asked);
    if (role.read(reading, asked, step)) {
      record.answers().read(read.number(), reading, view, step);
    } else {
      record.answers().readLater(read.number(), step.now());
    }
    news.read(claims.replaced().isDoubted() ? null : asked);
  }

  private void written(Event.RecordWritten written, DecisionStep step) {
    record.answers().written(written, step);
    if (claims.used() && claims.isOf(settings.thisServer())) {
      role.taken(step.now());
    }
  }

  /** A holder, which only has to write its claim anew, stays one, and tries again. */
  private void beforeActiveFailed(Event.BeforeActiveFailed failed, DecisionStep step) {
    if (role.isActive()) {
      record.answers().notMade(failed.number(), step.now());
    } else {
      own.beforeActiveFailed(failed, step);
    }
  }

  private void stop(Event.Stopping stopping, DecisionStep step) {
    String reason = stopping.backWithin().isZero() ? "it was stopped" : "it is restarted";
    for (Peer member : group.members()) {
      PeerState.Connected linked = member.linked();
      if (linked != null) {
        step.add(new Action.SendLeave(linked.link(), reason, stopping.backWithin()));
      }
    }
    stopped = true;
  }
}
