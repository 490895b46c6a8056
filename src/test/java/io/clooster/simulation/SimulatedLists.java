// SPDX-License-Identifier: Apache-2.0
package io.clooster.simulation;

import io.clooster.failover.Claim;
import io.clooster.failover.ClaimReference;
import io.clooster.failover.ClaimSight;
import io.clooster.failover.RecordSnapshot;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the provider's reads show of the zone: what stands there, or at times what stood there a
 * while ago, or the record without its claim; and a claim that is asked for by its id, or not.
 */
final class SimulatedLists {
  /** How the reads lie. */
  enum Lie {
    LAG,
    NO_CLAIM,
    NO_REFERENCE
  }

  private final Clock clock;
  private final SimulatedZone zone;
  private final boolean namesClaims;
  private final Map<Lie, Integer> lies = new EnumMap<>(Lie.class);
  private long lag;

  /**
   * @param namesClaims whether the provider tells an id of each claim
   */
  SimulatedLists(Clock clock, SimulatedZone zone, boolean namesClaims) {
    this.clock = clock;
    this.zone = zone;
    this.namesClaims = namesClaims;
  }

  void lie(Lie lie, boolean begins) {
    lies.merge(lie, begins ? 1 : -1, Integer::sum);
  }

  /** The lists lag by so long. */
  void lag(long time, boolean begins) {
    lag = begins ? time : lag;
    lie(Lie.LAG, begins);
  }

  /** True while they leave the claim out. */
  boolean hideClaims() {
    return has(Lie.NO_CLAIM);
  }

  /** True while they lag. */
  boolean lag() {
    return has(Lie.LAG);
  }

  private boolean has(Lie lie) {
    return lies.getOrDefault(lie, 0) > 0;
  }

  /** The answer to a look. */
  RecordSnapshot read(long call, @Nullable ClaimReference asked) {
    SimulatedZone.State listed = zone.at(has(Lie.LAG) ? clock.now() - lag : clock.now());
    if (has(Lie.NO_CLAIM)) {
      listed = listed.withoutClaims();
    }
    Claim claim = zone.read(listed);
    if (asked == null || (claim != null && claim.epoch() >= asked.epoch())) {
      return reading(call, listed, ClaimSight.LISTED);
    }
    SimulatedZone.State found = has(Lie.NO_REFERENCE) ? null : zone.at(clock.now()).of(asked.id());
    if (found != null) {
      return new RecordSnapshot(
          listed.record(),
          zone.read(found),
          asked.id(),
          ClaimSight.BY_REFERENCE,
          new SimulatedZone.Snapshot(call, found.ids()));
    }
    // What is listed in its place is gone by itself: a write leaves it alone.
    return new RecordSnapshot(
        listed.record(), claim, "", ClaimSight.GONE, new SimulatedZone.Snapshot(call, List.of()));
  }

  /** What the answer to a write shows: the record, and the claim that it made. */
  RecordSnapshot after(long call, @Nullable Claim made) {
    long id = zone.lastId();
    return new RecordSnapshot(
        zone.record(),
        made,
        "id" + id,
        ClaimSight.LISTED,
        new SimulatedZone.Snapshot(call, List.of(id)));
  }

  private RecordSnapshot reading(long call, SimulatedZone.State state, ClaimSight sight) {
    String reference = namesClaims ? state.reference() : "";
    return new RecordSnapshot(
        state.record(),
        zone.read(state),
        reference,
        sight,
        new SimulatedZone.Snapshot(call, state.ids()));
  }
}
