// SPDX-License-Identifier: Apache-2.0
package io.clooster.cli;

import io.clooster.config.Config;
import java.util.Optional;
import java.util.stream.Collectors;

/** The log line that says what runs here, and what it has found. */
final class StartLine {
  private static final String ADVICE =
      ", as Clooster 1; \"protocol\": 2 on both sides makes the link private and detection quick";

  private StartLine() {}

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
            holder.map(name -> role(name, config)).orElse("unknown"),
            holder.orElse("unknown (the record was not read yet)"),
            config.peers().stream().map(Config.Server::name).collect(Collectors.joining(",")),
            String.join(",", config.recordNames()),
            config.protocol(),
            config.protocol() == 1 ? ADVICE : "");
  }

  private static String role(String holder, Config config) {
    return holder.equalsIgnoreCase(config.thisServer()) ? "active" : "standby";
  }
}
