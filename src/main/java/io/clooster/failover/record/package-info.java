// SPDX-License-Identifier: Apache-2.0
/**
 * Make it so, the fourth room: reads, compares, and writes, at most one call at a time, for as long
 * as it takes. Must not know why the record is to move, nor the other servers, but for what {@link
 * io.clooster.failover.peer.GroupView} says of them.
 */
@NullMarked
package io.clooster.failover.record;

import org.jspecify.annotations.NullMarked;
