// SPDX-License-Identifier: Apache-2.0
/**
 * Whose record is it, the second room: the claim as it was read, the holder's claim as a sign of
 * life, and our own. Its answer to a read is a {@link io.clooster.failover.lease.Finding}, a value.
 * Must not know what this server is, nor how the record is read and written.
 */
@NullMarked
package io.clooster.failover.lease;

import org.jspecify.annotations.NullMarked;
