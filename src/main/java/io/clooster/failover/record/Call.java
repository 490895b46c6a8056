// SPDX-License-Identifier: Apache-2.0
package io.clooster.failover.record;

import io.clooster.failover.Claim;
import io.clooster.failover.Moment;
import io.clooster.failover.RecordSnapshot;
import org.jspecify.annotations.Nullable;

/** A question to the DNS provider, asked and not answered yet. */
sealed interface Call {
  /** Numbers calls; never used again. */
  long number();

  /** When it was asked. */
  Moment asked();

  /** What it puts into the record; null for nothing. */
  default @Nullable String writes() {
    return null;
  }

  /** Whether it changes anything. */
  default boolean changes() {
    return this instanceof Write;
  }

  /** What the record holds. */
  record Read(long number, Moment asked) implements Call {}

  /**
   * To change what was read.
   *
   * @param writes what it puts into the record; null for a write of the claim alone
   * @param claim what it puts beside it; null for none
   * @param basis what it depends on
   */
  record Write(
      long number,
      @Nullable String writes,
      @Nullable Claim claim,
      RecordSnapshot basis,
      Moment asked)
      implements Call {

    /** True when an answer to this write shows the claim that it made. */
    boolean isShownBy(@Nullable RecordSnapshot after) {
      Claim there = after == null ? null : after.claim();
      return claim != null
          && there != null
          && there.epoch() == claim.epoch()
          && there.holder().equals(claim.holder());
    }
  }
}
