// SPDX-License-Identifier: Apache-2.0
package io.clooster.simulation;

import io.clooster.failover.Action;
import io.clooster.failover.Claim;
import io.clooster.failover.HoldOrder;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What stands at the DNS provider: the record, and the claims beside it, of which one counts. */
final class SimulatedZone {
  /**
   * Each change of a claim makes it another one.
   *
   * @param claim null where it is illegible
   * @param holdEnds until when it says that nothing is to be moved, where it does
   */
  private record Standing(long id, @Nullable Claim claim, long holdEnds) {
    long epoch() {
      return claim == null ? 0 : claim.epoch();
    }

    String holder() {
      return claim == null ? "" : claim.holder();
    }
  }

  /**
   * What a look found, for the write that may follow it; two are equal when it would do the same.
   *
   * @param call the number of the look
   * @param ids the claims that were there, which the write replaces
   */
  record Snapshot(long call, List<Long> ids) {
    @Override
    public boolean equals(Object other) {
      return other instanceof Snapshot snapshot && ids.equals(snapshot.ids);
    }

    @Override
    public int hashCode() {
      return ids.hashCode();
    }
  }

  /** What stood there from {@code since} on. */
  record State(long since, String record, List<Standing> claims) {
    private @Nullable Standing counts() {
      Standing counts = null;
      for (Standing one : claims) {
        if (one.claim() != null && (counts == null || ORDER.compare(one, counts) < 0)) {
          counts = one;
        }
      }
      return counts;
    }

    /** The claim that counts, of the highest epoch; null when there is none, or none is legible. */
    @Nullable Claim claim() {
      Standing counts = counts();
      return counts == null ? null : counts.claim();
    }

    /** What the provider calls it; empty when there is none. */
    String reference() {
      Standing counts = counts();
      return counts == null ? "" : "id" + counts.id();
    }

    List<Long> ids() {
      return claims.stream().map(Standing::id).toList();
    }

    State withoutClaims() {
      return new State(since, record, List.of());
    }

    /** The claim of this id alone, legible or not; null when it is not there. */
    @Nullable State of(String reference) {
      for (Standing one : claims) {
        if (reference.equals("id" + one.id()) && one.claim() != null) {
          return new State(since, record, List.of(one));
        }
      }
      return null;
    }
  }

  /** Which claim counts: that of the highest epoch, and of these the one of the first server. */
  private static final Comparator<Standing> ORDER =
      Comparator.comparingLong((Standing one) -> -one.epoch()).thenComparing(Standing::holder);

  /** Nothing lags by more than this. */
  private static final long REMEMBERED = Clock.MINUTE;

  private final Clock clock;
  private final Deque<State> states = new ArrayDeque<>();
  private final List<Standing> claims = new ArrayList<>();
  private String record;
  private long ids;

  SimulatedZone(Clock clock, String record, @Nullable Claim claim) {
    this.clock = clock;
    this.record = record;
    if (claim != null) {
      put(claim);
    }
    changed();
  }

  /** What stood there at that moment, which is not long ago. */
  State at(long moment) {
    State found = states.getFirst();
    for (State state : states) {
      if (state.since() <= moment) {
        found = state;
      }
    }
    return found;
  }

  private void changed() {
    states.addLast(new State(clock.now(), record, List.copyOf(claims)));
    long old = clock.now() - REMEMBERED;
    while (states.size() > 1 && second().since() <= old) {
      states.removeFirst();
    }
  }

  private State second() {
    State first = states.removeFirst();
    State second = states.getFirst();
    states.addFirst(first);
    return second;
  }

  String record() {
    return record;
  }

  /** Somebody edits the record. */
  void record(String value) {
    record = value;
    changed();
  }

  /** The claim that counts. */
  @Nullable Claim claim() {
    return states.getLast().claim();
  }

  /** The claim that counts in that state, as it is read now: it says until when, not how long. */
  @Nullable Claim read(State state) {
    Standing counts = state.counts();
    Claim claim = counts == null ? null : counts.claim();
    if (counts == null || claim == null || claim.hold() == null) {
      return claim;
    }
    Duration left = Duration.ofNanos(counts.holdEnds() - clock.now());
    return new Claim(
        claim.epoch(),
        claim.holder(),
        claim.renew(),
        claim.retry(),
        claim.pinned(),
        new HoldOrder(claim.hold().number(), left),
        claim.serversVersion());
  }

  /** Somebody edits the claim: only this stands there from now on; null for something illegible. */
  void replaceClaim(@Nullable Claim claim) {
    claims.clear();
    put(claim);
    changed();
  }

  void deleteClaim() {
    claims.clear();
    changed();
  }

  /**
   * All or nothing: false when a claim that was read is not there any more, or the new one is there
   * already, to the message, and is none of those that it replaces.
   */
  boolean change(Action.WriteRecord write) {
    if (isOutdated(write)) {
      return false;
    }
    Claim next = write.claim();
    if (next != null) {
      claims.removeIf(one -> read(write).ids().contains(one.id()));
      put(next);
    }
    set(write);
    return true;
  }

  /** True when what the write depends on is not there any more, or what it makes is. */
  boolean isOutdated(Action.WriteRecord write) {
    Claim next = write.claim();
    if (next == null) {
      return false;
    }
    List<Long> ids = read(write).ids();
    List<Standing> others = claims.stream().filter(one -> !ids.contains(one.id())).toList();
    boolean allThere = others.size() + ids.size() == claims.size();
    return !allThere || others.stream().anyMatch(one -> next.equals(one.claim()));
  }

  private static Snapshot read(Action.WriteRecord write) {
    return (Snapshot) write.snapshot().source();
  }

  /** The whole set of claims is replaced, whatever is in it by now. */
  void overwrite(Action.WriteRecord write) {
    if (write.claim() != null) {
      claims.clear();
      put(write.claim());
    }
    set(write);
  }

  private void set(Action.WriteRecord write) {
    Claim next = write.claim();
    if (next == null || !write.value().equals(write.snapshot().value()) || takesOver(write)) {
      record = write.value();
    }
    changed();
  }

  /** The list of the records may be older than that of the claims: so a take-over names them. */
  private static boolean takesOver(Action.WriteRecord write) {
    Claim read = write.snapshot().claim();
    Claim next = write.claim();
    return read != null
        && next != null
        && write.value().equals(next.holder())
        && !read.holder().equals(next.holder());
  }

  /** Of the claim that was made last. */
  long lastId() {
    return ids;
  }

  private void put(@Nullable Claim claim) {
    HoldOrder hold = claim == null ? null : claim.hold();
    long left = hold == null ? 0 : hold.left().toNanos();
    claims.add(new Standing(++ids, claim, clock.now() + left));
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
