// SPDX-License-Identifier: Apache-2.0
package io.clooster.failover.record;

import io.clooster.failover.Moment;
import io.clooster.failover.Timing;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Writes that may still take effect although nobody wants them any more: ours that failed or were
 * given up, and the last one of a peer that died in the middle of it. What they put into the record
 * is nobody's wish, and is to be put right.
 */
final class LateWrites {
  /** Calls that were given up and may still be answered. */
  private final Map<Long, GivenUp> unanswered = new HashMap<>();

  /** The values that ours would leave in the record. */
  private final Map<String, Moment> ours = new HashMap<>();

  /**
   * The values that the peer's would leave. Each explains one change only: a peer that writes twice
   * is not dead, and two servers must not fight for the record.
   */
  private final Set<String> peers = new HashSet<>();

  private Moment peersUntil;

  /** When we had last stood still: what was asked before that may be long over. */
  private Moment awakeSince;

  /** A write that was given up, and until when it may land. */
  private record GivenUp(Call.Write write, Moment until) {}

  LateWrites(Moment start) {
    this.peersUntil = start;
    this.awakeSince = start;
  }

  /** Our write of {@code value} failed, as far as we were told. */
  void failed(String value, Moment now) {
    ours.put(value, now.plus(Timing.LAND_WITHIN));
  }

  /** We no longer wait for the answer to this write of {@code value}. */
  void givenUp(Call.Write write, String value, Moment now) {
    failed(value, now);
    unanswered.put(write.number(), new GivenUp(write, now.plus(Timing.LAND_WITHIN)));
  }

  /** The write of this call, if we gave it up: the record may just have changed. Null if not. */
  Call.@Nullable Write answered(long number) {
    GivenUp left = unanswered.remove(number);
    return left == null ? null : left.write();
  }

  /** We stood still until now. */
  void stoodStill(Moment now) {
    awakeSince = now;
  }

  /** True when the answer to this write, that comes now, tells what stands there now. */
  boolean isNews(Call.Write write) {
    return write.asked().reached(awakeSince);
  }

  /**
   * A peer that died in the middle of a write may still put one of these values into the record;
   * what was thought so of before is over.
   */
  void peersMayLand(List<String> values, Moment now) {
    peers.clear();
    peers.addAll(values);
    peersUntil = now.plus(Timing.LAND_WITHIN);
  }

  /** True when a late write explains that the record holds {@code value}. */
  boolean explain(String value) {
    return ours.containsKey(value) || peers.remove(value);
  }

  /** True when {@link #explain} would say so. */
  boolean mayExplain(String value) {
    return ours.containsKey(value) || peers.contains(value);
  }

  /** What writes that nobody waits for any more, and that were not answered, may put there. */
  Set<String> unanswered() {
    if (unanswered.isEmpty()) {
      return Set.of(); // Asked with each event.
    }
    Set<String> values = new HashSet<>();
    unanswered.values().forEach(left -> values.add(String.valueOf(left.write().writes())));
    return values;
  }

  boolean awaited() {
    return !ours.isEmpty() || !peers.isEmpty();
  }

  /** The record was seen as it was at {@code asked} or later: what had not landed by then won't. */
  void expire(Moment asked) {
    ours.values().removeIf(asked::reached);
    unanswered.values().removeIf(left -> asked.reached(left.until()));
    if (asked.reached(peersUntil)) {
      peers.clear();
    }
  }
}
