// SPDX-License-Identifier: Apache-2.0
/** What deSEC's API takes and gives. Must not know what is moved, or why. */
@NullMarked
package io.clooster.dns.desec;

import org.jspecify.annotations.NullMarked;
