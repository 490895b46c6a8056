// SPDX-License-Identifier: Apache-2.0
package io.clooster.hook;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import io.clooster.failover.Hook;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What outlives this process.
 *
 * @param last the part whose program ended well last, {@code on_active} or {@code on_standby}; null
 *     for none
 * @param failing the hooks of which was told that they fail, and not yet that they work
 * @param waiting what is still to be run, in order
 */
@JsonIgnoreProperties(ignoreUnknown = true)
record HookState(
    @Nullable String last, @Nullable List<String> failing, @Nullable List<HookOrder> waiting) {
  static final HookState NOTHING = new HookState(null, List.of(), List.of());

  HookState {
    failing = failing == null ? List.of() : List.copyOf(failing);
    waiting = waiting == null ? List.of() : List.copyOf(waiting);
  }

  /** What is wrong with it where it was read from a file; empty if nothing is. */
  Optional<String> unsound() {
    List<String> hooks = Arrays.stream(Hook.values()).map(Hook::word).toList();
    if (waiting().size() > HookQueue.MOST
        || !hooks.containsAll(failing())
        || (last != null && !hooks.contains(last))) {
      return Optional.of("it is not what Clooster writes there");
    }
    return waiting().stream().flatMap(order -> order.unsound().stream()).findFirst();
  }

  @Override
  public List<String> failing() {
    return failing == null ? List.of() : failing;
  }

  @Override
  public List<HookOrder> waiting() {
    return waiting == null ? List.of() : waiting;
  }
}
