// SPDX-License-Identifier: Apache-2.0
/** What DigitalOcean's API takes and gives for its domains. Must not know what is moved, or why. */
@NullMarked
package io.clooster.dns.digitalocean;

import org.jspecify.annotations.NullMarked;
