// SPDX-License-Identifier: Apache-2.0
package io.clooster.hook;

import io.clooster.config.HookProgram;
import io.clooster.failover.Action;
import io.clooster.failover.Values;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What the administrator is told of a program. */
final class HookMessages {
  private final String server;

  HookMessages(String server) {
    this.server = server;
  }

  /** It failed; {@code retry} is in how long it is tried again, null where it is not. */
  Action.Notify failed(String hook, HookProgram program, String failure, @Nullable Duration retry) {
    Values values =
        Values.of("program", program.name()).and("failure", failure).and("retry", retry);
    return message(hook, "hook-failed", hook.replace('_', '-'), values);
  }

  /** It works again. */
  Action.Notify works(String hook, HookProgram program) {
    Values values = Values.of("hook", hook).and("program", program.name());
    return message(hook, "hook-works", "", values);
  }

  private Action.Notify message(String hook, String kind, String variant, Values values) {
    String id = String.join("-", server, kind, hook, String.valueOf(System.currentTimeMillis()));
    return new Action.Notify(id, kind, variant, "", values);
  }
}
