// SPDX-License-Identifier: Apache-2.0
package io.clooster.failover;

/** The decision as it runs in production: it can be asked for all that it knows. */
public interface FailoverCore extends Failover {

  /**
   * What the decision knows. Asking changes nothing, and is done where events are taken in: one
   * queue, one thread.
   *
   * @param now never earlier than the last event
   */
  Status status(Moment now);
}
