// SPDX-License-Identifier: Apache-2.0
package io.clooster.failover.protocol1;

import io.clooster.failover.Action;
import io.clooster.failover.Alerts;
import io.clooster.failover.Backoff;
import io.clooster.failover.ChangeReason;
import io.clooster.failover.DecisionStep;
import io.clooster.failover.DesiredRecord;
import io.clooster.failover.Event;
import io.clooster.failover.FailoverCore;
import io.clooster.failover.HelloFault;
import io.clooster.failover.HelloOrigin;
import io.clooster.failover.Moment;
import io.clooster.failover.Notifications;
import io.clooster.failover.Status;
import io.clooster.failover.ToldIncidents;
import io.clooster.failover.Values;
import io.clooster.failover.alert.LinkAlert;
import io.clooster.failover.lease.Lease;
import io.clooster.failover.peer.Dialer;
import io.clooster.failover.peer.Obstacles;
import io.clooster.failover.peer.PauseDetector;
import io.clooster.failover.peer.PeerTransition;
import io.clooster.failover.record.RecordKeeper;
import io.clooster.failover.role.ChangeTiming;
import java.time.Duration;
import java.util.List;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * The decision of one server of a pair that speaks protocol 1: the original's rules, with what the
 * field taught since.
 */
public final class PairFailover implements FailoverCore {
  /** The server that does not go first gives the other one this long to make the change. */
  static final Duration PRECEDENCE = Duration.ofSeconds(2);

  /** After our own start we know less than a peer that ran on: it may act before us. */
  static final Duration NEWCOMER = Duration.ofSeconds(5);

  private final Settings settings;
  private final PauseDetector pauses;
  private final Protocol1Peer peer;
  private final Dialer dialer;
  private final RecordKeeper record;
  private final Alerts alerts;
  private final LinkAlert linkAlert;
  private final Obstacles obstacles;

  /** Whether we held the record before we stood still; false once a look has told what became. */
  private boolean heldIt;

  public PairFailover(Settings settings, Moment start, RandomGenerator random) {
    Notifications notifications = new Notifications(settings.run());
    this.settings = settings;
    this.alerts = new Alerts(start);
    this.pauses = new PauseDetector();
    this.peer = new Protocol1Peer(settings, start);
    Backoff backoff = new Backoff(settings.reconnectMin(), settings.reconnectMax(), random);
    this.dialer = new Dialer(settings.otherServer(), settings.connects(), backoff, start);
    this.record =
        new RecordKeeper(
            notifications, alerts, new ToldIncidents(), Lease.none(), false, start, random);
    this.linkAlert = new LinkAlert(settings.otherServer(), alerts, notifications, start);
    this.obstacles = new Obstacles(settings.otherServer(), start);
  }

  @Override
  public List<Action> on(Event event, Moment now) {
    DecisionStep step = new DecisionStep(now);
    Duration gap = pauses.gapBefore(now);
    if (PauseDetector.isLong(gap)) {
      stoodStill(gap, step);
    } else if (PauseDetector.isShort(gap)) {
      peer.hiccup(gap);
    }
    boolean linked = peer.linked();
    PeerTransition verdict = take(event, step);
    if (linked && !peer.linked()) {
      record.linkLost(now);
    }
    decide(verdict, step);
    decide(peer.tick(step), step);
    missed(step);
    dialer.drive(peer.linked(), step);
    record.drive(step);
    return step.actions();
  }

  @Override
  public Status status(Moment now) {
    return new Status(
        1,
        settings.thisServer(),
        true,
        false,
        null,
        null,
        List.of(peer.status(record.lostAt(), peer.linked() ? "" : obstacles.last(), now)),
        new Status.Role("pair", holder(), null, null),
        null,
        record.view().status(now),
        alerts.raised());
  }

  /** The server that the record points at; null where it points elsewhere, or was not read. */
  private @Nullable String holder() {
    String value = record.lastValue();
    if (settings.ownValue().equals(value)) {
      return settings.thisServer();
    }
    return settings.otherValue().equals(value) ? settings.otherServer() : null;
  }

  private void missed(DecisionStep step) {
    if (peer.isMissed()) {
      linkAlert.missed(record.lostAt(), peer.patience(), obstacles.last(), step);
    } else {
      linkAlert.isNotOurs(step.now());
    }
  }

