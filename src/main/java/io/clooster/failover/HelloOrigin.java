// SPDX-License-Identifier: Apache-2.0
package io.clooster.failover;

/** What says that a connection without a proof was the peer's. */
public enum HelloOrigin {
  /** We made it, to the peer's address. */
  DIALLED,
  /** It was made to us, from an address that is the peer's. */
  ADDRESS,
  /** Only its own word: anybody may have made it. */
  CLAIMED
}
