// SPDX-License-Identifier: Apache-2.0
package io.clooster.simulation;

import io.clooster.failover.Action;
import io.clooster.failover.Claim;
import io.clooster.failover.Reading;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What stands at the DNS provider: the record, and the claims beside it, of which one counts. */
final class Zone {
  /** Each change of a claim makes it another one; {@code claim} is null where it is illegible. */
  private record Standing(long id, @Nullable Claim claim) {
    long epoch() {
      return claim == null ? 0 : claim.epoch();
    }

    String holder() {
      return claim == null ? "" : claim.holder();
    }
  }

  /**
   * What a look found, for the write that may follow it.
   *
   * @param call the number of the look
   * @param ids the claims that were there, which the write replaces
   */
  record Snapshot(long call, List<Long> ids) {}

  private final List<Standing> claims = new ArrayList<>();
  private String record;
  private long ids;

  Zone(String record, @Nullable Claim claim) {
    this.record = record;
    if (claim != null) {
      put(claim);
    }
  }

  String record() {
    return record;
  }

  /** Somebody edits the record. */
  void record(String value) {
    record = value;
  }

  /** The claim that counts, of the highest epoch; null when there is none, or none is legible. */
  @Nullable Claim claim() {
    return claims.stream()
        .filter(one -> one.claim() != null)
        .min(
            Comparator.comparingLong((Standing one) -> -one.epoch())
                .thenComparing(Standing::holder))
        .map(Standing::claim)
        .orElse(null);
  }

  /** Somebody edits the claim: only this stands there from now on; null for something illegible. */
  void replaceClaim(@Nullable Claim claim) {
    claims.clear();
    put(claim);
  }

  void deleteClaim() {
    claims.clear();
  }

  Reading read(long call) {
    return new Reading(
        record, claim(), new Snapshot(call, claims.stream().map(Standing::id).toList()));
  }

  /**
   * All or nothing: false when a claim that was read is not there any more, or the new one is there
   * already, to the letter, and is none of those that it replaces.
   */
  boolean change(Action.WriteRecord write) {
    Claim next = write.claim();
    if (next != null) {
      Snapshot read = (Snapshot) write.reading().source();
      List<Standing> others = new ArrayList<>(claims);
      others.removeIf(one -> read.ids().contains(one.id()));
      boolean allThere = others.size() + read.ids().size() == claims.size();
      if (!allThere || others.stream().anyMatch(one -> next.equals(one.claim()))) {
        return false;
      }
      claims.retainAll(others);
      put(next);
    }
    if (next == null || !write.value().equals(write.reading().value())) {
      record = write.value();
    }
    return true;
  }

  private void put(@Nullable Claim claim) {
    claims.add(new Standing(++ids, claim));
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder(record);
    for (Standing one : claims) {
      text.append(one.claim() == null ? " ?" : " " + one.epoch() + ":" + one.holder());
    }
    return text.toString();
  }
}
