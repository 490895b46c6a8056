// SPDX-License-Identifier: Apache-2.0
/**
 * Starts Camel with the routes and a config, and stops it. Puts the clock to the decision. Must not
 * know any provider, notifier or protocol.
 */
@NullMarked
package io.clooster.daemon;

import org.jspecify.annotations.NullMarked;
