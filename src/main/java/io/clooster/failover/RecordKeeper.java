// SPDX-License-Identifier: Apache-2.0
package io.clooster.failover;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
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

  private final Questions questions = new Questions();

  private @Nullable Errand errand;
  private @Nullable Wish abandoned;
  private Moment abandonedAt;
  private @Nullable String lastValue;
  private Moment nextLook;
  private Moment closelyUntil;
  private @Nullable Moment expected;
  private Moment lostAt;
  private boolean conflicted;

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
    this.closelyUntil = start;
    this.lostAt = start;
    this.abandonedAt = start;
  }

  /**
   * The peer may turn out to be dead: looks at once, so that the record is known by then. Not twice
   * a second, however often the link breaks, and not at a provider in trouble.
   */
  void linkLost(Moment now) {
    lostAt = now;
    if (!trouble.lasts() && questions.fresh(now) == null) {
      nextLook = now;
    }
  }

  /** When the link was lost whose loss made us look; our start before that. */
  Moment lostAt() {
    return lostAt;
  }

  /** True from a failed look until one succeeds. */
  boolean blind() {
    return questions.blind();
  }

  /** There will be something to see at {@code moment}; null for nothing. */
  void lookAt(@Nullable Moment moment) {
    expected = moment;
  }

  /** From now on {@code next} is wanted; what was wanted before is forgotten. */
  void want(Wish next, Evidence evidence, Others others, Moment now, Actions out) {
    untold(out);
    out.info("record=%s state=wanted value=%s", record, next.value());
    Errand begun = new Errand(next);
    if (mayLand(next.value())) {
      begun.mayHaveWritten();
    }
    errand = begun;
    abandoned = null;
    incident.begins(evidence.suspected(), now);
    lateWrites.peersMayLand(claims.used() ? List.of() : evidence.late(), now);
    backoff.reset();
    trouble.newWish(now);
    if (!(next.cause() instanceof Cause.PeerDown
        && useLook(begun, evidence.shown(), others, now, out))) {
      lookAgain(now);
    }
  }

  private void untold(Actions out) {
    if (errand != null && errand.owesNews()) {
      messenger.superseded(errand.wish().cause(), out);
    }
  }

  /** True when what was asked since the link was lost, answered or not yet, serves this errand. */
  private boolean useLook(Errand begun, Moment shown, Others others, Moment now, Actions out) {
    Questions.Look look = questions.fresh(now);
    if (look == null || !look.asked().reached(shown) || claims.isBehind()) {
      return false;
    }
    begun.notBefore(shown);
    if (look.reading() != null) {
      compare(look.reading(), look.asked(), others, now, out);
    }
    return true;
  }

  /**
   * Nothing is wanted of us any more; the record is only looked at. A write that is out may still
   * take effect (see {@link #resume}), or may have for a moment: that it was meant to is told.
   */
  void release(Moment now, Actions out) {
    Errand left = errand;
    if (left != null) {
      boolean mayLand = !left.settled() && (left.wrote() || questions.writes() != null);
      abandoned = mayLand ? left.wish() : null;
      if (mayLand) {
        untold(out);
      }
      incident.ends();
      abandonedAt = now;
      errand = null;
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
    adopt(left).mayHaveWritten();
    return true;
  }

  /** What {@code next} wants was just read: it is wanted from now on, and needs no look. */
  @CanIgnoreReturnValue
  Errand adopt(Wish next) {
    Errand adopted = new Errand(next);
    errand = adopted;
    abandoned = null;
    return adopted;
  }

  /** It is our record already, whatever it holds: what differs was edited by hand. */
  void adoptAsIs(Wish next) {
    Errand adopted = adopt(next);
    adopted.settle();
    adopted.tell();
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
    if (questions.answered(number, false) != null) {
      nextLook = now.plus(LOOK_CLOSELY);
    }
  }

  /** True when the record was seen to be as wanted, and nothing came between since. */
  boolean settled() {
    return errand != null && errand.settled();
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
    return questions.seen(answer);
  }

  /** True when a write from before may explain that the record holds {@code value}. */
  boolean mayBeLate(String value) {
    return lateWrites.mayExplain(value);
  }

  /** Something waits for what a look shows: not twice a second, whatever happens. */
  void lookSoon(Moment now) {
    if (!questions.isOpen() && questions.fresh(now) == null) {
      lookNow(now);
    }
  }

  /** Something was heard of the record: look soon, unless that waits after a failure. */
  void lookNow(Moment now) {
    expected = now;
  }

  /** One that died may have written just before: looks now, and closely while that may land. */
  void othersMayLand(Moment now) {
    closelyUntil = now.plus(LateWrites.LAND_WITHIN);
    lookNow(now);
  }

  /**
   * After our own standstill the answers are old, and so is what we know of the peer: a change that
   * is still to be made waits until {@code doubtUntil}.
   */
  void stoodStill(Moment now, Moment doubtUntil) {
    if (errand != null && !errand.settled()) {
      errand.notBefore(doubtUntil.orLater(errand.wish().notBefore()));
    }
    trouble.stoodStill(now);
    questions.forgetKnown();
    mayHaveWritten(questions.writes());
    lookAgain(now);
  }

  /** The peer was just seen to be dead: no need to wait any longer. */
  void goAhead(Moment now) {
    if (errand != null && !errand.settled() && !now.reached(errand.wish().notBefore())) {
      errand.notBefore(now);
      lookAgain(now);
    }
  }

  void read(Event.RecordRead answer, Others others, Moment now, Actions out) {
    Questions.Call asked = questions.answered(answer.number(), false);
    if (asked != null) {
      questions.seen(answer.reading(), asked.asked());
      compare(answer.reading(), asked.asked(), others, now, out);
    }
  }

  private void compare(Reading reading, Moment asked, Others others, Moment now, Actions out) {
    String value = reading.value();
    if (!value.equals(lastValue)) {
      out.info("record=%s state=read value=%s", record, value);
      lastValue = value;
    }
    boolean awaited = claims.used() ? abandoned != null : lateWrites.awaited();
    boolean closely = awaited || !now.reached(closelyUntil);
    nextLook = now.plus(closely ? LOOK_CLOSELY : LOOK);
    if (errand == null) {
      well(value, now, out);
    } else if (value.equals(errand.value()) && claims.isOf(value)) {
      well(value, now, out);
      asWanted(errand, reading, now, out);
    } else {
      differs(errand, reading, asked, others, now, out);
    }
    lateWrites.seen(asked);
    forgetAbandoned(asked);
  }

  private void differs(
      Errand errand, Reading reading, Moment asked, Others others, Moment now, Actions out) {
    String value = reading.value();
    if (errand.settled() && !claims.isOf(errand.value())) {
      // The claim is made again, which is not for us where we only looked.
      well(value, now, out);
      return;
    }
    if (errand.settled() && !claims.used() && lateWrites.explain(value)) {
      out.warn("record=%s state=late write: holds %s again", record, value);
      errand.reopen();
    }
    if (errand.settled()) {
      well(value, now, out);
      edited(errand, reading, asked, others, now, out);
    } else if (!asked.reached(errand.wish().notBefore())) {
      well(value, now, out);
      nextLook = errand.wish().notBefore().orLater(now);
    } else if (!others.allow(errand.wish().cause())) {
      well(value, now, out);
      nextLook = now.plus(claims.used() ? LOOK : LOOK_CLOSELY);
    } else if (errand.isWithoutEffect()) {
      String reason = "the provider accepted the change, but the record still holds " + value;
      failed(reason, Duration.ZERO, now, out);
    } else {
      boolean ours = others.mayHaveWritten(value) || others.weMayHaveWritten(value);
      errand.overwrites(edit.overwrites(value, ours));
      write(errand.value(), reading, now, out);
    }
  }

  /** Whether an edit stays, and is worth a message, is known when the peer's fate is. */
  private void edited(
      Errand errand, Reading reading, Moment asked, Others others, Moment now, Actions out) {
    if (others.inDoubt() && !asked.reached(lostAt.plus(Questions.FRESH))) {
      nextLook = now.plus(LOOK_CLOSELY);
    } else if (restore) {
      out.warn("record=%s state=edited: holds %s; is put back", record, reading.value());
      errand.reopenFor(reading.value());
      write(errand.value(), reading, now, out);
    } else {
      edit.seen(reading.value(), errand.value(), others, now, out);
    }
  }

  private void write(String value, Reading reading, Moment now, Actions out) {
    Claim claim = claims.used() ? claims.next(value, now) : null;
    // Where no claim was read, nothing would keep a late write from moving the record once more.
    if (claim == null || (reading.claim() != null && claim.holder().equals(value))) {
      out.info("record=%s state=writing value=%s", record, value);
      out.add(questions.change(value, reading, claim, now));
    } else {
      writeClaim(claim, reading, now, out);
    }
  }

  /** Leaves the record as it is. */
  private void writeClaim(Claim claim, Reading reading, Moment now, Actions out) {
    out.info(
        "claim=%s state=writing epoch=%d renew=%s",
        claim.holder(), claim.epoch(), Texts.duration(claim.renew()));
    out.add(questions.change(null, reading, claim, now));
  }

  void written(Event.RecordWritten answer, Moment now, Actions out) {
    Questions.Call asked = questions.answered(answer.number(), true);
    if (asked != null) {
      Claim claim = asked.claim();
      if (claim != null) {
        claims.written(claim, asked.asked());
        out.info("claim=%s state=settled epoch=%d", claim.holder(), claim.epoch());
      }
      if (asked.writes() != null) {
        if (errand != null) {
          errand.accepted();
        }
        incident.written(now);
      }
      conflicted = false;
      nextLook = claims.inVain() ? now.plus(ClaimKeeper.RENEW_MIN) : now;
    } else if (lateWrites.answered(answer.number()) && !questions.changes()) {
      // What is being read now may be from before; after a write of ours we look anyway.
      lookAgain(now);
    }
  }

  /** Another server was faster: what stands there now tells what that means. */
  void conflict(Event.RecordConflict answer, Moment now, Actions out) {
    if (questions.answered(answer.number(), true) == null) {
      return;
    }
    claims.refused();
    questions.forget();
    nextLook = conflicted ? now.plus(backoff.next()) : now;
    conflicted = true;
    out.info("record=%s state=conflict: what was read has changed since; looks again", record);
  }

  void failed(Event.RecordFailed answer, Moment now, Actions out) {
    Questions.Call asked = questions.failed(answer.number());
    if (asked == null) {
      lateWrites.answered(answer.number());
      return;
    }
    if (asked.writes() != null) {
      mayHaveWritten(asked.writes());
      lateWrites.failed(asked.writes(), now);
    }
    failed(answer.reason(), answer.retryAfter(), now, out);
  }

  /** A write of this value, null for none, was open when its answer stayed away. */
  private void mayHaveWritten(@Nullable String value) {
    if (errand != null && value != null) {
      errand.mayHaveWritten();
    }
  }

  /** Asks when it is time to, and tells the administrator when an answer stays away. */
  void drive(Moment now, Actions out) {
    Questions.Call overdue = questions.overdue(now);
    if (overdue != null) {
      mayHaveWritten(overdue.writes());
      giveUp(overdue, now);
      failed(
          "no answer within " + Texts.duration(Questions.ANSWER_WITHIN), Duration.ZERO, now, out);
    }
    if (claims.due(now)) {
      renew(now, out);
    }
    trouble.drive(errand == null || errand.told() ? null : errand.wish().cause(), now, out);
    boolean early = expected != null && now.reached(expected) && !trouble.lasts();
    if (!questions.isOpen() && (early || now.reached(nextLook))) {
      expected = null;
      claims.asks();
      out.add(questions.look(now));
    }
  }

  /**
   * Our claim is due: with what was read last, as it succeeds only if that still stands there; no
   * look that is under way may delay it.
   */
  private void renew(Moment now, Actions out) {
    Reading known = questions.known();
    if (known != null && !questions.changes()) {
      writeClaim(claims.next(claims.us(), now), known, now, out);
    } else if (!questions.isOpen() && !trouble.lasts() && !conflicted) {
      nextLook = now;
    }
  }

  /** Forgets what was asked and looks anew. */
  private void lookAgain(Moment now) {
    giveUp(questions.forget(), now);
    nextLook = now;
  }

  /** This question may still be answered, and its write take effect. */
  private void giveUp(Questions.@Nullable Call call, Moment now) {
    if (call != null && call.writes() != null) {
      lateWrites.givenUp(call.number(), call.writes(), now);
    }
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

  private void asWanted(Errand errand, Reading reading, Moment now, Actions out) {
    String value = errand.value();
    boolean mentioned = !errand.told() && errand.wrote() && errand.overwritten() != null;
    if (!errand.settled()) {
      out.info("record=%s state=settled value=%s", record, value);
    }
    if (!errand.told()) {
      tell(errand, reading, now, out);
    }
    edit.over(value, mentioned, out);
    if (!errand.settled() && errand.wrote()) {
      incident.readBack(reading, value, now, out);
    }
    errand.settle();
  }

  void verified(Event.RecordVerified answer, Moment now, Actions out) {
    incident.verified(answer, now, out);
  }

  private void tell(Errand errand, Reading reading, Moment now, Actions out) {
    Wish wish = errand.wish();
    String overwritten = errand.overwritten();
    if (errand.wrote() && overwritten != null && wish.cause() instanceof Cause.Adopted) {
      messenger.putBack(overwritten, wish.value(), out);
    } else if (errand.wrote()) {
      Duration since = incident.lasted(now);
      messenger.changed(wish, overwritten, since, reading.cached(), out);
    } else if (wish.cause().isNews()) {
      messenger.unchanged(wish.cause(), out);
    }
    errand.tell();
  }
}
