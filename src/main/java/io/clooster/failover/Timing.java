// SPDX-License-Identifier: Apache-2.0
package io.clooster.failover;

import java.time.Duration;

/** The times that the servers of a group, or more than one part of the decision, count on. */
public final class Timing {
  /** Guards the guard: the shell answers each call within 10 s, and a read takes two at most. */
  public static final Duration CALL_ANSWER = Duration.ofSeconds(30);

  /** A holder that lost a server promises to renew within that; each time twice as long. */
  public static final Duration RENEW_MIN = Duration.ofSeconds(10);

  /** No holder promises more than that, unless its provider bears too few changes for it. */
  public static final Duration RENEW_MAX = Duration.ofSeconds(60);

  /** A renewal may be on its way for so long, however short the window is. */
  public static final Duration WINDOW_MIN = Duration.ofSeconds(2);

  /** A holder whose renewals fail tries again after so long at the latest. */
  public static final Duration RENEW_RETRY = Duration.ofSeconds(10);

  /** So does whoever has a change to make while a server is out of sight. */
  public static final Duration WRITE_RETRY = RENEW_RETRY;

  /** A holder gives a renewal up that is not answered within that; it stands in its claim. */
  public static final Duration ANSWER_OR_RETRY = Duration.ofSeconds(3);

  /** How often the record is read while all is well; keeps connection and ids warm, too. */
  public static final Duration READ_REGULARLY = Duration.ofMinutes(1);

  /** The same while something is about to change. */
  public static final Duration READ_CLOSELY = Duration.ofSeconds(5);

  /**
   * The same of a claim that somebody waits for: it may be the last one, and its promise counts.
   */
  public static final Duration READ_WATCHING = Duration.ofSeconds(15);

  /** How long a write may take to land after it was given up, or after the one who sent it died. */
  public static final Duration LAND_WITHIN = Duration.ofMinutes(1);

  /**
   * An operator's order that is passed on to another server is answered within that, or refused.
   */
  public static final Duration ORDER_WITHIN = Duration.ofSeconds(10);

  /** The shell gives a call to the provider up by then, and has room for another one. */
  public static final Duration SHELL_DEADLINE = Duration.ofSeconds(10);

  /** By then it has said so, too. */
  public static final Duration SHELL_ENDS = SHELL_DEADLINE.plusMillis(500);

  private Timing() {}
}
