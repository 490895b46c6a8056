// SPDX-License-Identifier: Apache-2.0
/**
 * Holds the files in {@code routes/} against Camel's schema, against each other, and against what
 * Camel makes of them, and says in plain words what is wrong. Must not know what the routes do, and
 * never starts one.
 */
@NullMarked
package io.clooster.check;

import org.jspecify.annotations.NullMarked;
