// SPDX-License-Identifier: Apache-2.0
/**
 * Tests pairs of real Clooster processes, as {@code target/clooster} starts them, on real sockets
 * and against the sandbox's APIs. Must not know anything of Clooster's inside: what is asserted is
 * what the DNS record held, what the administrator was told, what was logged and how a process
 * ended.
 */
@NullMarked
package io.clooster.pair;

import org.jspecify.annotations.NullMarked;
