// SPDX-License-Identifier: Apache-2.0
package io.clooster.dns;

import java.time.Duration;

/**
 * How a record is seen from outside; what the {@link FoundRecord#source} of a provider may know.
 */
public interface PublishedRecord {

  /** Whether the provider's name servers answer with something else than what the record holds. */
  boolean proxied();

  /** How long a resolver may keep what the record held; zero where nobody knows. */
  Duration ttl();
}
