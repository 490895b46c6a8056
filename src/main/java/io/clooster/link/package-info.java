// SPDX-License-Identifier: Apache-2.0
/**
 * The link between two servers: what a connection of any protocol is, and protocol 1: who may
 * connect, how a connection proves to be the peer's, what its bytes mean. Speaks Netty and {@link
 * io.clooster.failover.Event}; must not decide what a lost link means, and knows nothing of DNS.
 */
@NullMarked
package io.clooster.link;

import org.jspecify.annotations.NullMarked;
