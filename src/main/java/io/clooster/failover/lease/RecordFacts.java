// SPDX-License-Identifier: Apache-2.0
package io.clooster.failover.lease;

import org.jspecify.annotations.Nullable;

/**
 * What is known of the record besides what was just read.
 *
 * @param lastValue what it held when it was read before; null at first
 * @param mayBeOurs whether a write of ours that we have given up explains what it holds now
 * @param mayBeLate whether a late write, of ours or of a server that died, explains it
 */
public record RecordFacts(@Nullable String lastValue, boolean mayBeOurs, boolean mayBeLate) {}
