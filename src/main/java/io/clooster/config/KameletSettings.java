// SPDX-License-Identifier: Apache-2.0
package io.clooster.config;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/** Gathers one block of {@link Config#services()}, and which of its values are secret. */
final class KameletSettings {
  private final Map<String, String> values = new LinkedHashMap<>();
  private final Set<Secret> secrets = new LinkedHashSet<>();

  KameletSettings with(String key, String value) {
    values.put(key, value);
    return this;
  }

  /** A value that must not be seen, and is a part of another one. */
  void hide(String value) {
    secrets.add(new Secret(value));
  }

  KameletSettings withSecret(String key, String value) {
    hide(value);
    return with(key, value);
  }

  Map<String, String> values() {
    return values;
  }

  Set<Secret> secrets() {
    return secrets;
  }
}
