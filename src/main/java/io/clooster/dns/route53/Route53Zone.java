// SPDX-License-Identifier: Apache-2.0
package io.clooster.dns.route53;

import java.time.Duration;
import java.util.Optional;

/**
 * What is known of the hosted zone. One that was found by its name is looked for again after some
 * minutes: it may have been removed and made again.
 */
final class Route53Zone {
  private static final Duration GOOD_FOR = Duration.ofMinutes(5);

  private final boolean given;
  private String id;
  private long found;

  /** {@code id} is empty where it is to be found by its name. */
  Route53Zone(String id) {
    this.id = id;
    this.given = !id.isEmpty();
  }

  /** Its path; empty where it is to be looked for. */
  synchronized Optional<String> path() {
    boolean old = !given && System.nanoTime() - found > GOOD_FOR.toNanos();
    return id.isEmpty() || old ? Optional.empty() : Optional.of("/2013-04-01/hostedzone/" + id);
  }

  synchronized void is(String known) {
    id = known;
    found = System.nanoTime();
  }
}
