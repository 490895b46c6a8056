// SPDX-License-Identifier: Apache-2.0
package io.clooster.failover;

import io.clooster.failover.Wish.Cause;
import java.time.Duration;
import java.util.List;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Makes the record what it should be, and keeps looking: read, compare, write, read back. It is
 * driven by what is wanted now and what was read last, never by a single event, so a failed call is
 * tried again for as long as it takes, and an answer to a question that nobody asks any more
 * changes nothing.
 */
final class RecordKeeper {
  /** How often the record is read while all is well; keeps connection and ids warm, too. */
  static final Duration LOOK = Duration.ofMinutes(1);

  /** The same while something is about to change. */
  static final Duration LOOK_CLOSELY = Duration.ofSeconds(5);

  /** Guards the guard: the shell answers each call within 10 s, and a read takes two at most. */
  static final Duration ANSWER_WITHIN = Duration.ofSeconds(30);

  /** So long a look that was asked after the link was lost is fresh enough for a write. */
  static final Duration FRESH = Duration.ofSeconds(1);

  static final Duration RETRY_MIN = Duration.ofSeconds(1);
  static final Duration RETRY_MAX = Duration.ofSeconds(60);

  /** Providers block for minutes; asked to wait for longer than this, we try again all the same. */
  static final Duration RETRY_AFTER_MAX = Duration.ofMinutes(10);

  private final String record;
  private final Messenger messenger;
  private final Backoff backoff;
  private final RecordTrouble trouble;
  private final HandEdit edit;
  private final LateWrites lateWrites;
  private final ClaimKeeper claims;
  private final boolean restore;
  private final Incident incident;

  private @Nullable Wish wish;
  private @Nullable Wish abandoned;
  private Moment abandonedAt;
  private boolean settled;
  private boolean told;
  private boolean wrote;
  private boolean unconfirmed;
  private @Nullable String overwritten;
  private @Nullable String lastValue;

  private @Nullable Call call;
  private long calls;
  private Moment nextLook;
  private Moment lostAt;
  private @Nullable Look look;

  /** What was read, as long as no write of ours can have changed it. */
  private @Nullable Reading known;

  private boolean conflicted;
  private @Nullable Moment expected;
  private boolean blind;

  /**
   * The one question that is open; {@code writes} what it puts into the record, null for a read and
   * for a write of the claim alone.
   */
  private record Call(long number, @Nullable String writes, @Nullable Claim claim, Moment asked) {
    boolean changes() {
      return writes != null || claim != null;
    }
  }

  /** The last read; {@code reading} is null until it is answered. */
  private record Look(@Nullable Reading reading, Moment asked) {}

  /** Of a pair of protocol 1. */
  RecordKeeper(String record, Messenger messenger, Moment start, RandomGenerator random) {
    this(record, messenger, ClaimKeeper.none(), false, start, random);
  }

  RecordKeeper(
      String record,
      Messenger messenger,
      ClaimKeeper claims,
      boolean restore,
      Moment start,
      RandomGenerator random) {
    this.record = record;
    this.claims = claims;
    this.restore = restore;
    this.incident = new Incident(record, messenger);
    this.messenger = messenger;
    this.backoff = new Backoff(RETRY_MIN, RETRY_MAX, random);
    this.trouble = new RecordTrouble(messenger, start);
    this.edit = new HandEdit(record, messenger, start);
    this.lateWrites = new LateWrites(start);
    this.nextLook = start;
    this.lostAt = start;
    this.abandonedAt = start;
  }

  /**
   * The peer may turn out to be dead: looks at once, so that the record is known by then. Not twice
   * a second, however often the link breaks, and not at a provider in trouble.
   */
  void linkLost(Moment now) {
    lostAt = now;
    if (!trouble.lasts() && (look == null || !fresh(look, now))) {
      nextLook = now;
    }
  }

  /** When the link was lost whose loss made us look; our start before that. */
  Moment lostAt() {
    return lostAt;
  }

  /** True from a failed look until one succeeds. */
  boolean blind() {
    return blind;
  }

  /** There will be something to see at {@code moment}; null for nothing. */
  void lookAt(@Nullable Moment moment) {
    expected = moment;
  }

  /** From now on {@code next} is wanted; what was wanted before is forgotten. */
  void want(Wish next, Evidence evidence, Others others, Moment now, Actions out) {
    untold(out);
    out.info("record=%s state=wanted value=%s", record, next.value());
    wish = next;
    settled = false;
    told = false;
    wrote = mayLand(next.value());
    abandoned = null;
    unconfirmed = false;
    overwritten = null;
    incident.begins(evidence.suspected(), now);
    lateWrites.peersMayLand(claims.used() ? List.of() : evidence.late(), now);
    backoff.reset();
    trouble.newWish(now);
    if (!(next.cause() instanceof Cause.PeerDown
        && useLook(next, evidence.shown(), others, now, out))) {
      lookAgain(now);
    }
  }

