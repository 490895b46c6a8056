// SPDX-License-Identifier: Apache-2.0
/** What Gandi's LiveDNS API takes and gives. Must not know what is moved, or why. */
@NullMarked
package io.clooster.dns.gandi;

import org.jspecify.annotations.NullMarked;
