// SPDX-License-Identifier: Apache-2.0
package io.clooster.config;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The block {@code dead_mans_switch}: a service that tells of our silence. */
final class DeadMansSwitchBlock {
  private static final String EXAMPLE = "\"https://hc-ping.com/…\"";
  private static final Duration EVERY = Duration.ofMinutes(1);

  private static final ValueType<Duration> PERIOD =
      ValueType.duration(Duration.ofSeconds(10), Duration.ofHours(1));

  /** Whoever knows it can call in our place. */
  private static final ValueType<Secret> URL =
      new ValueType<>(
          "a URL in double quotes, such as " + EXAMPLE,
          false,
          false,
          false,
          scalar -> {
            if (!scalar.text().matches("https?://[!-~&&[^{}]]+")) {
              throw new InvalidValue(
                  "is not a URL of http or https", "copy it from the service: " + EXAMPLE);
            }
            return new Secret(scalar.text());
          });

  private DeadMansSwitchBlock() {}

  /** Null where there is no block, or one that can't be used, which has been told. */
  static Config.@Nullable DeadMansSwitch read(@Nullable BlockReader block) {
    if (block == null) {
      return null;
    }
    Secret url =
        block.required("url", URL, "write what the service says to call: \"url\": " + EXAMPLE);
    Duration every = block.or("every", PERIOD, EVERY);
    block.refuseUnknown();
    return url == null ? null : new Config.DeadMansSwitch(url, every);
  }
}