  private void untold(Actions out) {
    if (wish != null && !told && wish.cause().isNews()) {
      messenger.superseded(wish.cause(), out);
    }
  }

  /** True when what was asked since the link was lost, answered or not yet, serves this wish. */
  private boolean useLook(Wish next, Moment shown, Others others, Moment now, Actions out) {
    if (look == null || !look.asked().reached(shown) || !fresh(look, now) || claims.isBehind()) {
      return false;
    }
    wish = next.notBefore(shown);
    if (look.reading() != null) {
      compare(look.reading(), look.asked(), others, now, out);
    }
    return true;
  }

  private static boolean fresh(Look look, Moment now) {
    return now.since(look.asked()).compareTo(FRESH) < 0;
  }

  /**
   * Nothing is wanted of us any more; the record is only looked at. A write that is out may still
   * take effect (see {@link #resume}), or may have for a moment: that it was meant to is told.
   */
  void release(Moment now, Actions out) {
    if (wish != null) {
      abandoned = !settled && (wrote || (call != null && call.writes() != null)) ? wish : null;
      if (abandoned != null) {
        untold(out);
      }
      incident.ends();
      abandonedAt = now;
      wish = null;
      settled = false;
      edit.forget();
      lookAgain(now);
    }
  }

  /**
   * The record holds {@code value}: true when that is the work of a write for a wish that was
   * released since. Then it is wanted again, and told as what it is.
   */
  boolean resume(String value) {
    Wish left = abandoned;
    if (left == null || !mayLand(value)) {
      return false;
    }
    adopt(left);
    wrote = true;
    return true;
  }

  /** What {@code next} wants was just read: it is wanted from now on, and needs no look. */
  void adopt(Wish next) {
    wish = next;
    abandoned = null;
    settled = false;
    told = false;
    wrote = false;
    unconfirmed = false;
    overwritten = null;
  }

  /** It is our record already, whatever it holds: what differs was edited by hand. */
  void adoptAsIs(Wish next) {
    adopt(next);
    settled = true;
    told = true;
  }

  private boolean mayLand(String value) {
    return abandoned != null && value.equals(abandoned.value());
  }

  /** What a look later than that does not show will not land any more. */
  private void forgetAbandoned(Moment asked) {
    if (asked.reached(abandonedAt.plus(LateWrites.LAND_WITHIN))) {
      abandoned = null;
    }
  }

  /** The answer to this look is not to be acted on; another one follows. */
  void lookLater(long number, Moment now) {
    if (open(number, false) != null) {
      nextLook = now.plus(LOOK_CLOSELY);
    }
  }

  /** True when the record was seen to be as wanted, and nothing came between since. */
  boolean settled() {
    return wish != null && settled;
  }

  /** What the record held when it was read last, null before that. */
  @Nullable String lastValue() {
    return lastValue;
  }

  /**
   * A look was answered.
   *
   * @return when it was asked; null when nobody waits for its answer any more
   */
  @Nullable Moment seen(Event.RecordRead answer) {
    if (call == null || call.number() != answer.number() || call.changes()) {
      return null;
    }
    blind = false;
    known = answer.reading();
    return call.asked();
  }

  /** True when a write from before may explain that the record holds {@code value}. */
  boolean mayBeLate(String value) {
    return lateWrites.mayExplain(value);
  }

  /** Something waits for what a look shows: not twice a second, whatever happens. */
  void lookSoon(Moment now) {
    if (call == null && (look == null || !fresh(look, now))) {
      lookNow(now);
    }
  }

  /** Something was heard of the record: look soon, unless that waits after a failure. */
  void lookNow(Moment now) {
    expected = now;
  }

  /**
   * After our own standstill the answers are old, and so is what we know of the peer: a change that
   * is still to be made waits until {@code doubtUntil}.
   */
  void stoodStill(Moment now, Moment doubtUntil) {
    if (wish != null && !settled) {
      wish = wish.notBefore(doubtUntil.orLater(wish.notBefore()));
    }
    trouble.stoodStill(now);
    known = null;
    wrote |= call != null && call.writes() != null;
    lookAgain(now);
  }

  /** The peer was just seen to be dead: no need to wait any longer. */
  void goAhead(Moment now) {
    if (wish != null && !settled && !now.reached(wish.notBefore())) {
      wish = wish.notBefore(now);
      lookAgain(now);
    }
  }

