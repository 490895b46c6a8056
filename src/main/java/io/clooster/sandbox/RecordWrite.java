// SPDX-License-Identifier: Apache-2.0
package io.clooster.sandbox;

import java.time.Instant;
import java.util.Optional;

/**
 * One change of a record, or a write that left it as it was.
 *
 * @param nanos {@link System#nanoTime} when it took effect, the same for all of a transaction
 * @param at the same, by the calendar
 * @param by who wrote
 * @param caller whose credential it was: the name that {@link CloudflareSandbox#allowTokenOf} gave
 *     it, a user's mail address, else an identifier; empty for an edit by hand
 * @param name the record's full name
 * @param type its type
 * @param before what it held until then; empty if it was made
 * @param content what it holds since; empty if it was deleted
 */
public record RecordWrite(
    long nanos,
    Instant at,
    By by,
    String caller,
    String name,
    String type,
    Optional<String> before,
    Optional<String> content) {

  /** Who wrote. */
  public enum By {
    /** A client of the API. */
    API,
    /** A test, or the user on the sandbox's page. */
    HAND
  }
}
