// SPDX-License-Identifier: Apache-2.0
/** Real name servers that take changes. */
@NullMarked
package io.clooster.dns.server;

import org.jspecify.annotations.NullMarked;
