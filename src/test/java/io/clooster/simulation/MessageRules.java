// SPDX-License-Identifier: Apache-2.0
package io.clooster.simulation;

import io.clooster.failover.Action;
import java.util.HashMap;
import java.util.Map;

/**
 * Each message that names a server answers something that happened in the world: what strangers do
 * is no such thing, but for one that keeps servers that live from each other.
 */
final class MessageRules {
  /** How many messages of one server about another one each thing that happens may lead to. */
  private static final int EACH = 3;

  /** A record that is not the preferred server's at the first start goes back to it. */
  private static final int AT_FIRST = 1;

  private final Simulation simulation;
  private final Map<String, Integer> told = new HashMap<>();
  private int reasons;

  MessageRules(Simulation simulation) {
    this.simulation = simulation;
  }

  /** A fault begins or ends. */
  void worldChanges(SimulatedFault fault) {
    if (fault.kind() != SimulatedFault.Kind.STRANGER_CALLS && !Strangers.needsAFreePort(fault)) {
      reasons++;
    }
  }

  void told(SimulatedDaemon daemon, Action.Notify message) {
    String by = daemon.machine().name();
    if (message.peer().isEmpty() || message.peer().equals(by)) {
      return;
    }
    int count = told.merge(by + ' ' + message.peer(), 1, Integer::sum);
    long most = AT_FIRST + EACH * (long) reasons + simulation.referee.restless();
    if (count > most) {
      throw new Violation(
          "strangers cause no message",
          by + " tells " + count + " times of " + message.peer() + ": " + message.kind());
    }
  }
}
