// SPDX-License-Identifier: Apache-2.0
package io.clooster.dns;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * When the credentials for the DNS end: from then on no server could move a record.
 *
 * @param at the last moment
 */
public record CredentialsExpiry(Instant at) {

  /** How near it is; each is told once. */
  public enum Stage {
    LATER(Duration.ofSeconds(Long.MAX_VALUE)),
    TWO_WEEKS(Duration.ofDays(14)),
    THREE_DAYS(Duration.ofDays(3)),
    ENDED(Duration.ZERO);

    private final Duration left;

    Stage(Duration left) {
      this.left = left;
    }
  }

  /**
   * What the provider says; empty where it says nothing that can be understood.
   *
   * @param expires ISO 8601, with an offset from UTC
   */
  public static Optional<CredentialsExpiry> of(@Nullable String expires) {
    if (expires == null || expires.isBlank()) {
      return Optional.empty();
    }
    try {
      Instant at = OffsetDateTime.parse(expires.strip()).toInstant();
      return Optional.of(new CredentialsExpiry(at.truncatedTo(ChronoUnit.SECONDS)));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  /** How near it is. */
  public Stage stage(Instant now) {
    Duration left = Duration.between(now, at);
    Stage stage = Stage.LATER;
    for (Stage nearer : Stage.values()) {
      if (left.compareTo(nearer.left) <= 0) {
        stage = nearer;
      }
    }
    return stage;
  }

  /** One line for people: what it is, what it means, what to do. */
  public String told(String provider, Instant now) {
    String what =
        stage(now) == Stage.ENDED
            ? "ended at " + at + ": no server can move the record any more"
            : "end at " + at + ", in " + left(now) + ": from then on no server can move the record";
    return "the credentials for "
        + provider
        + " "
        + what
        + "; make new ones there, write them into the configuration of all servers, and restart"
        + " these one by one";
  }

  String left(Instant now) {
    Duration left = Duration.between(now, at);
    return left.toDays() > 1 ? left.toDays() + " days" : left.toHours() + " hours";
  }
}
