// SPDX-License-Identifier: Apache-2.0
/** Has a program of the user's own read and change records. Must not know what the program does. */
@NullMarked
package io.clooster.dns.exec;

import org.jspecify.annotations.NullMarked;
