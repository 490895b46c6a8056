// SPDX-License-Identifier: Apache-2.0
/**
 * Whether a change has arrived where the world looks it up: asks the zone's own name servers until
 * they give the new value. Must not know any provider, nor decide what follows. The DNS library is
 * loaded when the first question is asked, not before: no failover waits for it.
 */
@NullMarked
package io.clooster.dns.verify;

import org.jspecify.annotations.NullMarked;
