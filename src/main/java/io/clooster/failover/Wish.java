// SPDX-License-Identifier: Apache-2.0
package io.clooster.failover;

/**
 * What the record should hold from now on, and why.
 *
 * @param value the wanted value
 * @param cause what made us want it
 * @param notBefore when this server may write it; until then the other one has precedence
 */
record Wish(String value, Cause cause, Moment notBefore) {

  Wish notBefore(Moment moment) {
    return new Wish(value, cause, moment);
  }

  /** What made us want a value. */
  sealed interface Cause {
    /** The peer died. */
    record PeerDown(String peer, String reason) implements Cause {}

    /** The peer came back. */
    record PeerUp(String peer) implements Cause {}

    /** The server that held the record is there, but its own checks fail. */
    record Ill(String peer) implements Cause {}

    /** A more preferred server has been steadily there: the record goes back to it. */
    record Failback(String peer) implements Cause {}

    /** The record was found to be ours already. */
    record Adopted() implements Cause {}

    /** Our own start: the administrator hears of it only when something had to be changed. */
    record Start(String peer) implements Cause {}

    /** The server that it is about, empty when it is about ours. */
    default String peer() {
      return "";
    }

    /** True when the administrator hears of it even if nothing had to be changed. */
    default boolean isNews() {
      return !(this instanceof Start || this instanceof Adopted);
    }
  }
}
