// SPDX-License-Identifier: Apache-2.0
/**
 * The decision of a pair that speaks protocol 1: the original's rules, frozen. Uses the rooms of
 * the group where the rules are the same, and is used by none of them.
 */
@NullMarked
package io.clooster.failover.protocol1;

import org.jspecify.annotations.NullMarked;
