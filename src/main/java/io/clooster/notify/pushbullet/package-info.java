// SPDX-License-Identifier: Apache-2.0
/** What the Pushbullet Kamelet can't say itself: the body of a push. Must not call anything. */
@NullMarked
package io.clooster.notify.pushbullet;

import org.jspecify.annotations.NullMarked;
