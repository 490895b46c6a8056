// SPDX-License-Identifier: Apache-2.0
package io.clooster.systemd;

import io.clooster.failover.Durations;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * What systemd has put into the environment of a process that it wants to hear of (sd_notify(3),
 * sd_watchdog_enabled(3)).
 *
 * @param socket where it is told
 * @param every so often it is told that this process lives: thrice as often as systemd demands, and
 *     every ten seconds at least, as that is how old its line of state may be
 */
public record NotifySettings(String socket, Duration every) {
  private static final Duration LONGEST = Duration.ofSeconds(10);
  private static final Duration SHORTEST = Duration.ofMillis(100);
  private static final int TIMES = 3;

  /**
   * As systemd says.
   *
   * @param pid of this process: what is meant for another one, which has started us, does not count
   * @return empty where nobody wants to hear of us
   */
  public static Optional<NotifySettings> of(Map<String, String> environment, long pid) {
    String socket = environment.getOrDefault("NOTIFY_SOCKET", "");
    return socket.isEmpty()
        ? Optional.empty()
        : Optional.of(new NotifySettings(socket, every(environment, pid)));
  }

  private static Duration every(Map<String, String> environment, long pid) {
    if (!environment.getOrDefault("WATCHDOG_PID", "" + pid).equals("" + pid)) {
      return LONGEST;
    }
    try {
      long micros = Long.parseLong(environment.getOrDefault("WATCHDOG_USEC", ""));
      Duration third = Duration.ofMillis(micros / 1000 / TIMES);
      return Durations.max(SHORTEST, Durations.min(third, LONGEST));
    } catch (NumberFormatException e) {
      return LONGEST; // There is no watchdog.
    }
  }
}
