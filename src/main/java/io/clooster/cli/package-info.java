// SPDX-License-Identifier: Apache-2.0
/** The commands that a user types. Parse, call, print, and choose the exit status; nothing else. */
@NullMarked
package io.clooster.cli;

import org.jspecify.annotations.NullMarked;
