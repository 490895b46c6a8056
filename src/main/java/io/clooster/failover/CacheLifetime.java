// SPDX-License-Identifier: Apache-2.0
package io.clooster.failover;

import java.time.Duration;

/**
 * What the source of a {@link RecordSnapshot} may know of those who asked for the record before.
 */
public interface CacheLifetime {

  /**
   * So long after a change a resolver may still give what was there before; zero for not at all.
   */
  Duration cached();
}
