// SPDX-License-Identifier: Apache-2.0
package io.clooster.simulation;

import io.clooster.failover.Action;
import io.clooster.failover.Hook;
import java.util.HashMap;
import java.util.Map;

/** What must be so of the user's own programs. */
final class HookRules {
  /** So long a server whose before_active failed leaves the records to others, at least. */
  private static final long LEFT_FOR = 10 * Clock.SECOND;

  /** When before_active failed last, by the run; of a holder it counts no more. */
  private final Map<SimulatedDaemon, Long> failedAt = new HashMap<>();

  /** Which part was told last, by the run. */
  private final Map<SimulatedDaemon, Hook> parts = new HashMap<>();

  /** Its before_active failed, or did not end in time; a holder may make its claim anew at once. */
  void failed(SimulatedDaemon daemon) {
    if (parts.get(daemon) != Hook.ON_ACTIVE) {
      failedAt.putIfAbsent(daemon, daemon.machine().moment());
    }
  }

  /** It is about to write itself into the records. */
  void takes(SimulatedDaemon daemon) {
    Long failed = failedAt.get(daemon);
    if (failed == null) {
      return;
    }
    long since = daemon.machine().moment() - failed;
    if (since < LEFT_FOR) {
      throw new Violation(
          "a server whose before_active failed leaves the records to others",
          daemon.run() + " takes them " + since / Clock.MILLI + " ms after that");
    }
    failedAt.remove(daemon);
  }

  /** One of those programs is to be run that come after. */
  void runs(SimulatedDaemon daemon, Action.RunHook hook) {
    if (hook.hook() == Hook.ON_UNHEALTHY) {
      return;
    }
    if (parts.put(daemon, hook.hook()) == hook.hook()) {
      throw new Violation(
          "each part is told once", daemon.run() + " runs " + hook.hook().word() + " again");
    }
    boolean ours = hook.holder().equals(daemon.machine().name());
    if (ours != (hook.hook() == Hook.ON_ACTIVE)) {
      throw new Violation(
          "a part is what the claim says",
          daemon.run() + " runs " + hook.hook().word() + " and holder is " + hook.holder());
    }
    if (ours) {
      failedAt.remove(daemon);
    }
  }
}
