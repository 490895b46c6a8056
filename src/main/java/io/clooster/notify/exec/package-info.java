// SPDX-License-Identifier: Apache-2.0
/** Tells a program of the user's own what happened. Must not know what the program does. */
@NullMarked
package io.clooster.notify.exec;

import org.jspecify.annotations.NullMarked;
