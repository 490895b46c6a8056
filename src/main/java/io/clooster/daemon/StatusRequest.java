// SPDX-License-Identifier: Apache-2.0
package io.clooster.daemon;

/**
 * Asks the decision for its {@link io.clooster.failover.Status}: goes through the queue of events,
 * and is answered between two of them.
 */
public record StatusRequest() {}
