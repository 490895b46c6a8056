// SPDX-License-Identifier: Apache-2.0
package io.clooster.failover;

/** What was wrong with a connection that ended before it became a link. */
public enum HelloFault {
  /** It ended, or said nothing of use: no news of the peer. */
  BROKEN,
  /** Whoever it is lacks our key, or calls itself by another name than the peer's. */
  WRONG_KEY,
  /** It is the peer, perhaps, and speaks no version of the protocol that we speak. */
  OTHER_VERSION,
  /** It is the peer, proven, but its configuration contradicts ours. */
  OTHER_CONFIG,
  /** It is the peer, proven, and its list of servers is newer than ours, and lacks us. */
  TAKEN_OFF;

  /** True when only the peer can have brought it about: the others are anybody's work. */
  public boolean isProven() {
    return this == OTHER_CONFIG || this == TAKEN_OFF;
  }
}
