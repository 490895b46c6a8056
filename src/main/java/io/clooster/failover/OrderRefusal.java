// SPDX-License-Identifier: Apache-2.0
package io.clooster.failover;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Why an operator's order to hand the record over is not carried out: nothing was changed then. */
public enum OrderRefusal {
  /** Nobody is known to hold the record. */
  NO_HOLDER,
  /** The server that holds it is out of sight. */
  HOLDER_OUT_OF_SIGHT,
  /** It has not answered in time, or the link to it was lost meanwhile. */
  NO_ANSWER,
  /** Who was asked does not hold it, or not any more. */
  NOT_THE_HOLDER,
  /** A change of the record, or a hand-over, is under way. */
  UNDER_WAY,
  /** The provider can't be read. */
  PROVIDER_FAILS,
  /** No such server is in the configuration. */
  UNKNOWN_SERVER,
  /** The server that is to hold the record is not linked with the holder. */
  TARGET_OUT_OF_SIGHT,
  /** Its operator has drained it. */
  TARGET_DRAINED,
  /** Its own checks fail. */
  TARGET_UNHEALTHY,
  /** It only says what it would do. */
  TARGET_OBSERVES,
  /** A server that the holder is linked to does not list it, or not yet. */
  TARGET_UNLISTED,
  /** An operator wants nothing to be moved in the whole group. */
  HELD,
  /** Too few servers are in sight to move anything. */
  TOO_FEW,
  /** There is no claim to remember the choice, and the record would go back by itself. */
  NOT_TO_BE_KEPT,
  /** For a reason that we do not know: a later version's. */
  OTHER;

  /** As it stands on the wire: {@code target_drained}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** What {@link #word} stands for; {@link #OTHER} for a word that is not known. */
  public static OrderRefusal of(String word) {
    OrderRefusal known = named(word);
    return known == null ? OTHER : known;
  }

  private static @Nullable OrderRefusal named(String word) {
    for (OrderRefusal refusal : values()) {
      if (refusal.word().equals(word)) {
        return refusal;
      }
    }
    return null;
  }
}
