// SPDX-License-Identifier: Apache-2.0
package io.clooster.failover.alert;

import io.clooster.failover.DecisionStep;
import io.clooster.failover.Notifications;
import io.clooster.failover.Status;
import io.clooster.failover.lease.ClaimVisibility.Level;
import java.util.List;

/**
 * A claim that the provider does not show is told once, and once when it shows it again: by the one
 * that tells what concerns all where it is still found by its id, and by each that has to do
 * without.
 */
public final class ClaimAlert {
  private final Notifications messenger;
  private Level logged = Level.LISTED;
  private Level told = Level.LISTED;

  public ClaimAlert(Notifications messenger) {
    this.messenger = messenger;
  }

  public void look(Level level, boolean ourTurn, DecisionStep step) {
    if (level != logged) {
      logged = level;
      log(level, step);
    }
    boolean concernsUs = level == Level.UNSEEN || told != Level.LISTED;
    if (level != told && (ourTurn || concernsUs)) {
      told = level;
      switch (level) {
        case LISTED -> messenger.claimListed(step);
        case UNLISTED -> messenger.claimUnlisted(step);
        case UNSEEN -> messenger.claimUnseen(step);
      }
    }
  }

  private void log(Level level, DecisionStep step) {
    switch (level) {
      case LISTED -> step.info("record-claim-listed");
      case UNLISTED -> step.warn("record-claim-unlisted");
      case UNSEEN -> step.warn("record-claim-unseen");
    }
  }

  /** What was told, and is not over. */
  public List<Status.Alert> alerts() {
    return switch (told) {
      case LISTED -> List.of();
      case UNLISTED -> List.of(new Status.Alert("claim-unlisted", ""));
      case UNSEEN -> List.of(new Status.Alert("claim-unseen", ""));
    };
  }
}
