// SPDX-License-Identifier: Apache-2.0
/**
 * What this server tells of its state to who asks on this machine. Must not decide anything, nor
 * know who asks.
 */
@NullMarked
package io.clooster.operate;

import org.jspecify.annotations.NullMarked;
