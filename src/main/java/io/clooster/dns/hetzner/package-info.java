// SPDX-License-Identifier: Apache-2.0
/**
 * What the DNS part of Hetzner's Cloud API takes and gives. Must not know what is moved, or why.
 */
@NullMarked
package io.clooster.dns.hetzner;

import org.jspecify.annotations.NullMarked;
