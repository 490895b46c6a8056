// SPDX-License-Identifier: Apache-2.0
/**
 * Replaces routes while the daemon runs, when their files are saved: tried first, at a moment when
 * nothing is under way in them, and back to what ran before where that fails. Must not know what
 * any route does.
 */
@NullMarked
package io.clooster.routes.reload;

import org.jspecify.annotations.NullMarked;
