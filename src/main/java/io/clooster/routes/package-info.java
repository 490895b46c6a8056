// SPDX-License-Identifier: Apache-2.0
/**
 * What stands in {@code routes/}: which of it is shipped and which is the user's own; runs the
 * latter so that it can neither keep the former from starting nor hold it up. Must not know what
 * any route does.
 */
@NullMarked
package io.clooster.routes;

import org.jspecify.annotations.NullMarked;
