// SPDX-License-Identifier: Apache-2.0
/**
 * Strict stand-ins for Cloudflare's DNS API and for Pushbullet on 127.0.0.1, with faults to order:
 * {@code clooster demo}, the tests and the benchmarks run against them. They answer as the services
 * document it and refuse whatever the services might refuse, so that what passes here passes there.
 * Must not know the rest of Clooster: a sandbox that shares code with what it examines proves
 * nothing.
 *
 * <p>HTTP is spoken by hand, because the faults are made of bytes: an answer that drips, a
 * connection that is reset after the effect, a port that is gone and comes back.
 */
@NullMarked
package io.clooster.sandbox;

import org.jspecify.annotations.NullMarked;
