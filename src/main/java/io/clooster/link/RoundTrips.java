// SPDX-License-Identifier: Apache-2.0
package io.clooster.link;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** How long a word to each linked server and its answer took last. */
public final class RoundTrips {
  private final Map<String, Duration> last = new ConcurrentHashMap<>();

  /** The answer of this server came so long after what it answers. */
  public void measured(String peer, Duration time) {
    last.put(peer, time);
  }

  /** A link to this server ended: what was measured over it says nothing any more. */
  public void ended(String peer) {
    last.remove(peer);
  }

  /** Those that are known, by the servers' names. */
  public Map<String, Duration> known() {
    return Map.copyOf(last);
  }
}
