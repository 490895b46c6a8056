// SPDX-License-Identifier: Apache-2.0
/**
 * Sends a message as a mail, by SMTP. Of us only its Kamelet knows it: where nobody is told by
 * mail, no class of it is loaded, nor one of the library. Must not know what a message is about.
 */
@NullMarked
package io.clooster.notify.mail;

import org.jspecify.annotations.NullMarked;
