// SPDX-License-Identifier: Apache-2.0
/**
 * The messages in the outbox: what a messenger gets to send. Must not know any messenger, nor
 * decide when the administrator is told.
 */
@NullMarked
package io.clooster.notify;

import org.jspecify.annotations.NullMarked;
