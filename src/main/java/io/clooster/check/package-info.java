// SPDX-License-Identifier: Apache-2.0
/**
 * Holds the files in {@code routes/} against Camel's schema before Camel is started, and says in
 * plain words where they differ. Must not know what the routes do, and never starts one.
 */
@NullMarked
package io.clooster.check;

import org.jspecify.annotations.NullMarked;
