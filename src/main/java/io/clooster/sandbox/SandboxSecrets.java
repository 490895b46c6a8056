// SPDX-License-Identifier: Apache-2.0
package io.clooster.sandbox;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The credentials that the sandbox accepts: they appear in no log of it. */
final class SandboxSecrets {
  private final Set<String> values = ConcurrentHashMap.newKeySet();

  void add(String value) {
    if (value.isBlank()) {
      throw new IllegalArgumentException("a credential must not be blank");
    }
    values.add(value);
  }

  /** {@code text} with every credential in it replaced by {@code ***}. */
  String hide(String text) {
    String hidden = text;
    for (String value : values) {
      hidden = hidden.replace(value, "***");
    }
    return hidden;
  }
}
