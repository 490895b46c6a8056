// SPDX-License-Identifier: Apache-2.0
package io.clooster.dns.route53;

import java.util.Optional;

/** What is known of the hosted zone. */
final class Route53Zone {
  private final boolean given;
  private String id;

  /** {@code id} is empty where it is to be found by its name. */
  Route53Zone(String id) {
    this.id = id;
    this.given = !id.isEmpty();
  }

  /** Its path; empty where it is to be looked for. */
  synchronized Optional<String> path() {
    return id.isEmpty() ? Optional.empty() : Optional.of("/2013-04-01/hostedzone/" + id);
  }

  synchronized void is(String known) {
    id = known;
  }

  /**
   * A call to it was refused. The zone may have been removed and made again, under another id: one
   * that was found by its name is looked for at the next call.
   */
  synchronized void refused() {
    if (!given) {
      id = "";
    }
  }
}
