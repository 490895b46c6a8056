// SPDX-License-Identifier: Apache-2.0
package io.clooster.config;

/** {@code claim} and {@code hands}, which stand at the top of the file. */
final class ClaimKeys {
  private ClaimKeys() {}

  static Config.Claims read(BlockReader root, int protocol) {
    boolean on = root.or("claim", ValueType.SWITCH, protocol == 2);
    boolean restore = root.or("hands", ValueType.HANDS, false);
    if (on && protocol == 1) {
      root.problem(
          "claim",
          "is true, but under protocol 1 the other server may be a Clooster 1, which moves the"
              + " record without asking for a claim",
          "write \"protocol\": 2 on both servers, or remove it");
      on = false;
    } else if (restore && !on) {
      root.problem(
          "hands",
          "is restore, but without a claim nobody can tell a hand's edit from another server's",
          protocol == 1
              ? "write \"protocol\": 2 on both servers, or remove it"
              : "write \"claim\": true, or \"hands\": \"keep\"");
    }
    return new Config.Claims(on, restore);
  }
}
