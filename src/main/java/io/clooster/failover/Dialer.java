// SPDX-License-Identifier: Apache-2.0
package io.clooster.failover;

import java.time.Duration;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * On the side that connects: while there is no link, keeps trying, at once after a loss, then with
 * a growing delay.
 */
final class Dialer {
  /**
   * An attempt that has not been answered by then is given up; the shell's deadlines are shorter.
   */
  static final Duration ANSWER_WITHIN = Duration.ofSeconds(30);

  /**
   * A connection that breaks before the hello, right after a loss, was most likely accepted by the
   * dying peer's socket: the answer that counts is the next one's.
   */
  static final Duration SECOND_LOOK = Duration.ofMillis(50);

  /** Of two links in succession that lived for less than this, the second one earns a pause. */
  static final Duration STEADY = Duration.ofSeconds(1);

  /**
   * What says that it goes still accepts for a moment; a link that is made then is worth nothing.
   */
  static final Duration FAREWELL = Duration.ofSeconds(2);

  /** So long the server whose turn it is not waits for the other one to connect. */
  static final Duration COURTESY = Duration.ofSeconds(1);

  private final String peer;
  private final boolean connects;
  private final Backoff backoff;
  private Moment nextAt;
  private @Nullable Moment giveUpAt;
  private boolean outdated;
  private boolean firstAttempt = true;
  private @Nullable Moment linkedSince;
  private boolean wasBrief;

  private Dialer(String peer, boolean connects, Backoff backoff, Moment first) {
    this.peer = peer;
    this.connects = connects;
    this.backoff = backoff;
    this.nextAt = first;
  }

  /** The dialler of a pair of protocol 1, in which one side connects. */
  Dialer(Settings settings, Moment start, RandomGenerator random) {
    this(
        settings.otherServer(),
        settings.connects(),
        new Backoff(settings.reconnectMin(), settings.reconnectMax(), random),
        start);
  }

  /** The dialler of a group, in which either side of a lost link tries the other's port. */
  static Dialer of(
      GroupSettings settings, GroupSettings.Server peer, Moment start, RandomGenerator random) {
    Backoff backoff = new Backoff(settings.reconnectMin(), settings.reconnectMax(), random);
    Moment first = settings.connectsTo(peer) ? start : start.plus(COURTESY);
    return new Dialer(peer.name(), peer.listens(), backoff, first);
  }

  /** Brings the attempts in line with whether there is a link. */
  void drive(boolean linked, Moment now, Actions out) {
    if (!connects) {
      return;
    }
    if (linked) {
      linked(now);
      return;
    }
    lost(now);
    if (giveUpAt != null && now.reached(giveUpAt)) {
      failed(now);
    }
    if (giveUpAt == null && now.reached(nextAt)) {
      giveUpAt = now.plus(ANSWER_WITHIN);
      out.add(new Action.Connect(peer));
    }
  }

  private void linked(Moment now) {
    giveUpAt = null;
    outdated = false;
    firstAttempt = true;
    backoff.reset();
    nextAt = now;
    if (linkedSince == null) {
      linkedSince = now;
    }
  }

  /** Two servers that close each other's links must not do so without a pause. */
  private void lost(Moment now) {
    if (linkedSince != null) {
      boolean brief = now.since(linkedSince).compareTo(STEADY) < 0;
      if (brief && wasBrief) {
        nextAt = now.plus(backoff.next());
      }
      wasBrief = brief;
      linkedSince = null;
    }
  }

  /**
   * The attempt failed; the next one waits.
   *
   * @return whether that is news of the peer: not when the attempt is from before our own
   *     standstill. Then the next one is made at once
   */
  boolean failed(Moment now) {
    boolean news = !outdated;
    giveUpAt = null;
    outdated = false;
    firstAttempt = false;
    nextAt = news ? now.plus(backoff.next()) : now;
    return news;
  }

  /** The attempt led to a connection, which ended before the peer's hello. */
  void broken(Moment now) {
    boolean lookAgain = firstAttempt;
    boolean news = failed(now);
    if (lookAgain && news) {
      backoff.reset();
      nextAt = now.plus(SECOND_LOOK);
    }
  }

  /** The peer said that it goes. */
  void farewell(Moment now) {
    linkedSince = null;
    nextAt = now.plus(FAREWELL);
  }

  /** After our own standstill: look at once, and believe no answer to an older question. */
  void stoodStill(Moment now) {
    if (giveUpAt == null) {
      nextAt = now;
    } else {
      giveUpAt = now.plus(ANSWER_WITHIN);
      outdated = true;
    }
  }
}
