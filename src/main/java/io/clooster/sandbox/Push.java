// SPDX-License-Identifier: Apache-2.0
package io.clooster.sandbox;

import java.time.Instant;
import java.util.Optional;

/**
 * A note that was sent through Pushbullet.
 *
 * @param nanos {@link System#nanoTime} when it took effect
 * @param at the same, by the calendar
 * @param iden Pushbullet's identifier
 * @param guid the sender's identifier, by which a repetition is known; empty if none was given
 * @param title first line
 * @param body the text
 * @param target {@code email=…}, {@code channel_tag=…}, …; empty for all own devices
 */
public record Push(
    long nanos,
    Instant at,
    String iden,
    String guid,
    String title,
    String body,
    Optional<String> target) {}
