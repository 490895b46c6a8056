// SPDX-License-Identifier: Apache-2.0
/**
 * The private link, protocol 2 ({@code docs/protocol-2.md}): TLS with certificates that nobody
 * signed, a proof of the shared key that is bound to them, and framed messages. Speaks Netty and
 * {@link io.clooster.failover.Event}; must not decide what a lost link means, and knows nothing of
 * DNS or of the configuration file.
 */
@NullMarked
package io.clooster.link.protocol2;

import org.jspecify.annotations.NullMarked;
