// SPDX-License-Identifier: Apache-2.0
/**
 * The messages in the outbox: what a notifier gets to send. Must not know any notifier, nor decide
 * when the administrator is told.
 */
@NullMarked
package io.clooster.notify;

import org.jspecify.annotations.NullMarked;
