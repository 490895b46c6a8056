// SPDX-License-Identifier: Apache-2.0
package io.clooster.dns.cloudflare;

import org.jspecify.annotations.Nullable;

/** What is remembered of the zone, so that it costs no call. */
final class CloudflareZone {
  /** Too many calls: no zone causes that. */
  private static final int TOO_MANY = 429;

  private @Nullable String id;
  private @Nullable Integer pages;

  /** Its id; null if it has to be looked up. */
  synchronized @Nullable String id() {
    return id;
  }

  /** How many pages of records it had at the last look; null if there was none. */
  synchronized @Nullable Integer pages() {
    return pages;
  }

  synchronized void is(String found) {
    id = found;
  }

  synchronized void has(int counted) {
    pages = counted;
  }

  /**
   * A refusal may mean that the id is not the zone's any more (the zone was removed and added
   * again, or moved to another account): then it is looked up at the next read. The credentials may
   * be the reason as well, and too many calls are none.
   */
  synchronized void refused(String path, int status) {
    if (status >= 400 && status < TOO_MANY && path.startsWith("/zones/")) {
      id = null;
      pages = null;
    }
  }
}
