// SPDX-License-Identifier: Apache-2.0
package io.clooster.daemon;

import io.clooster.config.Config;
import io.clooster.config.HealthCheck;
import io.clooster.config.Secret;
import java.net.URI;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What of a configuration must not be seen, not even in pieces of other texts. */
final class Secrets {
  private Secrets() {}

  /** The keys, tokens and passwords; and the queries of health checks, which may hold some. */
  static Set<String> of(Config config) {
    Set<String> secrets = new LinkedHashSet<>();
    for (Secret secret : config.secrets()) {
      secrets.add(secret.value());
    }
    for (HealthCheck check : config.checks()) {
      if (check instanceof HealthCheck.Http http) {
        @Nullable String query = URI.create(http.url()).getRawQuery();
        if (query != null) {
          secrets.add(query);
        }
      }
    }
    return secrets;
  }
}
