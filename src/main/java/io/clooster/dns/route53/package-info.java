// SPDX-License-Identifier: Apache-2.0
/**
 * What the API of Amazon Route 53 takes and gives, and how its calls are signed. Must not know what
 * is moved, or why.
 */
@NullMarked
package io.clooster.dns.route53;

import org.jspecify.annotations.NullMarked;
