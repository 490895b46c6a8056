// SPDX-License-Identifier: Apache-2.0
/**
 * This server's own health: looks at it, counts what they found, and says when the verdict changes.
 * Every look ends in time, whatever it meets. Must not know what an unhealthy server means, nor the
 * peers.
 */
@NullMarked
package io.clooster.health;

import org.jspecify.annotations.NullMarked;
