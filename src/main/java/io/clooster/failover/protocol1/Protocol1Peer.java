// SPDX-License-Identifier: Apache-2.0
package io.clooster.failover.protocol1;

import io.clooster.failover.Action;
import io.clooster.failover.AlertKind;
import io.clooster.failover.ChangeReason;
import io.clooster.failover.DecisionStep;
import io.clooster.failover.Moment;
import io.clooster.failover.Reason;
import io.clooster.failover.Status;
import io.clooster.failover.Values;
import io.clooster.failover.peer.GroupView;
import io.clooster.failover.peer.PauseDetector;
import io.clooster.failover.peer.Peer;
import io.clooster.failover.peer.PeerTransition;
import io.clooster.failover.protocol1.Protocol1PeerState.Down;
import io.clooster.failover.protocol1.Protocol1PeerState.Linked;
import io.clooster.failover.protocol1.Protocol1PeerState.Lost;
import io.clooster.failover.protocol1.Protocol1PeerState.NeverSeen;
import java.time.Duration;
import java.util.List;

/** Follows the peer through {@link Protocol1PeerState} and tells when it died or came back. */
final class Protocol1Peer implements GroupView {
  private final Settings settings;

  /** What we hold it for; each event may change it. */
  private Protocol1PeerState state = new NeverSeen();

  /** When it is said again that it was never seen. */
  private Moment remindAt;

  /** Until then the loss of the link may be the trace of our own pause. */
  private Moment doubtUntil;

  Protocol1Peer(Settings settings, Moment start) {
    this.settings = settings;
    this.remindAt = start.plus(Peer.REMINDER);
    this.doubtUntil = start;
  }

  Protocol1PeerState state() {
    return state;
  }

  boolean linked() {
    return state instanceof Linked;
  }

  /** True while it is not linked, and not held to be dead. */
  boolean isMissed() {
    return state instanceof NeverSeen || state instanceof Lost;
  }

  /** How long a missing link is nothing to tell: what a lost one means shows in time, mostly. */
  Duration patience() {
    if (state instanceof NeverSeen) {
      return AlertKind.NO_LINK.after();
    }
    Duration most = settings.connects() ? settings.timeout().multipliedBy(2) : settings.confirm();
    return AlertKind.NO_LINK.after().plus(most);
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

  /** There is no word for it. */
  @Override
  public boolean isHeld() {
    return false;
  }

  /** Nor for that. */
  @Override
  public boolean onlyObserves() {
    return false;
  }

  /** The preferred value may be the peer's name: it is for a peer that is there. */
  @Override
  public boolean allow(ChangeReason cause) {
    return cause instanceof ChangeReason.PeerDown || linked();
  }

  PeerTransition opened(long link, DecisionStep step) {
    Protocol1PeerState before = state;
    state = new Linked(link, step.now());
    if (before instanceof Linked old) {
      if (old.link() == link) {
        return PeerTransition.NOTHING_NEW;
      }
      step.info("peer-up.replaced", Values.of("peer", settings.otherServer()));
      step.add(new Action.CloseLink(old.link()));
      return PeerTransition.NOTHING_NEW;
    }
    if (before instanceof Lost) {
      step.info("peer-up.unbroken", Values.of("peer", settings.otherServer()));
      return PeerTransition.NOTHING_NEW;
    }
    step.info("peer-up.connected", Values.of("peer", settings.otherServer()));
    return before instanceof Down ? PeerTransition.RETURNED : PeerTransition.FIRST_SEEN;
  }

  void onKeepAlive(long link, Moment now) {
    if (state instanceof Linked linked && linked.link() == link) {
      state = new Linked(link, now);
    }
  }

  PeerTransition closed(long link, String reason, DecisionStep step) {
    if (!(state instanceof Linked linked) || linked.link() != link) {
      return PeerTransition.NOTHING_NEW;
    }
    step.warn("peer-disconnected", Values.of("peer", settings.otherServer()).and("reason", reason));
    state =
        new Lost(linked.heard(), false, step.now().plus(settings.confirm()).orLater(doubtUntil));
    return tick(step);
  }

  /** Nobody listens where the peer did: it is dead, unless we never knew it alive. */
  PeerTransition refused(DecisionStep step) {
    if (state instanceof Down) {
      return PeerTransition.STILL_DEAD;
    }
    return state instanceof Lost lost ? died(lost, step) : PeerTransition.NOTHING_NEW;
  }

  /** No new connection to the peer can be made: where the old one fell silent, it is dead. */
  PeerTransition unreachable(DecisionStep step) {
    return state instanceof Lost lost && lost.silent()
        ? died(lost, step)
        : PeerTransition.NOTHING_NEW;
  }

  /**
   * A peer with a wrong key is no peer, but it lives: that must not look like its death. The next
   * such sign may be further away than the silence that counts.
   */
  void wrongKey(Moment now) {
    if (state instanceof Lost lost) {
      Duration patience = PauseDetector.backWithin(settings.timeout(), settings.reconnectMax());
      Moment heard = now.plus(patience.minus(settings.timeout()));
      state = new Lost(heard, false, lost.deadline().orLater(now.plus(patience)));
    }
  }

  /**
   * Our own pause: what we did not hear meanwhile proves nothing, a full period starts anew; nor
   * does, until {@code doubtUntil}, a link that the peer gave up meanwhile.
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
  PeerTransition watchdog(DecisionStep step) {
    if (state instanceof Linked linked && silent(linked.heard(), step.now())) {
      step.warn(
          "peer-silent",
          Values.of("peer", settings.otherServer())
              .and("silence", step.now().since(linked.heard())));
      step.add(new Action.CloseLink(linked.link()));
      state =
          new Lost(linked.heard(), true, step.now().plus(settings.confirm()).orLater(doubtUntil));
      return tick(step);
    }
    if (state instanceof Lost lost && settings.connects() && silent(lost.heard(), step.now())) {
      return died(Reason.PING_TIMEOUT, step);
    }
    return PeerTransition.NOTHING_NEW;
  }

  PeerTransition tick(DecisionStep step) {
    if (state instanceof Lost lost
        && (lost.silent() || !settings.connects())
        && step.now().reached(lost.deadline())) {
      return died(lost, step);
    }
    if (state instanceof NeverSeen && step.now().reached(remindAt)) {
      remindAt = step.now().plus(Peer.REMINDER);
      step.warn("peer-never-seen", Values.of("peer", settings.otherServer()));
    }
    return PeerTransition.NOTHING_NEW;
  }

  private boolean silent(Moment heard, Moment now) {
    return now.isAfter(heard.plus(settings.timeout()));
  }

  private PeerTransition died(Lost lost, DecisionStep step) {
    return died(lost.silent() ? Reason.PING_TIMEOUT : Reason.STREAM_CLOSED, step);
  }

  private PeerTransition died(Reason reason, DecisionStep step) {
    state = new Down(reason);
    step.warn("peer-down", Values.of("peer", settings.otherServer()).and("reason", reason));
    return PeerTransition.DIED;
  }

  /** What is known of it; {@code lostAt} is when it was missed first. */
  Status.Peer status(Moment lostAt, String hint, Moment now) {
    Linked linked = state instanceof Linked there ? there : null;
    return new Status.Peer(
        settings.otherServer(),
        state.word(),
        linked == null ? null : now.since(linked.heard()),
        linked == null ? now.since(lostAt) : null,
        null,
        false,
        false,
        null,
        List.of(),
        0,
        0,
        0,
        hint);
  }
}
