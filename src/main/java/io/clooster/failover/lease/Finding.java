// SPDX-License-Identifier: Apache-2.0
package io.clooster.failover.lease;

import org.jspecify.annotations.Nullable;

/** What a read of the records, and of the claim beside them, says of who holds them. */
public sealed interface Finding {

  /**
   * We hold them.
   *
   * @param value what the record holds
   * @param isToFollow the record has yet to follow the claim, which is our own doing, and nobody
   *     has edited it since
   */
  record Ours(String value, boolean isToFollow) implements Finding {}

  /**
   * Another server holds them, and it is there: we hear it, or another server sees it.
   *
   * @param value what the record holds
   */
  record TheirsAlive(String holder, String value) implements Finding {}

  /**
   * Another server holds them, and nobody sees it. Whether it is dead shows by its claim, or by the
   * lack of a word.
   *
   * @param value what the record holds
   */
  record TheirsOutOfSight(String holder, String value) implements Finding {}

  /**
   * No claim says who holds them.
   *
   * @param value what the record holds
   * @param takenBy the server that has taken them from us, unseen; null when none has
   */
  record Unclaimed(String value, @Nullable String takenBy) implements Finding {}

  /** The record points at no server, and that is all that there is to see. */
  record Foreign() implements Finding {}

  /** It says nothing that we can go by: what we believed holds. */
  record NothingNew() implements Finding {}

  /**
   * It takes another look to know.
   *
   * @param takenBy the server that has taken them from us, unseen; null when none has
   */
  record LookAgain(@Nullable String takenBy) implements Finding {}
}
