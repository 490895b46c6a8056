// SPDX-License-Identifier: Apache-2.0
package io.clooster.simulation;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A whole run: how it is set up and what goes wrong in it. The seed decides the rest: delays, the
 * order of what happens at once, the dice of the decision.
 */
record Plan(long seed, Setup setup, List<Fault> faults) {

  Plan {
    faults = List.copyOf(faults);
  }

  Plan with(List<Fault> others) {
    return new Plan(seed, setup, others);
  }

  /** When the last fault is over, in nanoseconds. */
  long end() {
    return faults.stream().mapToLong(Fault::end).max().orElse(0) * Clock.MILLI;
  }

  Set<Fault.Kind> kinds() {
    return faults.stream().map(Fault::kind).collect(Collectors.toSet());
  }
}
