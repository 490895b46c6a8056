// SPDX-License-Identifier: Apache-2.0
package io.clooster.failover.peer;

import io.clooster.failover.DecisionStep;
import io.clooster.failover.GroupSettings;
import io.clooster.failover.Moment;
import io.clooster.failover.Reason;
import io.clooster.failover.Report;
import io.clooster.failover.ServerList;
import io.clooster.failover.Values;
import io.clooster.failover.peer.PeerState.Dead;
import io.clooster.failover.peer.PeerState.NeverSeen;
import io.clooster.failover.peer.PeerState.Suspect;
import java.time.Duration;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * All that is known of one peer. The rules change it: {@link LinkEvents}, {@link AttemptEvents},
 * {@link SuspicionRules} and {@link PauseRules}.
 */
final class PeerFacts {
  /** In a group, a server that was never seen since our start is suspected after so long. */
  static final Duration UNSEEN = Duration.ofSeconds(30);

  /** So long after our start nobody misses it. */
  static final Duration FIRST_LINK = Duration.ofSeconds(5);

  final GroupSettings settings;
  final GroupSettings.Server server;
  final Dialer dialer;
  final FlapDamping damping;
  final Obstacles obstacles;
  private final DeathNames deaths;

  /** When we started. */
  final Moment start;

  /** What we hold it for; each rule changes it. */
  PeerState state = new NeverSeen();

  /**
   * Since when it is missed, as long as it is not linked: when the last link was lost, or when
   * nobody has to be linked yet. Set with each loss; read by those that ask who sees it.
   */
  Moment lostAt;

  /** When it was heard last over the link that was lost; null before that. */
  @Nullable Moment heardLast;

  /** Its list of servers where that is another version; null where it is ours, or not known. */
  @Nullable ServerList list;

  /** Its last word of itself, over whatever link; null before the first. */
  @Nullable Report lastReport;

  /** Since when its own checks fail, by its word; set when they begin to. */
  Moment unfitSince;

  /** Until then its silence may be the trace of our own pause; set after each, ever later. */
  Moment doubtUntil;

  PeerFacts(
      GroupSettings settings, GroupSettings.Server server, Moment start, RandomGenerator random) {
    this.settings = settings;
    this.server = server;
    this.start = start;
    this.damping = new FlapDamping(settings.failbackDelay());
    this.obstacles = new Obstacles(server.name(), start);
    this.deaths = new DeathNames(server.name(), settings.shortRun());
    this.dialer = Dialer.of(settings, server, start, random);
    this.lostAt = start.plus(FIRST_LINK);
    this.unfitSince = start;
    this.doubtUntil = start;
  }

  String name() {
    return server.name();
  }

  /** True when there was time enough to see it. */
  boolean isUnseenForLong(Moment now) {
    return now.reached(start.orLater(doubtUntil).plus(seenWithin()));
  }

  /** How long until the next connection, ours or its own, at most. */
  Duration nextConnection() {
    return PauseDetector.backWithin(settings.silence(), settings.reconnectMax());
  }

  /** A peer that we can't connect to may be between two of its attempts. */
  Duration seenWithin() {
    return server.listens() ? UNSEEN : PauseDetector.backWithin(UNSEEN, settings.reconnectMax());
  }

  void suspect(Reason reason, DecisionStep step) {
    step.warn("peer-suspect", Values.of("peer", name()).and("reason", reason));
    state =
        new Suspect(
            step.now(), reason, step.now().plus(settings.confirm()).orLater(doubtUntil), "");
  }

  /** It is held to be dead from now on; what others saw before {@code since} proves nothing. */
  PeerTransition died(Reason reason, Moment since, DecisionStep step) {
    damping.failed(step.now());
    state = new Dead(reason, since, false, heardLast, deaths.next(lastReport));
    step.warn("peer-down", Values.of("peer", name()).and("reason", reason));
    return PeerTransition.DIED;
  }

  /** It said so before: no failure, and nothing to look after. */
  PeerTransition stopped(Reason reason, DecisionStep step) {
    damping.interrupted(step.now());
    state = new Dead(reason, step.now(), true, step.now(), deaths.next(lastReport));
    step.info("peer-stopped", Values.of("peer", name()).and("reason", reason));
    return PeerTransition.DIED;
  }

  boolean silentFor(Moment heard, Moment now) {
    return now.reached(heard.plus(settings.silence())) && now.reached(doubtUntil);
  }
}
