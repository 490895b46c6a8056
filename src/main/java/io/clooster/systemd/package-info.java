// SPDX-License-Identifier: Apache-2.0

/** What systemd is told of this process, with a unit of {@code Type=notify}. */
@NullMarked
package io.clooster.systemd;

import org.jspecify.annotations.NullMarked;
