// SPDX-License-Identifier: Apache-2.0
package io.clooster.failover;

import io.clooster.failover.Wish.Cause;
import java.time.Duration;
import java.util.List;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * The decision of one server of a pair that speaks protocol 1: the original's rules, with what the
 * field taught since.
 */
public final class PairFailover implements Failover {
  /** The server that does not go first gives the other one this long to make the change. */
  static final Duration PRECEDENCE = Duration.ofSeconds(2);

  /** After our own start we know less than a peer that ran on: it may act before us. */
  static final Duration NEWCOMER = Duration.ofSeconds(5);

  private final Settings settings;
  private final Standstill standstill;
  private final PeerWatch peer;
  private final Dialer dialer;
  private final RecordKeeper record;
  private final KeyTrouble keyTrouble;
  private @Nullable String lastObstacle;

  public PairFailover(Settings settings, Moment start, RandomGenerator random) {
    Messenger messenger = new Messenger(settings.run(), settings.thisServer(), settings.record());
    this.settings = settings;
    this.standstill = new Standstill();
    this.peer = new PeerWatch(settings, start);
    this.dialer = new Dialer(settings, start, random);
    this.record = new RecordKeeper(settings.record(), messenger, start, random);
    this.keyTrouble = new KeyTrouble(settings.otherServer(), messenger);
  }

  @Override
  public List<Action> on(Event event, Moment now) {
    Actions out = new Actions();
    Duration gap = standstill.gapBefore(now);
    if (gap.compareTo(Standstill.TOLERATED) > 0) {
      stoodStill(gap, now, out);
    } else if (gap.compareTo(Standstill.HICCUP) > 0) {
      peer.hiccup(gap);
    }
    boolean linked = peer.linked();
    Verdict verdict = take(event, now, out);
    if (linked && !peer.linked()) {
      record.linkLost(now);
    }
    decide(verdict, now, out);
    decide(peer.tick(now, out), now, out);
    dialer.drive(peer.linked(), now, out);
    record.drive(now, out);
    return out.list();
  }

  private void stoodStill(Duration gap, Moment now, Actions out) {
    out.warn(
        "server=%s state=woken: stood still for %s; what was not heard meanwhile proves nothing",
        settings.thisServer(), Texts.duration(gap));
    Moment doubtUntil =
        now.plus(Standstill.doubtAfter(gap, settings.timeout(), settings.reconnectMax()));
    peer.stoodStill(now, doubtUntil);
    dialer.stoodStill(now);
    record.stoodStill(now, doubtUntil);
  }

  private Verdict take(Event event, Moment now, Actions out) {
    if (event instanceof Event.LinkOpened opened) {
      return opened(opened, now, out);
    } else if (event instanceof Event.Heard heard) {
      peer.heard(heard.link(), now);
    } else if (event instanceof Event.LinkClosed closed) {
      return peer.closed(closed.link(), closed.reason(), now, out);
    } else if (event instanceof Event.ConnectFailed failed) {
      return connectFailed(failed, now, out);
    } else if (event instanceof Event.HelloFailed failed) {
      helloFailed(failed, now, out);
    } else if (event instanceof Event.WatchdogTick) {
      return peer.watchdog(now, out);
    } else if (event instanceof Event.KeepAliveDue) {
      keepAlive(out);
    } else if (event instanceof Event.RecordRead read) {
      record.read(read, peer, now, out);
    } else if (event instanceof Event.RecordWritten written) {
      record.written(written, now, out);
    } else if (event instanceof Event.RecordVerified verified) {
      record.verified(verified, now, out);
    } else if (event instanceof Event.RecordFailed failed) {
      record.failed(failed, now, out);
    }
    return Verdict.NOTHING_NEW;
  }

  private Verdict opened(Event.LinkOpened opened, Moment now, Actions out) {
    lastObstacle = null;
    keyTrouble.over(out);
    return peer.opened(opened.link(), now, out);
  }

  private Verdict connectFailed(Event.ConnectFailed failed, Moment now, Actions out) {
    obstacle(failed.reason(), out);
    boolean news = dialer.failed(now);
    if (!news) {
      return Verdict.NOTHING_NEW;
    }
    return failed.refused() ? peer.refused(out) : peer.unreachable(out);
  }

  private void helloFailed(Event.HelloFailed failed, Moment now, Actions out) {
    obstacle(failed.reason(), out);
    dialer.broken(now);
    if (failed.fault() == HelloFault.WRONG_KEY) {
      peer.wrongKey(now);
      keyTrouble.seen(peer.linked(), out);
    }
  }

  private void keepAlive(Actions out) {
    if (peer.state() instanceof PeerState.Linked linked) {
      out.add(new Action.SendKeepAlive(linked.link()));
    }
  }

  private void decide(Verdict verdict, Moment now, Actions out) {
    boolean first = settings.goesFirst();
    switch (verdict) {
      case NOTHING_NEW -> {}
      case DIED -> {
        PeerState.Down down = (PeerState.Down) peer.state();
        Cause cause = new Cause.PeerDown(settings.otherServer(), down.reason());
        record.want(
            new Wish(settings.ownValue(), cause, now),
            new Evidence(record.lostAt(), record.lostAt(), peer.values()),
            peer,
            now,
            out);
      }
      case STILL_DEAD -> record.goAhead(now);
      case RETURNED ->
          wantPreferred(
              new Cause.PeerUp(settings.otherServer()),
              first ? Duration.ZERO : PRECEDENCE,
              now,
              out);
      case FIRST_SEEN ->
          wantPreferred(
              new Cause.Start(settings.otherServer()),
              first ? NEWCOMER : NEWCOMER.plus(PRECEDENCE),
              now,
              out);
    }
  }

  private void wantPreferred(Cause cause, Duration precedence, Moment now, Actions out) {
    Wish wish = new Wish(settings.preferredValue(), cause, now.plus(precedence));
    record.want(wish, Evidence.none(now), peer, now, out);
  }

  /** Says why there is no link, once, not at every attempt. */
  private void obstacle(String reason, Actions out) {
    if (!peer.linked() && !reason.equals(lastObstacle)) {
      lastObstacle = reason;
      out.warn("peer=%s state=unreachable: %s", settings.otherServer(), reason);
    }
  }
}
