// SPDX-License-Identifier: Apache-2.0
/**
 * The last incidents: each death of a server, and each move of the record, with its moments. Is
 * told what the decision wants done, and what the others say; must not decide anything, nor hold
 * the decision up.
 */
@NullMarked
package io.clooster.incident;

import org.jspecify.annotations.NullMarked;
