// SPDX-License-Identifier: Apache-2.0
package io.clooster.failover.lease;

import org.jspecify.annotations.Nullable;

/**
 * What this server takes for true of the records, when they are read.
 *
 * @param holder the server that we believe to hold them; ourselves only when we act as the holder
 * @param weHold whether we act as the holder
 * @param weTake whether we are about to become the holder
 * @param handoverTarget the server that we hand them to; null when we don't
 */
public record Belief(
    @Nullable String holder, boolean weHold, boolean weTake, @Nullable String handoverTarget) {

  /** The same where nobody is known to hold them. */
  Belief withoutHolder() {
    return new Belief(null, weHold, weTake, handoverTarget);
  }
}
