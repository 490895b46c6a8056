// SPDX-License-Identifier: Apache-2.0
/**
 * The user's own programs that run as this server's part changes: in order, one after the other, at
 * least once each over restarts, and never in the way of the record. Must not know what a part is,
 * nor when it changes.
 */
@NullMarked
package io.clooster.hook;

import org.jspecify.annotations.NullMarked;
