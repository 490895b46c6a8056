// SPDX-License-Identifier: Apache-2.0
package io.clooster.failover;

import org.jspecify.annotations.Nullable;

/** What tells who holds the records: the claim beside them, or, without claims, what they hold. */
interface Title {

  /**
   * What was read.
   *
   * @param asked when it was asked for
   * @return false when it takes another look to know what it means
   */
  boolean read(Reading reading, Moment asked, Moment now, Actions out);

  /** Looks at what time, or the word of the others, has changed. */
  void look(Moment now, Actions out);

  /**
   * Why {@code server}, should it hold the records, is not to hold them any more; null if it is.
   */
  @Nullable Failure failureOf(String server);

  /**
   * Why the records should move away from a server.
   *
   * @param suspected when the first sign of it was there
   * @param shown when the evidence was there: what was read before that does not count
   */
  record Failure(Wish.Cause cause, Moment suspected, Moment shown) {

    static Failure of(Wish.Cause cause, Moment shown) {
      return new Failure(cause, shown, shown);
    }
  }
}
