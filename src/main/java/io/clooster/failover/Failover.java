// SPDX-License-Identifier: Apache-2.0
package io.clooster.failover;

import java.util.List;

/**
 * The decision of one server. Give it every event in order, do the actions that it returns, and the
 * record follows the living. Deterministic: the same events at the same moments, with the same
 * random numbers, lead to the same actions. Not thread-safe: one queue, one thread.
 */
public interface Failover {

  /**
   * Takes in one event.
   *
   * @param now the moment at which the event is looked at, never earlier than the one before
   * @return what is to be done, in order; often nothing
   */
  List<Action> on(Event event, Moment now);
}
