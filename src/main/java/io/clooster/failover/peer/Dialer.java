// SPDX-License-Identifier: Apache-2.0
package io.clooster.failover.peer;

import io.clooster.failover.Action;
import io.clooster.failover.Backoff;
import io.clooster.failover.DecisionStep;
import io.clooster.failover.GroupSettings;
import io.clooster.failover.Moment;
import java.time.Duration;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * On the side that connects: while there is no link, keeps trying, at once after a loss, then with
 * a growing delay.
 */
public final class Dialer {
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
  static final Duration AFTER_LEAVE = Duration.ofSeconds(2);

  /** So long the server whose turn it is not waits for the other one to connect. */
  static final Duration COURTESY = Duration.ofSeconds(1);

  private final String peer;
  private final boolean connects;
  private final Backoff backoff;

  /** When the next attempt is due. */
  private Moment nextAt;

  /** When the attempt that is under way is given up; null for none. */
  private @Nullable Moment giveUpAt;

  /** Whether that attempt is from before our own pause, and its failure no news. */
  private boolean outdated;

  /** Whether nothing was tried since the link was lost. */
  private boolean firstAttempt = true;

  /** Since when there is a link; null without one. */
  private @Nullable Moment linkedSince;

  /** Whether the link before this one broke at once, so that the next such break earns a pause. */
  private boolean wasBrief;

  /**
   * Connects to {@code peer} where {@code connects}.
   *
   * @param first when to try it first
   */
  public Dialer(String peer, boolean connects, Backoff backoff, Moment first) {
    this.peer = peer;
    this.connects = connects;
    this.backoff = backoff;
    this.nextAt = first;
  }

  /** The dialler of a group, in which either side of a lost link tries the other's port. */
  public static Dialer of(
      GroupSettings settings, GroupSettings.Server peer, Moment start, RandomGenerator random) {
    Backoff backoff = new Backoff(settings.reconnectMin(), settings.reconnectMax(), random);
    Moment first = settings.connectsTo(peer) ? start : start.plus(COURTESY);
    return new Dialer(peer.name(), peer.listens(), backoff, first);
  }

  /** Brings the attempts in line with whether there is a link. */
  public void drive(boolean linked, DecisionStep step) {
    if (!connects) {
      return;
    }
    if (linked) {
      linked(step.now());
      return;
    }
    lost(step.now());
    if (giveUpAt != null && step.now().reached(giveUpAt)) {
      failed(step.now());
    }
    if (giveUpAt == null && step.now().reached(nextAt)) {
      giveUpAt = step.now().plus(ANSWER_WITHIN);
      step.add(new Action.Connect(peer));
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
      boolean brief = !now.reached(linkedSince.plus(STEADY));
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
   * @return whether that is news of the peer: not when the attempt is from before our own pause.
   *     Then the next one is made at once
   */
  public boolean failed(Moment now) {
    boolean news = !outdated;
    giveUpAt = null;
    outdated = false;
    firstAttempt = false;
    nextAt = news ? now.plus(backoff.next()) : now;
    return news;
  }

  /**
   * The attempt led to a connection, which ended without a proof.
   *
   * @return whether that is news of the peer: as with {@link #failed}, and not the first time after
   *     a loss
   */
  public boolean broken(Moment now) {
    boolean lookAgain = firstAttempt;
    boolean news = failed(now);
    if (lookAgain && news) {
      backoff.reset();
      nextAt = now.plus(SECOND_LOOK);
    }
    return news && !lookAgain;
  }

  /** The peer said that it goes. */
  void onLeave(Moment now) {
    linkedSince = null;
    nextAt = now.plus(AFTER_LEAVE);
  }

  /** After our own pause: look at once, and believe no answer to an older question. */
  public void stoodStill(Moment now) {
    if (giveUpAt == null) {
      nextAt = now;
    } else {
      giveUpAt = now.plus(ANSWER_WITHIN);
      outdated = true;
    }
  }
}
