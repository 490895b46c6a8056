// SPDX-License-Identifier: Apache-2.0
package io.clooster.failover.record;

import io.clooster.failover.ChangeReason;
import io.clooster.failover.DesiredRecord;
import io.clooster.failover.Moment;
import org.jspecify.annotations.Nullable;

/** One wish for the record, and how far it has come. */
final class RecordChange {
  /** What is wanted; its moment moves when we know less, or more, of the peer. */
  private DesiredRecord wish;

  /** Whether the record was seen to be as wanted, and nothing came between since. */
  private boolean settled;

  /** Whether the administrator has nothing more to hear of it. */
  private boolean told;

  /** Whether a write of ours has put it into the record, or may have. */
  private boolean wrote;

  /** Whether the provider accepted a write that no look has shown yet. */
  private boolean unconfirmed;

  /** Whether it was told already that no look shows what was told to be done. */
  private boolean belied;

  /** What the record held before the last accepted write; null before one. */
  private @Nullable String replaced;

  /** What was set by hand, and had to give way; null for nothing. */
  private @Nullable String overwritten;

  /** Whether all there was to tell of it was told when it was set by hand. */
  private boolean putsBack;

  RecordChange(DesiredRecord wish) {
    this.wish = wish;
  }

  DesiredRecord wish() {
    return wish;
  }

  String value() {
    return wish.value();
  }

  /** When the record may be written for it. */
  void notBefore(Moment moment) {
    wish = wish.notBefore(moment);
  }

  /** True when the record was seen to be as wanted, and nothing came between since. */
  boolean settled() {
    return settled;
  }

  void settle() {
    settled = true;
    unconfirmed = false;
  }

  /** True when a look has shown it as wanted, and not the answer to the write alone. */
  boolean isReadBack() {
    return settled && !unconfirmed;
  }

  /** The answer to the write shows it as wanted. */
  void settleByAnswer() {
    settled = true;
  }

  /** True when the record shows what it held before the write, and no look showed otherwise. */
  boolean isBelied(String value) {
    return settled && unconfirmed && value.equals(replaced);
  }

  /** Something came between: what is wanted is to be written again. */
  void reopen() {
    settled = false;
  }

  /** True when the administrator has nothing more to hear of it. */
  boolean told() {
    return told;
  }

  void tell() {
    told = true;
  }

  /** The same as {@link #reopen}, and that it was done is to be told, too. */
  void reopenFor(String edited) {
    settled = false;
    putsBack |= told;
    told = false;
    overwritten = edited;
  }

  /**
   * True when it only puts back what was set by hand: what made us want it was told before, or is
   * no news.
   */
  boolean putsBack() {
    return overwritten != null && (putsBack || wish.cause() instanceof ChangeReason.Adopted);
  }

  /** True when the administrator waits for a word about it. */
  boolean owesNews() {
    return !told && wish.cause().isNews();
  }

  /** True when a write of ours has, or may have, put it into the record. */
  boolean wrote() {
    return wrote;
  }

  /** A write for it went out, and may take effect whatever comes back. */
  void mayHaveWritten() {
    wrote = true;
  }

  /** The provider accepted the write: the next look is to show it, and not what it replaced. */
  void accepted(String before) {
    wrote = true;
    unconfirmed = true;
    replaced = before;
  }

  /** True, once, when it has to be told that no look shows what was told to be done. */
  boolean isNewlyBelied() {
    boolean news = !belied;
    belied = true;
    return news;
  }

  /** True, once, when the provider accepted the write that the record does not show. */
  boolean isWithoutEffect() {
    boolean without = unconfirmed;
    unconfirmed = false;
    return without;
  }

  /** What was set by hand, and had to give way; null for nothing. */
  @Nullable String overwritten() {
    return overwritten;
  }

  /** Of what gives way, the first counts. */
  void overwrites(@Nullable String edited) {
    if (overwritten == null) {
      overwritten = edited;
    }
  }
}
