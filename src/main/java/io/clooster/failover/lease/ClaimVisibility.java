// SPDX-License-Identifier: Apache-2.0
package io.clooster.failover.lease;

import io.clooster.failover.ClaimSight;
import io.clooster.failover.Moment;
import io.clooster.failover.Timing;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Whether the provider's reads show the claim that stands there, as far as that is known. */
public final class ClaimVisibility {
  /** So long the lists may lag. */
  static final Duration LAG = Duration.ofSeconds(30);

  /** So many looks have to say so, too. */
  static final int LOOKS = 3;

  /** How the claim is to be seen. */
  public enum Level {
    /** As it should be. */
    LISTED,
    /** By its id, and by no list. */
    UNLISTED,
    /** Not at all: the decision does without it. */
    UNSEEN
  }

  /**
   * A holder whose claim was deleted by hand finds that with its next look, and makes it again:
   * till then it is no wonder that nobody sees it.
   */
  private static final Duration MENDED = Timing.READ_REGULARLY.plusSeconds(15);

  private final Streak unlisted = new Streak(LAG);
  private final Streak unseen = new Streak(MENDED);

  /** Looks in a row that say the same. */
  private static final class Streak {
    private final Duration enough;
    private int looks;
    private @Nullable Moment first;
    private boolean lasts;

    Streak(Duration enough) {
      this.enough = enough;
    }

    void another(Moment asked) {
      if (first == null) {
        first = asked;
      }
      looks++;
      lasts |= looks >= LOOKS && asked.reached(first.plus(enough));
    }

    void ends() {
      looks = 0;
      first = null;
      lasts = false;
    }

    boolean isOpen() {
      return looks > 0 && !lasts;
    }
  }

  /** A look showed the claim that it had to show, or a later one. */
  void onRead(ClaimSight sight, Moment asked) {
    unseen.ends();
    if (sight == ClaimSight.BY_REFERENCE) {
      unlisted.another(asked);
    } else {
      unlisted.ends();
    }
  }

  /**
   * It did not, and it was begun while we were linked with the holder, which told of that claim.
   */
  void missed(Moment asked) {
    unseen.another(asked);
  }

  /**
   * @param lies whether our own accepted writes show that the reads leave the claim out
   */
  Level level(boolean lies) {
    if (lies || unseen.lasts) {
      return Level.UNSEEN;
    }
    return unlisted.lasts ? Level.UNLISTED : Level.LISTED;
  }

  /** True while another look or two are to tell. */
  boolean isOpen() {
    return unseen.isOpen() || unlisted.isOpen();
  }
}