  private void stoodStill(Duration gap, DecisionStep step) {
    heldIt = settings.ownValue().equals(record.lastValue());
    step.warn("server-resumed", Values.of("gap", gap));
    Moment doubtUntil =
        step.now().plus(PauseDetector.doubtAfter(gap, settings.timeout(), settings.reconnectMax()));
    peer.stoodStill(step.now(), doubtUntil);
    alerts.stoodStill(step.now());
    dialer.stoodStill(step.now());
    record.stoodStill(step.now(), doubtUntil);
  }

  private PeerTransition take(Event event, DecisionStep step) {
    if (event instanceof Event.LinkOpened opened) {
      return opened(opened, step);
    } else if (event instanceof Event.Heard heard) {
      peer.onKeepAlive(heard.link(), step.now());
    } else if (event instanceof Event.LinkClosed closed) {
      return peer.closed(closed.link(), closed.reason(), step);
    } else if (event instanceof Event.ConnectFailed failed) {
      return connectFailed(failed, step);
    } else if (event instanceof Event.HelloFailed failed) {
      helloFailed(failed, step);
    } else if (event instanceof Event.WatchdogTick) {
      return peer.watchdog(step);
    } else if (event instanceof Event.KeepAliveDue) {
      keepAlive(step);
    } else if (event instanceof Event.RecordRead read) {
      read(read, step);
    } else if (event instanceof Event.RecordWritten written) {
      record.answers().written(written, step);
    } else {
      record.answers().take(event, step);
    }
    return PeerTransition.NOTHING_NEW;
  }

  private void read(Event.RecordRead read, DecisionStep step) {
    Moment asked = record.answers().askedAt(read.number());
    if (asked != null) {
      if (heldIt && settings.otherValue().equals(read.snapshot().value())) {
        step.info("record-yielded", Values.of("peer", settings.otherServer()));
      }
      heldIt = false;
      record
          .answers()
          .read(read.number(), record.answers().shows(read.snapshot(), asked), peer, step);
    }
  }

  private PeerTransition opened(Event.LinkOpened opened, DecisionStep step) {
    obstacles.resolved();
    linkAlert.resolved(step);
    return peer.opened(opened.link(), step);
  }

  private PeerTransition connectFailed(Event.ConnectFailed failed, DecisionStep step) {
    obstacle(HelloOrigin.DIALLED, failed.reason(), step);
    boolean news = dialer.failed(step.now());
    if (!news) {
      return PeerTransition.NOTHING_NEW;
    }
    return failed.refused() ? peer.refused(step) : peer.unreachable(step);
  }

  private void helloFailed(Event.HelloFailed failed, DecisionStep step) {
    obstacle(failed.origin(), failed.reason(), step);
    dialer.broken(step.now());
    if (failed.fault() == HelloFault.WRONG_KEY) {
      peer.wrongKey(step.now());
    }
  }

  private void keepAlive(DecisionStep step) {
    if (peer.state() instanceof Protocol1PeerState.Linked linked) {
      step.add(new Action.SendKeepAlive(linked.link()));
    }
  }

  private void decide(PeerTransition verdict, DecisionStep step) {
    boolean first = settings.goesFirst();
    switch (verdict) {
      case NOTHING_NEW -> {}
      case DIED -> {
        Protocol1PeerState.Down down = (Protocol1PeerState.Down) peer.state();
        linkAlert.died();
        ChangeReason cause = new ChangeReason.PeerDown(settings.otherServer(), down.reason());
        record.want(
            new DesiredRecord(settings.ownValue(), cause, step.now()),
            new ChangeTiming(record.lostAt(), record.lostAt(), peer.values()),
            peer,
            step);
      }
      case STILL_DEAD -> record.goAhead(step.now());
      case RETURNED ->
          wantPreferred(
              new ChangeReason.PeerUp(settings.otherServer()),
              first ? Duration.ZERO : PRECEDENCE,
              step);
      case FIRST_SEEN ->
          wantPreferred(
              new ChangeReason.Start(settings.otherServer()),
              first ? NEWCOMER : NEWCOMER.plus(PRECEDENCE),
              step);
    }
  }

  private void wantPreferred(ChangeReason cause, Duration precedence, DecisionStep step) {
    DesiredRecord wish =
        new DesiredRecord(settings.preferredValue(), cause, step.now().plus(precedence));
    record.want(wish, ChangeTiming.none(step.now()), peer, step);
  }

  private void obstacle(HelloOrigin origin, String reason, DecisionStep step) {
    if (!peer.linked()) {
      obstacles.met(origin, reason, step);
    }
  }
}
