// SPDX-License-Identifier: Apache-2.0
/**
 * The words for what the decision tells and logs, as {@code routes/messages.properties} has them.
 * Must not decide what is told, nor know how it is delivered.
 */
@NullMarked
package io.clooster.message;

import org.jspecify.annotations.NullMarked;
