// SPDX-License-Identifier: Apache-2.0
/**
 * Sends a message as a mail, by SMTP. Of us only its Kamelet knows it: where nobody is told by
 * mail, no class of it is loaded, and of the library only what Camel's converters name. Must not
 * know what a message is about.
 */
@NullMarked
package io.clooster.notify.mail;

import org.jspecify.annotations.NullMarked;
