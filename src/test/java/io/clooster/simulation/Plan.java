// SPDX-License-Identifier: Apache-2.0
package io.clooster.simulation;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A whole run: how it is set up and what goes wrong in it. The seed decides the rest: delays, the
 * order of what happens at once, the dice of the decision.
 */
record Plan(long seed, Setup setup, List<SimulatedFault> faults) {
  /** What a 429 asks for, in nanoseconds, and what it takes to come. */
  static final long THROTTLED = 310 * Clock.SECOND;

  private static final Set<SimulatedFault.Kind> HALF_WORKING =
      EnumSet.of(
          SimulatedFault.Kind.API_ERRORS,
          SimulatedFault.Kind.API_SLOW,
          SimulatedFault.Kind.API_ANSWERS_LOST,
          SimulatedFault.Kind.API_LATE,
          SimulatedFault.Kind.API_THROTTLES,
          SimulatedFault.Kind.API_READ_ONLY);

  Plan {
    faults = List.copyOf(faults);
  }

  Plan with(List<SimulatedFault> others) {
    return new Plan(seed, setup, others);
  }

  /** When the last fault is over, in nanoseconds. */
  long end() {
    return faults.stream().mapToLong(SimulatedFault::end).max().orElse(0) * Clock.MILLI;
  }

  Set<SimulatedFault.Kind> kinds() {
    return faults.stream().map(SimulatedFault::kind).collect(Collectors.toSet());
  }

  /** True when the API, where it is reached at all, does at once what it is asked for. */
  boolean hasPlainApi() {
    return kinds().stream().noneMatch(HALF_WORKING::contains);
  }

  /** True when the lists lag, and nothing else is wrong with what the reads show. */
  boolean onlyLags() {
    return !kinds().contains(SimulatedFault.Kind.API_UNLISTED)
        && !kinds().contains(SimulatedFault.Kind.API_UNREFERENCED);
  }

  /** So long after its end the API's trouble may keep a server away: it said when to come again. */
  long comeAgain() {
    return throttles() ? THROTTLED : 0;
  }

  /** True when the API says to some calls that they come too often, and when to come again. */
  boolean throttles() {
    return kinds().contains(SimulatedFault.Kind.API_THROTTLES);
  }

  /** True when the provider's reads do not always show what stands there. */
  boolean makesListsLie() {
    return faults.stream().anyMatch(FaultReach::makesListsLie);
  }
}
