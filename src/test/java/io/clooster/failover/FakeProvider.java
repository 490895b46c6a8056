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
    /** Every call fails at once, as the credentials are refused. */
    DENIES,
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
    /** Reads work, writes are refused: a token that may only read. */
    REFUSES_WRITES,
    /** The same, and it says that another one was faster. */
    CALLS_WRITES_LATE,
    /** Nothing is ever answered. */
    SILENT
  }

  /** What its lists show of the claim. */
  enum Listing {
    /** What stands there. */
    ALL,
    /** Nothing: as if a filter were not honoured. */
    NO_CLAIM,
    /** Record and claim as they stood when this mood began. */
    OUTDATED
  }

  /** What it needs to know which claim was read. */
  private record Source(long claimId, Duration cached) implements CacheLifetime {}

  static final String REASON = "Cloudflare says: 10000 Authentication error (HTTP 403)";

  private final Deque<Action.WriteRecord> held = new ArrayDeque<>();
  private final Deque<Event> heldReads = new ArrayDeque<>();
  private String value;
  private @Nullable Claim claim;
  private long claimId = 1;
  private Duration cached = Duration.ZERO;
  private Mood mood = Mood.WORKS;
  private Listing listing = Listing.ALL;
  private @Nullable RecordSnapshot outdated;
  private boolean namesClaims;
  private boolean findsByReference = true;
  private boolean answersWritesWithRecords;
  private boolean tellsConflicts = true;
  private boolean fences = true;
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

  /** As Cloudflare does: claims have ids, and the answer to a write shows what stands there. */
  void namesClaims() {
    namesClaims = true;
    answersWritesWithRecords = true;
  }

  void answersWritesWithNothing() {
    answersWritesWithRecords = false;
  }

  void lists(Listing newListing) {
    listing = newListing;
    outdated = read();
  }

  /** What a list shows that is up to date. */
  RecordSnapshot listed() {
    return read();
  }

  /** From now on the lists show this, which stood there before. */
  void listsAgain(RecordSnapshot earlier) {
    listing = Listing.OUTDATED;
    outdated = earlier;
  }

  /** Whether what is asked for by its reference is found. */
  void findsByReference(boolean finds) {
    findsByReference = finds;
  }

  /** It does not say why it refuses a write. */
  void hidesConflicts() {
    tellsConflicts = false;
  }

  /** It looks before it writes, and what is written in between is overwritten. */
  void onlyLooksBeforeItWrites() {
    fences = false;
  }

  /** What the others call the claim that stands there; empty for none. */
  String reference() {
    return claim == null || !namesClaims ? "" : "id" + claimId;
  }

  private RecordSnapshot read() {
    return new RecordSnapshot(
        value, claim, reference(), ClaimSight.LISTED, new Source(claimId, cached));
  }

  private RecordSnapshot read(@Nullable ClaimReference asked) {
    RecordSnapshot now = read();
    RecordSnapshot listed =
        switch (listing) {
          case ALL -> now;
          case NO_CLAIM -> new RecordSnapshot(value, null, new Source(0, cached));
          case OUTDATED -> outdated;
        };
    Claim shown = listed.claim();
    if (asked == null || (shown != null && shown.epoch() >= asked.epoch())) {
      return listed;
    } else if (findsByReference && asked.id().equals(reference())) {
      return new RecordSnapshot(
          listed.value(), claim, asked.id(), ClaimSight.BY_REFERENCE, now.source());
    }
    return new RecordSnapshot(
        listed.value(), shown, listed.reference(), ClaimSight.GONE, listed.source());
  }

  void retryAfter(Duration asked) {
    retryAfter = asked;
  }

  /** The answer to a read or a write, empty when there is none (yet). */
  Optional<Event> answer(Action call) {
    if (call instanceof Action.ReadRecord read) {
      Event answer = new Event.RecordRead(read.number(), read(read.reference()));
      return switch (mood) {
        case SILENT -> Optional.empty();
        case DOWN, DENIES -> Optional.of(failure(read.number()));
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
      case DOWN, DENIES, READ_ONLY -> Optional.of(failure(write.number()));
      case WORKS, HOLDS_READS ->
          Optional.of(lands(write) ? written(write.number()) : conflict(write.number()));
      case REFUSES_WRITES -> Optional.of(refusal(write.number()));
      case CALLS_WRITES_LATE -> Optional.of(new Event.RecordConflict(write.number()));
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

  /** True while a read waits. */
  boolean holdsReads() {
    return !heldReads.isEmpty();
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
      long replaces = ((Source) write.snapshot().source()).claimId();
      if (fences && replaces != claimId && !(replaces == 0 && listing == Listing.NO_CLAIM)) {
        return false;
      }
      claim(write.claim());
    }
    if (write.claim() == null || !write.value().equals(write.snapshot().value())) {
      value = write.value();
    }
    return true;
  }

  /** The oldest held write is answered by a success. */
  Event heldWriteSucceeds() {
    return written(held.removeFirst().number());
  }

  private Event written(long number) {
    return new Event.RecordWritten(number, answersWritesWithRecords ? read() : null);
  }

  private Event conflict(long number) {
    return tellsConflicts ? new Event.RecordConflict(number) : refusal(number);
  }

  private Event refusal(long number) {
    return new Event.RecordRefused(number, REASON, retryAfter);
  }

  /** The oldest held write changed nothing: another one was faster. */
  Event heldWriteConflicts() {
    return conflict(held.removeFirst().number());
  }

  /** The same of the latest one. */
  Event latestHeldWriteConflicts() {
    return conflict(held.removeLast().number());
  }

  /** The oldest held write is answered by a failure; whether it takes effect is another matter. */
  Event heldWriteFails() {
    return failure(held.removeFirst().number());
  }

  private Event failure(long number) {
    return new Event.RecordFailed(number, REASON, retryAfter, mood == Mood.DENIES);
  }
}