  void read(Event.RecordRead answer, Others others, Moment now, Actions out) {
    Call asked = open(answer.number(), false);
    if (asked != null) {
      look = new Look(answer.reading(), asked.asked());
      compare(answer.reading(), asked.asked(), others, now, out);
    }
  }

  private void compare(Reading reading, Moment asked, Others others, Moment now, Actions out) {
    String value = reading.value();
    if (!value.equals(lastValue)) {
      out.info("record=%s state=read value=%s", record, value);
      lastValue = value;
    }
    boolean closely = claims.used() ? abandoned != null : lateWrites.awaited();
    nextLook = now.plus(closely ? LOOK_CLOSELY : LOOK);
    if (wish == null) {
      well(value, now, out);
    } else if (value.equals(wish.value()) && claims.isOf(value)) {
      well(value, now, out);
      asWanted(wish, reading, now, out);
    } else {
      differs(wish, reading, asked, others, now, out);
    }
    lateWrites.seen(asked);
    forgetAbandoned(asked);
  }

  private void differs(
      Wish wish, Reading reading, Moment asked, Others others, Moment now, Actions out) {
    String value = reading.value();
    if (settled && !claims.isOf(wish.value())) {
      // The claim is made again, which is not for us where we only looked.
      well(value, now, out);
      return;
    }
    if (settled && !claims.used() && lateWrites.explain(value)) {
      out.warn("record=%s state=late write: holds %s again", record, value);
      settled = false;
    }
    if (settled && others.inDoubt() && !asked.reached(lostAt.plus(FRESH))) {
      // Whether an edit stays, and is worth a message, is known when the peer's fate is.
      well(value, now, out);
      nextLook = now.plus(LOOK_CLOSELY);
    } else if (settled) {
      well(value, now, out);
      if (restore) {
        putBack(wish, reading, now, out);
      } else {
        edit.seen(value, wish.value(), others, now, out);
      }
    } else if (!asked.reached(wish.notBefore())) {
      well(value, now, out);
      nextLook = wish.notBefore().orLater(now);
    } else if (!others.allow(wish.cause())) {
      well(value, now, out);
      nextLook = now.plus(LOOK_CLOSELY);
    } else if (unconfirmed) {
      unconfirmed = false;
      failed("the provider accepted the change, but the record still holds " + value, now, out);
    } else {
      if (overwritten == null) {
        overwritten =
            edit.overwrites(value, others.mayHaveWritten(value) || others.weMayHaveWritten(value));
      }
      write(wish.value(), reading, now, out);
    }
  }

  private void putBack(Wish wish, Reading reading, Moment now, Actions out) {
    out.warn("record=%s state=edited: holds %s; is put back", record, reading.value());
    settled = false;
    told = false;
    overwritten = reading.value();
    write(wish.value(), reading, now, out);
  }

  private void write(String value, Reading reading, Moment now, Actions out) {
    Claim claim = claims.used() ? claims.next(value, now) : null;
    // Where no claim was read, nothing would keep a late write from moving the record once more.
    if (claim == null || (reading.claim() != null && claim.holder().equals(value))) {
      out.info("record=%s state=writing value=%s", record, value);
      change(value, reading, claim, now, out);
    } else {
      writeClaim(claim, reading, now, out);
    }
  }

  /** Leaves the record as it is. */
  private void writeClaim(Claim claim, Reading reading, Moment now, Actions out) {
    out.info(
        "claim=%s state=writing epoch=%d renew=%s",
        claim.holder(), claim.epoch(), Texts.duration(claim.renew()));
    change(null, reading, claim, now, out);
  }

  private void change(
      @Nullable String value, Reading reading, @Nullable Claim claim, Moment now, Actions out) {
    call = new Call(++calls, value, claim, now);
    look = null;
    known = null;
    out.add(new Action.WriteRecord(calls, reading, value == null ? reading.value() : value, claim));
  }

  void written(Event.RecordWritten answer, Moment now, Actions out) {
    Call asked = open(answer.number(), true);
    if (asked != null) {
      Claim claim = asked.claim();
      if (claim != null) {
        claims.written(claim, asked.asked());
        out.info("claim=%s state=settled epoch=%d", claim.holder(), claim.epoch());
      }
      if (asked.writes() != null) {
        wrote = true;
        unconfirmed = true;
        incident.written(now);
      }
      conflicted = false;
      nextLook = claims.inVain() ? now.plus(ClaimKeeper.RENEW_MIN) : now;
    } else if (lateWrites.answered(answer.number()) && (call == null || !call.changes())) {
      // What is being read now may be from before; after a write of ours we look anyway.
      lookAgain(now);
    }
  }

