// SPDX-License-Identifier: Apache-2.0
package io.clooster.sandbox;

import java.util.UUID;

/** Identifiers as both services make them: 32 hexadecimal digits. */
final class Ids {
  private Ids() {}

  static String next() {
    return UUID.randomUUID().toString().replace("-", "");
  }

  static boolean isId(String text) {
    return text.matches("[0-9a-f]{32}");
  }
}
