// SPDX-License-Identifier: Apache-2.0
/**
 * The command line and the start of the daemon: reads the config, hands it to Camel, starts the
 * routes. Knows every other package; none knows it.
 */
@NullMarked
package io.clooster;

import org.jspecify.annotations.NullMarked;
