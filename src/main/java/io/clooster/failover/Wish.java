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
    record PeerDown(String reason) implements Cause {}

    /** The peer came back. */
    record PeerUp() implements Cause {}

    /** Our own start: the administrator hears of it only when something had to be changed. */
    record Start() implements Cause {}
  }
}
