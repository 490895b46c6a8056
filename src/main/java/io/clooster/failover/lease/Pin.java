// SPDX-License-Identifier: Apache-2.0
package io.clooster.failover.lease;

import io.clooster.failover.Claim;
import org.jspecify.annotations.Nullable;

/**
 * Whether an operator has chosen the holder, as it stands in the claim: so it outlives restarts,
 * and ends with the holder that it is about.
 */
final class Pin {
  /**
   * The server that is to be the chosen one, and that no claim names as such yet; empty for none;
   * null where what stands in the claim is as it should be.
   */
  private @Nullable String wish;

  /** From now on {@code server} is the chosen one, none where it is empty. */
  void want(String server, @Nullable Claim current) {
    wish = server;
    shown(current);
  }

  /** What was wanted is not, any more. */
  void forget() {
    wish = null;
  }

  /** This claim stands there. */
  void shown(@Nullable Claim claim) {
    if (wish != null && claim != null && isShown(wish, claim)) {
      wish = null;
    }
  }

  private static boolean isShown(String wish, Claim claim) {
    return wish.isEmpty() ? !claim.pinned() : claim.pinned() && claim.holder().equals(wish);
  }

  /** Whether the next claim is to say so, if it names {@code holder}. */
  boolean isOf(String holder, @Nullable Claim current) {
    if (wish != null) {
      return wish.equals(holder);
    }
    return current != null && current.pinned() && current.holder().equals(holder);
  }

  /** Whether an operator has chosen the server that holds the records, or is about to. */
  boolean isSet(@Nullable Claim current) {
    return wish != null ? !wish.isEmpty() : current != null && current.pinned();
  }

  /** True when our own claim is to be made anew for it alone. */
  boolean isDue(String us, @Nullable Claim current) {
    return wish != null
        && current != null
        && current.holder().equals(us)
        && current.pinned() != wish.equals(us)
        && (wish.isEmpty() || wish.equals(us));
  }
}
