// SPDX-License-Identifier: Apache-2.0
package io.clooster.sandbox;

import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;

/**
 * What the lists of records show, where that is not what there is. One record, asked for by its
 * identifier, is always shown as it is, and so is what a write did.
 */
public final class ListBehaviour {
  private volatile Duration late = Duration.ZERO;
  private volatile long since;
  private volatile Predicate<DnsRecord> leftOut = record -> false;
  private volatile boolean filtered = true;

  ListBehaviour() {}

  /** What is changed from now on, they show only so much later; 10 minutes at most. */
  public void lagBy(Duration time) {
    since = System.nanoTime();
    late = time;
  }

  /** From now on they leave out the records of this name and type. */
  public void leaveOut(String name, String type) {
    leftOut =
        record -> record.name().equals(DnsNames.canonical(name)) && record.type().equals(type);
  }

  /** From now on they have all records of the zone, whatever is asked for. */
  public void ignoreFilters() {
    filtered = false;
  }

  /** From now on they show what there is. */
  public void beHonest() {
    late = Duration.ZERO;
    leftOut = record -> false;
    filtered = true;
  }

  ApiAnswer answer(RecordQuery query, SandboxZone zone) {
    long then = System.nanoTime() - late.toNanos();
    List<DnsRecord> shown =
        zone.recordsAt(late.isZero() || then - since > 0 ? then : since).stream()
            .filter(record -> !leftOut.test(record))
            .toList();
    return filtered ? query.answer(shown) : query.unfiltered(shown);
  }
}
