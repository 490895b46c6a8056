// SPDX-License-Identifier: Apache-2.0
package io.clooster.failover;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Something that happened outside and that the decision has to know. */
public sealed interface Event {

  /** The short beat (some times a second) that deadlines are measured by; the first one starts. */
  record Tick() implements Event {}

  /** The watchdog's beat, every {@code link.watchdog}: time to look at the peer's silence. */
  record WatchdogTick() implements Event {}

  /** Another {@code link.keepalive} is over. */
  record KeepAliveDue() implements Event {}

  /**
   * A connection proved to be the peer's.
   *
   * @param link numbers connections, never reused
   * @param dialled true where this server made the connection, false where the peer did
   * @param list the peer's list of servers where its version is another one; null where it is ours
   */
  record LinkOpened(String peer, long link, boolean dialled, @Nullable ServerList list)
      implements Event {
    /** With a peer that has our list. */
    public LinkOpened(String peer, long link, boolean dialled) {
      this(peer, link, dialled, null);
    }
  }

  /** A keep-alive of protocol 1 came over this link. */
  record Heard(long link) implements Event {}

  /** A keep-alive of protocol 2 came over this link. */
  record Reported(long link, Report report) implements Event {}

  /**
   * The peer says that it is about to go.
   *
   * @param backWithin when it means to be back, zero when it does not
   */
  record Leaving(long link, String reason, Duration backWithin) implements Event {}

  /** A proven link ended; {@code reason} in plain words. */
  record LinkClosed(long link, String reason) implements Event {}

  /**
   * Somebody accepted our connection to the peer's port; whether it is the peer, its proof shows,
   * and the event that follows this one: {@link LinkOpened} or {@link HelloFailed}. Protocol 2.
   */
  record ConnectAccepted(String peer) implements Event {}

  /**
   * Connecting to the peer failed; {@code refused} when the other machine answered that nobody
   * listens.
   */
  record ConnectFailed(String peer, boolean refused, String reason) implements Event {}

  /** A connection with the peer, or with someone who says so, ended before it became a link. */
  record HelloFailed(String peer, HelloFault fault, HelloOrigin origin, String reason)
      implements Event {}

  /** What this server's own checks say of it now; {@code reason} tells what fails. */
  record OwnHealth(boolean healthy, String reason) implements Event {}

  /**
   * Its operator takes this server out of service: it is to give the record up, and to take none.
   *
   * @param lasts how long, from now; zero until {@link Resume}
   */
  record Drain(Duration lasts) implements Event {}

  /**
   * An operator wants nothing to be moved in the whole group.
   *
   * @param lasts for so long, from now; zero ends what was ordered before
   */
  record Hold(Duration lasts) implements Event {}

  /** Its operator puts this server into service again. */
  record Resume() implements Event {}

  /**
   * An operator asks us to have the record handed to another server, and kept there; answered by
   * {@link Action.AnswerOrder}, within {@link Timing#ORDER_WITHIN}.
   *
   * @param order names it, unique over restarts
   * @param target the server that is to hold the record; empty for the most preferred one, as if no
   *     operator had ever chosen one
   */
  record SwitchOrder(String order, String target) implements Event {}

  /** A linked server passes such an order on to us, as it takes us for the holder. */
  record OrderPassed(long link, String order, String target) implements Event {}

  /**
   * The server that we passed an order on to says what becomes of it.
   *
   * @param refusal why it is not carried out; null where it is
   */
  record OrderAnswered(long link, String order, @Nullable OrderRefusal refusal) implements Event {}

  /** This server stops; {@code backWithin} when it means to be back, zero when it does not. */
  record Stopping(Duration backWithin) implements Event {}

  /** The answer to {@link Action.ReadRecord} of this number. */
  record RecordRead(long number, RecordSnapshot snapshot) implements Event {}

  /**
   * The answer to {@link Action.WriteRecord} of this number: the provider accepted it.
   *
   * @param after the records as they stand after it, by the provider's answer to the write; null
   *     when that did not tell
   */
  record RecordWritten(long number, @Nullable RecordSnapshot after) implements Event {

    /** The answer tells nothing but that it is done. */
    public RecordWritten(long number) {
      this(number, null);
    }
  }

  /**
   * A read or write of this number did not succeed; a write may have taken effect all the same.
   *
   * @param reason the provider's own code and text where it gave one
   * @param retryAfter how long the provider asked us to wait, zero when it did not say
   * @param denied true when the provider refused our credentials: no outage, which ends by itself
   */
  record RecordFailed(long number, String reason, Duration retryAfter, boolean denied)
      implements Event {

    /** Of any other reason. */
    public RecordFailed(long number, String reason, Duration retryAfter) {
      this(number, reason, retryAfter, false);
    }
  }

  /**
   * The provider refused the write of this number, which depended on what was read, so that nothing
   * was changed; why, only another look can tell: what was read may have changed since.
   *
   * @param reason the provider's own code and text where it gave one
   * @param retryAfter how long the provider asked us to wait, zero when it did not say
   */
  record RecordRefused(long number, String reason, Duration retryAfter) implements Event {}

  /**
   * The write of this number changed nothing, as the claim is not any more what it was when it was
   * read: another server was faster.
   */
  record RecordConflict(long number) implements Event {}

  /**
   * The write of this number was not made: it was to make this server the holder, and what has to
   * be done before that ({@link Hook#BEFORE_ACTIVE}) failed.
   *
   * @param reason how, in plain words
   */
  record BeforeActiveFailed(long number, String reason) implements Event {}

  /**
   * The answer to {@link Action.VerifyRecord} of this number.
   *
   * @param asked how many servers answer for the zone; zero when none was asked, as the record is
   *     proxied
   * @param lagging those that did not give the new value in time, each with what it gave instead
   * @param cached so long a resolver may still give the old value, from the write on
   */
  record RecordVerified(long number, int asked, List<String> lagging, Duration cached)
      implements Event {

    public RecordVerified {
      lagging = List.copyOf(lagging);
    }
  }

  /**
   * A notifier took a message about this death: see {@link IncidentId}. It may have been written by
   * an earlier run of this server.
   */
  record Delivered(String incident) implements Event {}

  /**
   * An earlier run of this server ended between a write and the look that was to show it, and left
   * the message about it: see {@link Action.Intend}.
   */
  record Intended(String id, long epoch, String value) implements Event {}
}
