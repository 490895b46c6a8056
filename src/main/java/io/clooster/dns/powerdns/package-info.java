// SPDX-License-Identifier: Apache-2.0
/**
 * What the HTTP API of a PowerDNS Authoritative Server takes and gives. Must not know what is
 * moved, or why.
 */
@NullMarked
package io.clooster.dns.powerdns;

import org.jspecify.annotations.NullMarked;
