// SPDX-License-Identifier: Apache-2.0
package io.clooster.sandbox;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * So many requests per window for each client; who exceeds it is blocked for a whole window more.
 */
final class RateLimit {
  private final int quota;
  private final Duration window;
  private final LongSupplier nanoTime;
  private final Map<String, Account> accounts = new HashMap<>();

  /**
   * A limit.
   *
   * @param quota requests per window, at least 1
   * @param nanoTime monotonic clock
   */
  RateLimit(int quota, Duration window, LongSupplier nanoTime) {
    this.quota = quota;
    this.window = window;
    this.nanoTime = nanoTime;
  }

  /**
   * State of a client's account after a request.
   *
   * @param allowed whether the request may go on
   * @param left requests that are left in this window
   * @param secondsToReset until the window, or the block, ends; at least 1
   */
  record Balance(boolean allowed, int left, long secondsToReset) {}

  private static final class Account {
    private long ends;
    private int spent;
    private boolean blocked;

    private Account(long ends) {
      this.ends = ends;
    }
  }

  int quota() {
    return quota;
  }

  Duration window() {
    return window;
  }

  synchronized Balance spend(String client) {
    long now = nanoTime.getAsLong();
    Account account = accounts.get(client);
    if (account == null || now - account.ends >= 0) {
      account = new Account(now + window.toNanos());
      accounts.put(client, account);
    }
    if (!account.blocked && account.spent == quota) {
      account.blocked = true;
      account.ends = now + window.toNanos();
    }
    if (!account.blocked) {
      account.spent++;
    }
    long seconds = Math.max(1, (account.ends - now + 999_999_999) / 1_000_000_000);
    return new Balance(!account.blocked, quota - account.spent, seconds);
  }
}
