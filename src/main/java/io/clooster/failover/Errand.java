// SPDX-License-Identifier: Apache-2.0
package io.clooster.failover;

import org.jspecify.annotations.Nullable;

/** One wish for the record, and how far it has come. */
final class Errand {
  private Wish wish;
  private boolean settled;
  private boolean told;
  private boolean wrote;
  private boolean unconfirmed;
  private @Nullable String overwritten;

  Errand(Wish wish) {
    this.wish = wish;
  }

  Wish wish() {
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
    told = false;
    overwritten = edited;
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

  /** The provider accepted the write: the next look is to show it. */
  void accepted() {
    wrote = true;
    unconfirmed = true;
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
