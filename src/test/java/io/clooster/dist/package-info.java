// SPDX-License-Identifier: Apache-2.0
/**
 * Tests what surrounds the JVM: the start script, the systemd unit and the fail2ban files of {@code
 * target/clooster}. Knows nothing of what Clooster does once it runs.
 */
@NullMarked
package io.clooster.dist;

import org.jspecify.annotations.NullMarked;
