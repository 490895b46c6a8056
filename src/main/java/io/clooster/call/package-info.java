// SPDX-License-Identifier: Apache-2.0
/**
 * Calls to services outside: a total deadline for each, a bound on the answer, name servers that
 * stay silent, failures in plain words. Must not know what is called or why.
 */
@NullMarked
package io.clooster.call;

import org.jspecify.annotations.NullMarked;
