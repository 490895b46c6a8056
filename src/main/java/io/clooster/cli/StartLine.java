// SPDX-License-Identifier: Apache-2.0
package io.clooster.cli;

import io.clooster.config.Config;
import java.util.Optional;
import java.util.stream.Collectors;

/** The log lines that say what begins to run here, and then what it has found. */
final class StartLine {
  private static final String ADVICE =
      ", as Clooster 1; \"protocol\": 2 on both sides makes the link private and detection quick";

  private StartLine() {}

  /** The line that comes first, as the start may take long enough to look like nothing. */
  static String beginning(Config config, String version) {
    return ("server=%s state=starting version=%s: reads its routes and begins to listen; that takes"
            + " two seconds or three, on a small machine ten and more, and the first time longest")
        .formatted(config.thisServer(), version);
  }

  /**
   * The line.
   *
   * @param holder the server that holds the record; empty where that was not to be found out yet
   */
  static String of(Config config, String version, Optional<String> holder) {
    return "server=%s state=started version=%s role=%s holder=%s peer=%s record=%s protocol=%d%s"
        .formatted(
            config.thisServer(),
            version,
            role(holder, config),
            holder.orElse("unknown (the record was not read yet)"),
            config.peers().stream().map(Config.Server::name).collect(Collectors.joining(",")),
            String.join(",", config.recordNames()),
            config.protocol(),
            config.protocol() == 1 ? ADVICE : "");
  }

  private static String role(Optional<String> holder, Config config) {
    if (config.observing()) {
      return "observing";
    }
    return holder
        .map(name -> name.equalsIgnoreCase(config.thisServer()) ? "active" : "standby")
        .orElse("unknown");
  }
}
