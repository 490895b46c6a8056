// SPDX-License-Identifier: Apache-2.0
package io.clooster.failover;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The record at its provider, which may be slow, refuse, lie or say nothing. */
final class FakeProvider {
  /** How it treats calls. */
  enum Mood {
    WORKS,
    /** Every call fails at once. */
    DOWN,
    /** Reads work, writes fail and have no effect. */
    READ_ONLY,
    /** Reads work, writes take effect and are answered by a failure. */
    FAILS_AFTER_WRITING,
    /** Reads work, writes are accepted and have no effect. */
    IGNORES_WRITES,
    /** Reads work; writes wait until the story says what becomes of them. */
    HOLDS_WRITES,
    /** Reads wait until the story answers them by what stood there when they were asked. */
    HOLDS_READS,
    /** Nothing is ever answered. */
    SILENT
  }

  /** What it needs to know which claim was read. */
  private record Source(long claimId, Duration cached) implements Cached {}

  static final String REASON = "Cloudflare says: 10000 Authentication error (HTTP 403)";

  private final Deque<Action.WriteRecord> held = new ArrayDeque<>();
  private final Deque<Event> heldReads = new ArrayDeque<>();
  private String value;
  private @Nullable Claim claim;
  private long claimId = 1;
  private Duration cached = Duration.ZERO;
  private Mood mood = Mood.WORKS;
  private Duration retryAfter = Duration.ZERO;

  FakeProvider(String value) {
    this.value = value;
  }

  String value() {
    return value;
  }

  void set(String newValue) {
    value = newValue;
  }

  @Nullable Claim claim() {
    return claim;
  }

  /** Someone else changes the claim: it is another one than that which was read. */
  void claim(@Nullable Claim changed) {
    claim = changed;
    claimId++;
  }

  /** So long resolvers give what they were given. */
  void cached(Duration time) {
    cached = time;
  }

  void mood(Mood newMood) {
    mood = newMood;
  }

  void retryAfter(Duration asked) {
    retryAfter = asked;
  }

  /** The answer to a read or a write, empty when there is none (yet). */
  Optional<Event> answer(Action call) {
    if (call instanceof Action.ReadRecord read) {
      Event answer =
          new Event.RecordRead(
              read.number(), new Reading(value, claim, new Source(claimId, cached)));
      return switch (mood) {
        case SILENT -> Optional.empty();
        case DOWN -> Optional.of(failure(read.number()));
        case HOLDS_READS -> {
          heldReads.add(answer);
          yield Optional.empty();
        }
        default -> Optional.of(answer);
      };
    }
    Action.WriteRecord write = (Action.WriteRecord) call;
    return switch (mood) {
      case SILENT -> Optional.empty();
      case DOWN, READ_ONLY -> Optional.of(failure(write.number()));
      case WORKS, HOLDS_READS ->
          Optional.of(
              lands(write)
                  ? new Event.RecordWritten(write.number())
                  : new Event.RecordConflict(write.number()));
      case FAILS_AFTER_WRITING -> {
        lands(write);
        yield Optional.of(failure(write.number()));
      }
      case IGNORES_WRITES -> Optional.of(new Event.RecordWritten(write.number()));
      case HOLDS_WRITES -> {
        held.add(write);
        yield Optional.empty();
      }
    };
  }

  /** The oldest held read is answered. */
  Event heldReadSucceeds() {
    return heldReads.removeFirst();
  }

  /** The oldest held write takes effect. */
  void heldWriteLands() {
    lands(held.getFirst());
  }

  private boolean lands(Action.WriteRecord write) {
    if (write.claim() != null) {
      if (((Source) write.reading().source()).claimId() != claimId) {
        return false;
      }
      claim(write.claim());
    }
    value = write.value();
    return true;
  }

  /** The oldest held write is answered by a success. */
  Event heldWriteSucceeds() {
    return new Event.RecordWritten(held.removeFirst().number());
  }

  /** The oldest held write changed nothing: another one was faster. */
  Event heldWriteConflicts() {
    return new Event.RecordConflict(held.removeFirst().number());
  }

  /** The oldest held write is answered by a failure; whether it takes effect is another matter. */
  Event heldWriteFails() {
    return failure(held.removeFirst().number());
  }

  private Event failure(long number) {
    return new Event.RecordFailed(number, REASON, retryAfter);
  }
}