  /** Another server was faster: what stands there now tells what that means. */
  void conflict(Event.RecordConflict answer, Moment now, Actions out) {
    if (open(answer.number(), true) == null) {
      return;
    }
    claims.refused();
    look = null;
    nextLook = conflicted ? now.plus(backoff.next()) : now;
    conflicted = true;
    out.info("record=%s state=conflict: what was read has changed since; looks again", record);
  }

  void failed(Event.RecordFailed answer, Moment now, Actions out) {
    if (call == null || call.number() != answer.number()) {
      lateWrites.answered(answer.number());
      return;
    }
    if (call.writes() != null) {
      wrote = true;
      lateWrites.failed(call.writes(), now);
    }
    blind |= !call.changes();
    call = null;
    look = null;
    failed(answer.reason(), answer.retryAfter(), now, out);
  }

  /** Asks when it is time to, and tells the administrator when an answer stays away. */
  void drive(Moment now, Actions out) {
    if (call != null && now.reached(call.asked().plus(ANSWER_WITHIN))) {
      wrote |= call.writes() != null;
      blind |= !call.changes();
      lookAgain(now);
      failed("no answer within " + Texts.duration(ANSWER_WITHIN), now, out);
    }
    if (claims.due(now)) {
      renew(now, out);
    }
    trouble.drive(wish == null || told ? null : wish.cause(), now, out);
    boolean early = expected != null && now.reached(expected) && !trouble.lasts();
    if (call == null && (early || now.reached(nextLook))) {
      expected = null;
      call = new Call(++calls, null, null, now);
      look = new Look(null, now);
      out.add(new Action.ReadRecord(calls));
    }
  }

  /**
   * Our claim is due: with what was read last, as it succeeds only if that still stands there; no
   * look that is under way may delay it.
   */
  private void renew(Moment now, Actions out) {
    if (known != null && (call == null || !call.changes())) {
      call = null;
      writeClaim(claims.next(claims.us(), now), known, now, out);
    } else if (call == null && !trouble.lasts() && !conflicted) {
      nextLook = now;
    }
  }

  /** Forgets what was asked and looks anew. */
  private void lookAgain(Moment now) {
    if (call != null && call.writes() != null) {
      lateWrites.givenUp(call.number(), call.writes(), now);
    }
    call = null;
    look = null;
    nextLook = now;
  }

  private void failed(String reason, Moment now, Actions out) {
    failed(reason, Duration.ZERO, now, out);
  }

  private void failed(String reason, Duration retryAfter, Moment now, Actions out) {
    Duration wait = retryAfter.compareTo(RETRY_AFTER_MAX) < 0 ? retryAfter : RETRY_AFTER_MAX;
    Duration delay = backoff.next();
    if (claims.urgent() && delay.compareTo(Witness.RETRY) > 0) {
      delay = Witness.RETRY;
    }
    if (wait.compareTo(delay) > 0) {
      delay = wait;
    }
    nextLook = now.plus(delay);
    trouble.failed(reason, now);
    out.warn("record=%s state=failing: %s; next try in %s", record, reason, Texts.duration(delay));
  }

  /** The look was all that there was to do; while our claim is due, what keeps us from it lasts. */
  private void well(String value, Moment now, Actions out) {
    if (!claims.due(now)) {
      trouble.over(value, out);
      backoff.reset();
    }
  }

  private void asWanted(Wish wish, Reading reading, Moment now, Actions out) {
    boolean mentioned = !told && wrote && overwritten != null;
    if (!settled) {
      out.info("record=%s state=settled value=%s", record, wish.value());
    }
    if (!told) {
      tell(wish, reading, now, out);
    }
    edit.over(wish.value(), mentioned, out);
    if (!settled && wrote) {
      incident.readBack(reading, wish.value(), now, out);
    }
    settled = true;
    told = true;
    unconfirmed = false;
  }

  void verified(Event.RecordVerified answer, Moment now, Actions out) {
    incident.verified(answer, now, out);
  }

  private void tell(Wish wish, Reading reading, Moment now, Actions out) {
    if (wrote && overwritten != null && wish.cause() instanceof Cause.Adopted) {
      messenger.putBack(overwritten, wish.value(), out);
    } else if (wrote) {
      Duration since = incident.lasted(now);
      messenger.changed(wish, overwritten, since, reading.cached(), out);
    } else if (wish.cause().isNews()) {
      messenger.unchanged(wish.cause(), out);
    }
  }

  /** The open question of this number, which is answered now; null when nobody asks it any more. */
  private @Nullable Call open(long number, boolean writes) {
    Call asked = call;
    if (asked == null || asked.number() != number || asked.changes() != writes) {
      return null;
    }
    call = null;
    return asked;
  }
}
