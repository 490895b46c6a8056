// SPDX-License-Identifier: Apache-2.0
package io.clooster.config;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** {@code hooks}: the user's own programs that run when this server's part changes. */
final class HooksBlock {
  /** This one comes before the write, and holds it up. */
  static final String BEFORE_ACTIVE = "before_active";

  private static final List<String> AFTERWARDS = List.of("on_active", "on_standby", "on_unhealthy");
  private static final String ONE = "{ \"command\": [\"/usr/local/bin/take-address\"] }";
  private static final ValueType<Duration> TIMEOUT =
      ValueType.duration(Duration.ofMillis(10), Duration.ofMinutes(10));
  private static final ValueType<Duration> TIMEOUT_BEFORE =
      ValueType.duration(Duration.ofMillis(10), Duration.ofSeconds(2));
  private static final Duration USUAL_TIMEOUT = Duration.ofSeconds(30);
  private static final Duration USUAL_TIMEOUT_BEFORE = Duration.ofSeconds(2);

  private HooksBlock() {}

  /** The programs that are valid, by the hook's name; none if there is no such block. */
  static Map<String, HookProgram> read(BlockReader root, int protocol) {
    Map<String, HookProgram> hooks = new LinkedHashMap<>();
    if (protocol == 1) {
      root.reject(
          "hooks",
          "is for protocol 2 only: under protocol 1 no server knows whether it holds the record",
          "write \"protocol\": 2 on both servers, or remove it");
      return hooks;
    }
    BlockReader block = root.block("hooks");
    if (block == null) {
      return hooks;
    }
    read(block, BEFORE_ACTIVE, TIMEOUT_BEFORE, USUAL_TIMEOUT_BEFORE, hooks);
    AFTERWARDS.forEach(hook -> read(block, hook, TIMEOUT, USUAL_TIMEOUT, hooks));
    block.refuseUnknown();
    return hooks;
  }

  private static void read(
      BlockReader hooks,
      String hook,
      ValueType<Duration> type,
      Duration usual,
      Map<String, HookProgram> programs) {
    ConfigValue item = hooks.item(hook);
    BlockReader block = item == null ? null : item.block("write " + ONE);
    if (block == null) {
      return;
    }
    if (!block.has("command")) {
      block.problem("command", "is missing", "write " + ONE);
    }
    List<String> words =
        ProgramWords.of(
            block.item("command"),
            "write the program and its arguments: [\"/usr/local/bin/take-address\", \"-q\"]");
    Duration timeout = block.or("timeout", type, usual);
    block.refuseUnknown();
    if (words != null) {
      programs.put(hook, new HookProgram(words, timeout));
    }
  }
}
