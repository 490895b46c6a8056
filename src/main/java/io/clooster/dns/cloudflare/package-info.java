// SPDX-License-Identifier: Apache-2.0
/**
 * What the Cloudflare Kamelets can't say themselves: whether an answer is one, what there is to be
 * asked, and what a change has to carry. Must not call anything.
 */
@NullMarked
package io.clooster.dns.cloudflare;

import org.jspecify.annotations.NullMarked;
