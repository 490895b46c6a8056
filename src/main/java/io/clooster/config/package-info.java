// SPDX-License-Identifier: Apache-2.0
/**
 * Reads {@code clooster.json} into a valid {@link io.clooster.config.Config}, or says all that is
 * wrong with it at once. Must not know Camel, the link or the decision.
 */
@NullMarked
package io.clooster.config;

import org.jspecify.annotations.NullMarked;
