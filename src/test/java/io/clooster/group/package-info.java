// SPDX-License-Identifier: Apache-2.0
/**
 * Tests groups of two, three and five real Clooster processes that speak protocol 2, as {@code
 * target/clooster} starts them, on one machine's loopback or on hosts of a network of their own,
 * with the sandbox's Cloudflare or a real name server. Must not know anything of Clooster's inside:
 * what is asserted is what the DNS record held, one value after the other, what the administrator
 * was told, what was logged and how a process ended.
 */
@NullMarked
package io.clooster.group;

import org.jspecify.annotations.NullMarked;
