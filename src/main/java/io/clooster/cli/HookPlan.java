// SPDX-License-Identifier: Apache-2.0
package io.clooster.cli;

import io.clooster.call.FailureText;
import io.clooster.config.Config;
import io.clooster.config.HookProgram;
import java.util.Map;
import java.util.stream.Collectors;

/** Says when each of the user's programs would run. */
final class HookPlan {
  private static final Map<String, String> WHEN =
      Map.of(
          "before_active", "before it takes the records (where it fails, it does not)",
          "on_active", "when it holds them",
          "on_standby", "when it holds them no longer",
          "on_unhealthy", "when its own checks begin to fail");

  private HookPlan() {}

  /** Of all of them, in one line; their arguments may be secret. */
  static String of(Config config) {
    String plan = of(config.hooks());
    return config.observing()
        ? "none runs, as this server only observes; if it acted, " + plan
        : plan;
  }

  private static String of(Map<String, HookProgram> hooks) {
    return hooks.entrySet().stream()
        .map(
            hook ->
                "%s %s, for %s at most"
                    .formatted(
                        hook.getValue().name(),
                        WHEN.get(hook.getKey()),
                        FailureText.of(hook.getValue().timeout())))
        .collect(Collectors.joining("; "));
  }
}
