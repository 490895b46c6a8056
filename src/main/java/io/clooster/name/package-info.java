// SPDX-License-Identifier: Apache-2.0
/**
 * How names are written: as people write them, and as DNS has them. Must not know what a name is
 * used for.
 */
@NullMarked
package io.clooster.name;

import org.jspecify.annotations.NullMarked;
