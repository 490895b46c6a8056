// SPDX-License-Identifier: Apache-2.0
/**
 * Makes a server's first configuration out of a few answers. Must not know Camel, nor what the
 * values mean: whether they are right is asked of the reader in {@code config}.
 */
@NullMarked
package io.clooster.init;

import org.jspecify.annotations.NullMarked;
