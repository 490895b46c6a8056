// SPDX-License-Identifier: Apache-2.0
package io.clooster.config;

import java.time.Duration;

/** {@code failback} and {@code failback_delay}, which stand at the top of the file. */
final class FailbackKeys {
  private static final ValueType<Duration> OR_ZERO = ValueType.duration(Duration.ZERO);
  private static final Duration DELAY = Duration.ofSeconds(60);

  private FailbackKeys() {}

  static Config.Failback read(BlockReader root, int protocol) {
    if (protocol == 1) {
      for (String key : new String[] {"failback", "failback_delay"}) {
        root.reject(
            key,
            "is for protocol 2 only: under protocol 1 the record goes back as soon as both"
                + " servers are linked",
            "write \"protocol\": 2 on both servers, or remove it");
      }
      return new Config.Failback(true, Duration.ZERO);
    }
    return new Config.Failback(
        root.or("failback", ValueType.FAILBACK, true), root.or("failback_delay", OR_ZERO, DELAY));
  }
}
