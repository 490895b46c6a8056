// SPDX-License-Identifier: Apache-2.0
package io.clooster.failover;

import java.util.Locale;
import java.util.Set;

/**
 * How much a message matters, least first. Critical is what may keep users from the service, or did
 * until a record was moved; info is what is over, or was planned; all else is a warning, what
 * nobody thought of too.
 */
public enum Severity {
  INFO,
  WARNING,
  CRITICAL;

  private static final Set<String> CRITICAL_KINDS = Set.of("record-lost", "no-eligible-server");

  /** Where a record moved, or was to be moved, since a server failed. */
  private static final Set<String> CRITICAL_MOVES = Set.of("peer-down", "peer-unhealthy");

  private static final Set<String> MOVES =
      Set.of(
          "moved",
          "observed",
          "superseded",
          "failing",
          "stranded",
          "drained",
          "unprepared",
          "unlisted",
          "held");

  /** Even after a planned stop, the record points at a server that is not there. */
  private static final Set<String> UNSERVED =
      Set.of("failing", "stranded", "drained", "unprepared", "unlisted", "held");

  private static final Set<String> INFO_KINDS =
      Set.of(
          "peer-up",
          "peer-stopped",
          "peer-drained",
          "healthy",
          "hook-works",
          "failback",
          "switched",
          "hold-over",
          "link-back",
          "config-matches",
          "record-found",
          "record-restored",
          "enough",
          "claim-listed",
          "claim-known",
          "eligible-server",
          "notify-test",
          "path-back");

  /** Of a message of this kind that tells of no move. */
  public static Severity of(String kind) {
    if (CRITICAL_KINDS.contains(kind)) {
      return CRITICAL;
    }
    return INFO_KINDS.contains(kind) ? INFO : WARNING;
  }

  /**
   * Of a message of this kind and variant. One that tells of a move of the record, made or not made
   * yet, matters more than one that tells of none; and nothing is over where it failed.
   */
  public static Severity of(String kind, String variant) {
    if (kind.equals("peer-stopped") && UNSERVED.contains(variant)) {
      return CRITICAL;
    }
    if (kind.equals("hook-failed") && variant.equals("on-active")) {
      return CRITICAL; // The record points at a server that is not what it should be.
    }
    boolean moves = MOVES.contains(variant);
    Severity severity = moves && CRITICAL_MOVES.contains(kind) ? CRITICAL : of(kind);
    return variant.equals("failing") && severity == INFO ? WARNING : severity;
  }

  /** Whether it matters as much as what is written so, or more. */
  public boolean isAtLeast(String word) {
    return compareTo(valueOf(word.toUpperCase(Locale.ROOT))) >= 0;
  }

  /** As it is written: {@code info}, {@code warning}, {@code critical}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
