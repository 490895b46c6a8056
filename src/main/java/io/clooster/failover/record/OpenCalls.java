// SPDX-License-Identifier: Apache-2.0
package io.clooster.failover.record;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.clooster.failover.Moment;
import io.clooster.failover.lease.Lease;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Gives up what is asked at the provider: its answer may come, and its write take effect. */
final class OpenCalls {
  private final ProviderCalls calls;
  private final Lease claims;
  private final LateWrites lateWrites;
  private final ReadSchedule schedule;
  private final CurrentChange change;

  OpenCalls(
      ProviderCalls calls,
      Lease claims,
      LateWrites lateWrites,
      ReadSchedule schedule,
      CurrentChange change) {
    this.calls = calls;
    this.claims = claims;
    this.lateWrites = lateWrites;
    this.schedule = schedule;
    this.change = change;
  }

  /** Forgets what was asked and looks anew. */
  void readAgain(Moment now) {
    giveUp(forget(), now);
    schedule.readAt(now);
  }

  /** Where a claim is the fence, the answer to a look that is forgotten counts all the same. */
  @CanIgnoreReturnValue
  @Nullable Call forget() {
    if (claims.used() && !calls.changes()) {
      calls.setAside();
    }
    return calls.forget();
  }

  /** This call may still be answered, and its write take effect. */
  void giveUp(@Nullable Call call, Moment now) {
    if (call instanceof Call.Write write && write.writes() != null) {
      lateWrites.givenUp(write, write.writes(), now);
    }
  }

  /** It was waited for too long: what it writes may be there. */
  void stopWaiting(Call call, Moment now) {
    change.mayHaveWritten(call.writes());
    giveUp(call, now);
  }

  /**
   * What hangs is not waited for any longer. Where the record itself may still move by it, what
   * stands there has to be told by a claim: without one, nothing would keep it from moving twice.
   */
  void overtake(Duration patience, Moment now) {
    if (!calls.isFenced()) {
      return;
    }
    Call hangs = calls.overtake(patience, now);
    if (hangs != null) {
      stopWaiting(hangs, now);
      schedule.readAt(now);
    }
  }
}
