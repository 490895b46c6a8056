// SPDX-License-Identifier: Apache-2.0
/**
 * The simulator: the decision, unchanged, on two to nine simulated servers under one clock, with a
 * network, a DNS API, hands, own checks and notifiers that fail by a plan, which a seed makes. What
 * must never happen is asserted at each step. Must not know Camel, sockets or real time, nor
 * anything of the decision but what the shell knows of it.
 */
@NullMarked
package io.clooster.simulation;

import org.jspecify.annotations.NullMarked;
