// SPDX-License-Identifier: Apache-2.0
/**
 * What tests of real Clooster processes have in common: a process as {@code target/clooster} starts
 * it, cables and networks that can be disturbed between such processes, and what the administrator
 * reads. Must not know anything of Clooster's inside, nor of pairs and groups.
 */
@NullMarked
package io.clooster.process;

import org.jspecify.annotations.NullMarked;
