// SPDX-License-Identifier: Apache-2.0
/**
 * Reads and changes a zone at its primary name server (RFC 1035, RFC 2136), signed (RFC 8945). Must
 * not know what is moved, or why.
 */
@NullMarked
package io.clooster.dns.rfc2136;

import org.jspecify.annotations.NullMarked;
