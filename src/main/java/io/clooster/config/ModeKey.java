// SPDX-License-Identifier: Apache-2.0
package io.clooster.config;

/** {@code mode}, which stands at the top of the file. */
final class ModeKey {
  private ModeKey() {}

  /** True when this server is to say what it would do, and to change nothing. */
  static boolean observes(BlockReader root, int protocol) {
    if (protocol == 1) {
      root.reject(
          "mode",
          "is for protocol 2 only: protocol 1 has no word for a server that takes no record, so the"
              + " other one would count on it",
          "write \"protocol\": 2 on both servers, or remove it");
      return false;
    }
    return root.or("mode", ValueType.MODE, false);
  }
}
