// SPDX-License-Identifier: Apache-2.0
package io.clooster.sandbox;

import java.time.Instant;
import java.util.Optional;

/**
 * One change of a record, or a write that left it as it was.
 *
 * @param nanos {@link System#nanoTime} when it took effect
 * @param at the same, by the calendar
 * @param by who wrote
 * @param name the record's full name
 * @param type its type
 * @param content what it holds since; empty if it was deleted
 */
public record RecordWrite(
    long nanos, Instant at, By by, String name, String type, Optional<String> content) {

  /** Who wrote. */
  public enum By {
    /** A client of the API. */
    API,
    /** A test, or the user on the sandbox's page. */
    HAND
  }
}
