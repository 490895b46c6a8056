// SPDX-License-Identifier: Apache-2.0
/** Tests the container image, as an engine for containers runs it. */
@NullMarked
package io.clooster.container;

import org.jspecify.annotations.NullMarked;
