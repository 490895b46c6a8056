// SPDX-License-Identifier: Apache-2.0
package io.clooster.failover;

import io.clooster.failover.PeerState.Down;
import io.clooster.failover.PeerState.Linked;
import io.clooster.failover.PeerState.Lost;
import io.clooster.failover.PeerState.NeverSeen;
import io.clooster.failover.Wish.Cause;
import java.time.Duration;
import java.util.List;

/** Follows the peer through {@link PeerState} and tells when it died or came back. */
final class PeerWatch implements Others {
  static final String STREAM_CLOSED = "stream closed";
  static final String PING_TIMEOUT = "ping timeout";

  /** How often we say that the peer was never seen. */
  static final Duration REMINDER = Duration.ofMinutes(5);

  private final Settings settings;
  private PeerState state = new NeverSeen();
  private Moment remindAt;

  /** Until then the loss of the link may be the trace of our own standstill. */
  private Moment doubtUntil;

  PeerWatch(Settings settings, Moment start) {
    this.settings = settings;
    this.remindAt = start.plus(REMINDER);
    this.doubtUntil = start;
  }

  PeerState state() {
    return state;
  }

  boolean linked() {
    return state instanceof Linked;
  }

  /** What the record may hold by the peer's doing. */
  List<String> values() {
    return List.of(settings.otherValue(), settings.preferredValue());
  }

  @Override
  public boolean mayHaveWritten(String value) {
    return values().contains(value);
  }

  @Override
  public boolean weMayHaveWritten(String value) {
    return settings.ownValue().equals(value);
  }

  /** Who sees it first tells it when alone; else one of the two does. */
  @Override
  public boolean leaveTellingToUs() {
    return !linked() || settings.goesFirst();
  }

  @Override
  public List<String> outOfReach() {
    return linked() ? List.of() : List.of(settings.otherServer());
  }

  @Override
  public boolean inDoubt() {
    return state instanceof Lost;
  }

  /** The preferred value may be the peer's name: it is for a peer that is there. */
  @Override
  public boolean allow(Cause cause) {
    return cause instanceof Cause.PeerDown || linked();
  }

  Verdict opened(long link, Moment now, Actions out) {
    PeerState before = state;
    state = new Linked(link, now);
    if (before instanceof Linked old) {
      if (old.link() == link) {
        return Verdict.NOTHING_NEW;
      }
      out.info("peer=%s state=up: a newer link replaces the older one", settings.otherServer());
      out.add(new Action.CloseLink(old.link()));
      return Verdict.NOTHING_NEW;
    }
    if (before instanceof Lost) {
      out.info(
          "peer=%s state=up: the link is back, only the connection was broken; nothing moves",
          settings.otherServer());
      return Verdict.NOTHING_NEW;
    }
    out.info("peer=%s state=up: linked", settings.otherServer());
    return before instanceof Down ? Verdict.RETURNED : Verdict.FIRST_SEEN;
  }

  void heard(long link, Moment now) {
    if (state instanceof Linked linked && linked.link() == link) {
      state = new Linked(link, now);
    }
  }

  Verdict closed(long link, String reason, Moment now, Actions out) {
    if (!(state instanceof Linked linked) || linked.link() != link) {
      return Verdict.NOTHING_NEW;
    }
    out.warn("peer=%s state=lost: %s", settings.otherServer(), reason);
    state = new Lost(linked.heard(), false, now.plus(settings.confirm()).orLater(doubtUntil));
    return tick(now, out);
  }

  /** Nobody listens where the peer did: it is dead, unless we never knew it alive. */
  Verdict refused(Actions out) {
    if (state instanceof Down) {
      return Verdict.STILL_DEAD;
    }
    return state instanceof Lost lost ? died(lost, out) : Verdict.NOTHING_NEW;
  }

  /** No new connection to the peer can be made: where the old one fell silent, it is dead. */
  Verdict unreachable(Actions out) {
    return state instanceof Lost lost && lost.silent() ? died(lost, out) : Verdict.NOTHING_NEW;
  }

  /**
   * A peer with a wrong key is no peer, but it lives: that must not look like its death. The next
   * such sign may be further away than the silence that counts.
   */
  void wrongKey(Moment now) {
    if (state instanceof Lost lost) {
      Duration patience = Standstill.backWithin(settings.timeout(), settings.reconnectMax());
      Moment heard = now.plus(patience.minus(settings.timeout()));
      state = new Lost(heard, false, lost.deadline().orLater(now.plus(patience)));
    }
  }

  /**
   * Our own standstill: what we did not hear meanwhile proves nothing, a full period starts anew;
   * nor does, until {@code doubtUntil}, a link that the peer gave up meanwhile.
   */
  void stoodStill(Moment now, Moment doubtUntil) {
    this.doubtUntil = doubtUntil.orLater(this.doubtUntil);
    if (state instanceof Linked linked) {
      state = new Linked(linked.link(), now);
    } else if (state instanceof Lost lost) {
      state = new Lost(now, false, lost.deadline().orLater(this.doubtUntil));
    }
  }

  /** We were slow: that time is not time that we waited for a lost peer. */
  void hiccup(Duration gap) {
    if (state instanceof Lost lost) {
      state = new Lost(lost.heard(), lost.silent(), lost.deadline().plus(gap));
    }
  }

  /**
   * Looks at the silence, at the period that the original looked. A silent link is given up; but a
   * cut that has healed leaves it silent, too, until the kernel sends again, which may be a minute
   * later: so the peer has {@code link.confirm} to be back over a new one.
   */
  Verdict watchdog(Moment now, Actions out) {
    if (state instanceof Linked linked && silent(linked.heard(), now)) {
      out.warn(
          "peer=%s state=silent for %s",
          settings.otherServer(), Texts.duration(now.since(linked.heard())));
      out.add(new Action.CloseLink(linked.link()));
      state = new Lost(linked.heard(), true, now.plus(settings.confirm()).orLater(doubtUntil));
      return tick(now, out);
    }
    if (state instanceof Lost lost && settings.connects() && silent(lost.heard(), now)) {
      return died(PING_TIMEOUT, out);
    }
    return Verdict.NOTHING_NEW;
  }

  Verdict tick(Moment now, Actions out) {
    if (state instanceof Lost lost
        && (lost.silent() || !settings.connects())
        && now.reached(lost.deadline())) {
      return died(lost, out);
    }
    if (state instanceof NeverSeen && now.reached(remindAt)) {
      remindAt = now.plus(REMINDER);
      out.warn(
          "peer=%s state=never seen since our start: its death would move nothing; "
              + "is Clooster running there, with the same key?",
          settings.otherServer());
    }
    return Verdict.NOTHING_NEW;
  }

  private boolean silent(Moment heard, Moment now) {
    return now.since(heard).compareTo(settings.timeout()) > 0;
  }

  private Verdict died(Lost lost, Actions out) {
    return died(lost.silent() ? PING_TIMEOUT : STREAM_CLOSED, out);
  }

  private Verdict died(String reason, Actions out) {
    state = new Down(reason);
    out.warn("peer=%s state=down: %s", settings.otherServer(), reason);
    return Verdict.DIED;
  }
}
