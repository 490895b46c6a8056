// SPDX-License-Identifier: Apache-2.0
package io.clooster.failover.record;

import io.clooster.failover.Claim;
import io.clooster.failover.DecisionStep;
import io.clooster.failover.RecordSnapshot;
import io.clooster.failover.Values;
import io.clooster.failover.lease.Lease;

/**
 * Writes the record, and the claim beside it: by what was read, so that it fails where that has
 * changed since.
 */
final class RecordWriter {
  private final Lease claims;
  private final ProviderCalls calls;
  private final Refusals refusals;
  private final ReadSchedule schedule;
  private final ChangeNews news;
  private final CurrentChange change;

  RecordWriter(
      Lease claims,
      ProviderCalls calls,
      Refusals refusals,
      ReadSchedule schedule,
      ChangeNews news,
      CurrentChange change) {
    this.claims = claims;
    this.calls = calls;
    this.refusals = refusals;
    this.schedule = schedule;
    this.news = news;
    this.change = change;
  }

  /** Puts {@code value} into the record; without a fence, the claim is made first. */
  void write(String value, RecordSnapshot snapshot, DecisionStep step) {
    if (claims.used() && claims.mayBeReplaced(step.now())) {
      return; // The claim that took the place of the one that is gone may be yet to be listed.
    }
    Claim claim = claims.used() ? claims.next(value, step.now()) : null;
    // Where no claim was read, nothing would keep a late write from moving the record once more.
    boolean fenced = snapshot.isFence() || claims.isUnseen();
    if (claim == null || (fenced && claim.holder().equals(value))) {
      step.info("record-writing", Values.of("value", value));
      news.intends(claim, change.wanted(), step);
      step.add(calls.change(value, snapshot, claim, step.now()));
    } else {
      writeClaim(claim, snapshot, step);
    }
  }

  /** Leaves the record as it is. */
  private void writeClaim(Claim claim, RecordSnapshot snapshot, DecisionStep step) {
    step.info(
        "claim-writing",
        Values.of("claim", claim.holder()).and("epoch", claim.epoch()).and("renew", claim.renew()));
    step.add(calls.change(null, snapshot, claim, step.now()));
  }

  /**
   * Our claim is due: with what was read last, as it succeeds only if that still stands there; no
   * look that is under way may delay it.
   *
   * @param inTrouble whether the provider fails
   */
  void renew(boolean inTrouble, DecisionStep step) {
    RecordSnapshot known = calls.known();
    if (refusals.pauses(step.now())) {
      return;
    }
    if (known != null && !calls.changes()) {
      calls.setAside();
      writeClaim(claims.next(claims.us(), step.now()), known, step);
    } else if (!calls.isOpen() && !inTrouble) {
      schedule.readAt(step.now());
    }
  }
}
