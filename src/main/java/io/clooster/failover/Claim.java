// SPDX-License-Identifier: Apache-2.0
package io.clooster.failover;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Who holds the records, as it stands beside them at the DNS provider. Each change of it is a new
 * epoch, and succeeds only when it still is what was read: so of two servers that act at once, one
 * does.
 *
 * @param epoch counts the changes, from 1 to {@link #LAST_EPOCH}
 * @param holder name of the server that may move the records
 * @param renew while the holder misses a server it renews the claim after so long at the latest;
 *     whole seconds
 * @param retry a holder gives a renewal up that is not answered within that, and tries again at
 *     once; whole seconds, zero for one that promises nothing of the kind
 * @param pinned whether an operator has chosen this holder ({@code clooster switch}): the records
 *     stay with it until it fails, also where a more preferred server is there
 * @param hold the last order that nothing is moved in the whole group, or may be again; null for
 *     none
 * @param serversVersion the version of the list of servers by which it was written: its holder
 *     misses those that are on it
 */
public record Claim(
    long epoch,
    String holder,
    Duration renew,
    Duration retry,
    boolean pinned,
    @Nullable HoldOrder hold,
    long serversVersion) {
  /** Room for a renewal each second for thirty million years, and for nothing that overflows. */
  public static final long LAST_EPOCH = 999_999_999_999_999L;

  /** Of a group whose list of servers was never changed. */
  public Claim(
      long epoch,
      String holder,
      Duration renew,
      Duration retry,
      boolean pinned,
      @Nullable HoldOrder hold) {
    this(epoch, holder, renew, retry, pinned, hold, 1);
  }

  /** Of a group that was never told to hold still. */
  public Claim(long epoch, String holder, Duration renew, Duration retry, boolean pinned) {
    this(epoch, holder, renew, retry, pinned, null);
  }

  /** Of a holder that no operator has chosen. */
  public Claim(long epoch, String holder, Duration renew, Duration retry) {
    this(epoch, holder, renew, retry, false);
  }

  /** Of a holder that promises nothing of its retries. */
  public Claim(long epoch, String holder, Duration renew) {
    this(epoch, holder, renew, Duration.ZERO);
  }
}
