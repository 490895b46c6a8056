// SPDX-License-Identifier: Apache-2.0
/**
 * The decision: a deterministic state machine from events to actions, with the time passed in. Must
 * not know Camel, sockets, files, threads, a clock or any DNS provider, so that the same code runs
 * in production and under a simulated clock.
 */
@NullMarked
package io.clooster.failover;

import org.jspecify.annotations.NullMarked;
