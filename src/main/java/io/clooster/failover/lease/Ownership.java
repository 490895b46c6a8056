// SPDX-License-Identifier: Apache-2.0
package io.clooster.failover.lease;

import io.clooster.failover.ChangeReason;
import io.clooster.failover.DecisionStep;
import io.clooster.failover.Moment;
import io.clooster.failover.RecordSnapshot;
import io.clooster.failover.peer.PeerTransition;
import org.jspecify.annotations.Nullable;

/** What tells who holds the records: the claim beside them, or, without claims, what they hold. */
public interface Ownership {

  /**
   * What was read.
   *
   * @param asked when it was asked for
   */
  OwnershipReading read(
      RecordSnapshot snapshot, Moment asked, Belief belief, RecordFacts record, DecisionStep step);

  /**
   * Looks at what time, or the word of the others, has changed.
   *
   * @param blind whether the last look at the record failed
   * @param weTell whether it is for us to tell what concerns all
   */
  HolderSight sightOf(Belief belief, boolean blind, boolean weTell, DecisionStep step);

  /** True when the administrator was told that {@code server} lives, and the path to it is cut. */
  boolean isToldToBeCut(String server);

  /**
   * Why {@code server}, should it hold the records, is not to hold them any more; null if it is.
   *
   * @param linkLostAt when the link was lost whose loss made us look
   */
  @Nullable Failure failureOf(String server, Moment linkLostAt);

  /**
   * What time, or the word of the others, says of the server that we believe to hold the records.
   *
   * @param readNow whether the record is to be looked at now
   */
  record HolderSight(PeerTransition verdict, boolean readNow) {
    static final HolderSight NOTHING_NEW = new HolderSight(PeerTransition.NOTHING_NEW, false);
  }

  /**
   * Why the records should move away from a server.
   *
   * @param suspected when the first sign of it was there
   * @param shown when the evidence was there: what was read before that does not count
   */
  record Failure(ChangeReason cause, Moment suspected, Moment shown) {

    public static Failure of(ChangeReason cause, Moment shown) {
      return new Failure(cause, shown, shown);
    }
  }
}
