// SPDX-License-Identifier: Apache-2.0
package io.clooster.hook;

import io.clooster.config.Config;
import io.clooster.failover.Hook;
import java.util.LinkedHashMap;
import java.util.Map;

/** The variables that tell a program what it is about. All are always there. */
final class HookEnvironment {
  private final Config config;

  HookEnvironment(Config config) {
    this.config = config;
  }

  Map<String, String> of(HookOrder order) {
    return of(
        order.hook(),
        order.epoch(),
        order.holder(),
        order.previous(),
        order.reason(),
        order.attempts());
  }

  /** Of one that comes before the write which makes this server the holder. */
  Map<String, String> before(long epoch, String holder) {
    return of(Hook.BEFORE_ACTIVE.word(), epoch, holder, holder, "", 1);
  }

  private Map<String, String> of(
      String hook, long epoch, String holder, String previous, String reason, int attempt) {
    Map<String, String> variables = new LinkedHashMap<>();
    variables.put("CLOOSTER_HOOK", hook);
    variables.put("CLOOSTER_SERVER", config.thisServer());
    variables.put("CLOOSTER_RECORD", String.join(" ", config.recordNames()));
    variables.put("CLOOSTER_EPOCH", Long.toString(epoch));
    variables.put("CLOOSTER_HOLDER", holder);
    variables.put("CLOOSTER_PREVIOUS", previous);
    variables.put("CLOOSTER_REASON", reason);
    variables.put("CLOOSTER_ATTEMPT", Integer.toString(attempt));
    variables.put("CLOOSTER_STATE_DIR", config.stateDir().toString());
    return variables;
  }
}
