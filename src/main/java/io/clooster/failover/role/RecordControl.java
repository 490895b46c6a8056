// SPDX-License-Identifier: Apache-2.0
package io.clooster.failover.role;

import io.clooster.failover.DecisionStep;
import io.clooster.failover.DesiredRecord;
import io.clooster.failover.Moment;
import io.clooster.failover.lease.RecordFacts;
import io.clooster.failover.peer.GroupView;
import org.jspecify.annotations.Nullable;

/**
 * What the role machine asks of whoever makes the record what it should be, and what that one knows
 * of the record. It never answers by an event of its own: what became of a wish shows by {@link
 * #settled}, and by what is read.
 */
public interface RecordControl {

  /** From now on {@code next} is wanted; what was wanted before is forgotten. */
  void want(DesiredRecord next, ChangeTiming timing, GroupView others, DecisionStep step);

  /** What {@code next} wants was just read: it is wanted from now on, and needs no look. */
  void adopt(DesiredRecord next);

  /** It is our record already, whatever it holds: what differs was edited by hand. */
  void adoptAsIs(DesiredRecord next);

  /**
   * The record holds {@code value}: true when that is the work of a write for a wish that was
   * released since. Then it is wanted again, and told as what it is.
   */
  boolean resume(String value);

  /** Nothing is wanted of us any more; the record is only looked at. */
  void release(DecisionStep step);

  /** There will be something to see at {@code moment}; null for nothing. */
  void readAt(@Nullable Moment moment);

  /** Something was heard of the record: look soon, unless that waits after a failure. */
  void readNow(Moment now);

  /** True when the record was seen to be as wanted, and nothing came between since. */
  boolean settled();

  /** True from a failed look until one succeeds. */
  boolean blind();

  /** What the record held when it was read last, null before that. */
  @Nullable String lastValue();

  /** When the link was lost whose loss made us look; our start before that. */
  Moment lostAt();

  /** What is known of it besides that it was just read, and holds {@code value}. */
  RecordFacts facts(String value);
}
