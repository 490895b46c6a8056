// SPDX-License-Identifier: Apache-2.0
package io.clooster.failover;

import java.time.Duration;

/** Something that happened outside and that the decision has to know. */
public sealed interface Event {

  /** The short beat (some times a second) that deadlines are measured by; the first one starts. */
  record Tick() implements Event {}

  /** The watchdog's beat, every {@code link.watchdog}: time to look at the peer's silence. */
  record WatchdogTick() implements Event {}

  /** Another {@code link.keepalive} is over. */
  record KeepAliveDue() implements Event {}

  /** A connection proved to be the peer's. {@code link} numbers connections, never reused. */
  record LinkOpened(long link) implements Event {}

  /** A keep-alive came over this link. */
  record Heard(long link) implements Event {}

  /** A proven link ended; {@code reason} in plain words. */
  record LinkClosed(long link, String reason) implements Event {}

  /** Connecting failed; {@code refused} when the other machine answered that nobody listens. */
  record ConnectFailed(boolean refused, String reason) implements Event {}

  /**
   * A connection ended before it proved itself.
   *
   * @param wrongKey it showed a hello, but not the one that the peer's name and our key make
   */
  record HelloFailed(boolean wrongKey, String reason) implements Event {}

  /** The answer to {@link Action.ReadRecord} of this number. */
  record RecordRead(long number, Reading reading) implements Event {}

  /** The answer to {@link Action.WriteRecord} of this number: the provider accepted it. */
  record RecordWritten(long number) implements Event {}

  /**
   * A read or write of this number did not succeed; a write may have taken effect all the same.
   *
   * @param reason the provider's own code and text where it gave one
   * @param retryAfter how long the provider asked us to wait, zero when it did not say
   */
  record RecordFailed(long number, String reason, Duration retryAfter) implements Event {}
}
