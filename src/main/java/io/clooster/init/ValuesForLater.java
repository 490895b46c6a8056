// SPDX-License-Identifier: Apache-2.0
package io.clooster.init;

import io.clooster.config.Environment;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The environment as it will be when the service manager has set what is not set here. Remembers
 * which variables these are.
 */
final class ValuesForLater implements Environment {
  /** Takes the place of what isn't known yet: long enough for a key, fit for a token. */
  private static final String LATER = "to-be-set-by-the-service-manager";

  private final Environment here;
  private final Set<String> unset = new TreeSet<>();

  ValuesForLater(Environment here) {
    this.here = here;
  }

  @Override
  public @Nullable String get(String name) {
    String value = here.get(name);
    if (value == null && !name.equals("STATE_DIRECTORY")) {
      unset.add(name);
      return LATER;
    }
    return value;
  }

  /** Names of the variables that were asked for and are not set here. */
  Set<String> unset() {
    return unset;
  }
}
