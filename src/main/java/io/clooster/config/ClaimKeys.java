// SPDX-License-Identifier: Apache-2.0
package io.clooster.config;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code claim} and {@code manual_edits}, which stand at the top of the file. */
final class ClaimKeys {
  /** With what is put before a record's name, the claim's is no longer than DNS allows. */
  private static final int LONGEST_RECORD = 253 - "_clooster._wildcard".length();

  private ClaimKeys() {}

  /**
   * Reads both.
   *
   * @param records the first of which has the claim beside it; null if something is wrong with them
   */
  static Config.Claims read(
      BlockReader root, int protocol, @Nullable List<Config.DnsRecord> records) {
    boolean on = root.or("claim", ValueType.SWITCH, protocol == 2);
    boolean restore = root.or("manual_edits", ValueType.MANUAL_EDITS, false);
    if (on && protocol == 1) {
      root.problem(
          "claim",
          "is true, but under protocol 1 the other server may be a Clooster 1, which moves the"
              + " record without asking for a claim",
          "write \"protocol\": 2 on both servers, or remove it");
      on = false;
    } else if (restore && !on) {
      root.problem(
          "manual_edits",
          "is restore, but without a claim nobody can tell an edit by hand from a write of another"
              + " server",
          protocol == 1
              ? "write \"protocol\": 2 on both servers, or remove it"
              : "write \"claim\": true, or \"manual_edits\": \"keep\"");
    }
    if (on && records != null && records.get(0).name().length() > LONGEST_RECORD) {
      root.problem(
          "claim",
          "has no place: a name of more than "
              + LONGEST_RECORD
              + " characters leaves no room for _clooster before it",
          "put a shorter name first, or write \"claim\": false");
    }
    return new Config.Claims(on, restore);
  }
}
