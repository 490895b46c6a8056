// SPDX-License-Identifier: Apache-2.0
package io.clooster.failover;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Something that the decision wants done; the routes say how. */
public sealed interface Action {

  /** Something to be done with one link, which may have ended meanwhile. */
  sealed interface OnLink extends Action {
    long link();
  }

  /** Connect to the peer; answered by an {@link Event} sooner or later. */
  record Connect(String peer) implements Action {}

  /** Send one keep-alive of protocol 1 over this link. */
  record SendKeepAlive(long link) implements OnLink {}

  /** Send one keep-alive of protocol 2 over this link. */
  record SendReport(long link, Report report) implements OnLink {}

  /** Tell the peer that we go; {@code backWithin} is zero when we do not mean to be back. */
  record SendLeave(long link, String reason, Duration backWithin) implements OnLink {}

  /** Close this link. */
  record CloseLink(long link) implements OnLink {}

  /** Fetch the record afresh; answered by an {@link Event} with the same number. */
  record ReadRecord(long number) implements Action {}

  /**
   * Change what was read, in one transaction; answered with the same number.
   *
   * @param value what the record is to hold; with a claim, the value that was read leaves the
   *     record as it is
   * @param claim what is to stand beside it, in the place of the claim that was read; null without
   *     claims
   */
  record WriteRecord(long number, Reading reading, String value, @Nullable Claim claim)
      implements Action {

    /** Without a claim. */
    public WriteRecord(long number, Reading reading, String value) {
      this(number, reading, value, null);
    }
  }

  /**
   * Ask those who answer for the zone until all of them give {@code value}; answered with the same
   * number, by one event, sooner or later.
   */
  record VerifyRecord(long number, Reading reading, String value) implements Action {}

  /**
   * Tell the administrator, however long that takes.
   *
   * @param id unique over restarts: a message sent twice can be recognised by it
   * @param kind what happened: {@code peer-down}, {@code peer-up}, {@code wrong-key}, {@code
   *     right-key}, {@code record-edited}, {@code record-restored}, {@code record-lost}, {@code
   *     record-found}; of groups also {@code peer-ill}, {@code failback}, {@code held-back}, {@code
   *     enough}, {@code nobody-well}, {@code somebody-well}, {@code path-cut}, {@code path-back},
   *     {@code name-servers-lag}, {@code other-config}, {@code other-version}, {@code fits-again}
   * @param peer the other server that it is about, empty when it is about none
   * @param title one line
   * @param text the story
   */
  record Notify(String id, String kind, String peer, String title, String text) implements Action {}

  /** One log line for a change of state; {@code warning} when someone should look at it. */
  record Log(boolean warning, String message) implements Action {}

  /** The name that routes choose by: {@code ReadRecord}, {@code Notify} … */
  default String name() {
    return getClass().getSimpleName();
  }
}
