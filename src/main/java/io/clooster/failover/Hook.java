// SPDX-License-Identifier: Apache-2.0
package io.clooster.failover;

import java.util.Locale;

/** A place at which a program of the user's own runs, as this server's part changes. */
public enum Hook {
  /**
   * Before the write that makes this server the holder: no fence yet, so two servers may run it at
   * once. Where it fails, the write is not made.
   */
  BEFORE_ACTIVE,
  /** This server holds the records: what was written was read back, and found right. */
  ON_ACTIVE,
  /** This server holds the records no longer, or does not at its start. */
  ON_STANDBY,
  /** This server's own checks fail. */
  ON_UNHEALTHY;

  /** As it is called in the configuration: {@code on_active}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
