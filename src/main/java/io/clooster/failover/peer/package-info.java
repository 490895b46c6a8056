// SPDX-License-Identifier: Apache-2.0
/**
 * Observe, the first room of the pipeline: what is known of each other server, by its link and its
 * own word, and what the others say of it. Its answer to an event is a {@link
 * io.clooster.failover.peer.PeerTransition}. Must not know who holds the record, nor what is done
 * about it.
 */
@NullMarked
package io.clooster.failover.peer;

import org.jspecify.annotations.NullMarked;
