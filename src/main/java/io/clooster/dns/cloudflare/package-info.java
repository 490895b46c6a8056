// SPDX-License-Identifier: Apache-2.0
/**
 * What the Cloudflare Kamelets can't say themselves: whether an answer is one, which of the records
 * is ours, and what a change has to carry. Must not call anything.
 */
@NullMarked
package io.clooster.dns.cloudflare;

import org.jspecify.annotations.NullMarked;
