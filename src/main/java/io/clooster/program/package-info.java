// SPDX-License-Identifier: Apache-2.0
/** Runs programs of the user's own. Must not know what for. */
@NullMarked
package io.clooster.program;

import org.jspecify.annotations.NullMarked;
