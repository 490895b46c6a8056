// SPDX-License-Identifier: Apache-2.0
package io.clooster.daemon;

import io.clooster.failover.Action;
import io.clooster.failover.Claim;
import io.clooster.failover.RecordSnapshot;
import java.time.Duration;

/** A server takes the record, or keeps it, with a claim for ten seconds. */
final class ClaimedWrite {
  private ClaimedWrite() {}

  static Action.WriteRecord write(RecordSnapshot snapshot, String holder, long epoch) {
    return new Action.WriteRecord(1, snapshot, holder, claim(holder, epoch));
  }

  static Claim claim(String holder, long epoch) {
    return new Claim(epoch, holder, Duration.ofSeconds(10));
  }
}
