// SPDX-License-Identifier: Apache-2.0
package io.clooster.failover;

import io.clooster.failover.Wish.Cause;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
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

  /** The same while a write of ours may still land although we no longer want it. */
  static final Duration LOOK_IN_DOUBT = Duration.ofSeconds(5);

  /** How long an unanswered write may still land. */
  static final Duration DOUBT = Duration.ofMinutes(1);

  /**
   * The shell answers each call within 10 s and a read takes two at most; this guards the guard.
   */
  static final Duration ANSWER_WITHIN = Duration.ofSeconds(30);

  static final Duration RETRY_MIN = Duration.ofSeconds(1);
  static final Duration RETRY_MAX = Duration.ofSeconds(60);

  private final Settings settings;
  private final Messenger messenger;
  private final Backoff backoff;
  private final RecordTrouble trouble;

  private @Nullable Wish wish;
  private boolean settled;
  private boolean told;
  private boolean wrote;
  private @Nullable String edited;
  private @Nullable String lastValue;

  private @Nullable Call call;
  private long calls;
  private Moment nextLook;
  private Moment doubtUntil;

  /** Writes that we no longer wait for; their answers tell when to look. */
  private final Set<Long> abandoned = new HashSet<>();

  /** The one question that is open; {@code writes} when it changes the record. */
  private record Call(long number, boolean writes, Moment deadline) {}

  RecordKeeper(Settings settings, Messenger messenger, Moment start, RandomGenerator random) {
    this.settings = settings;
    this.messenger = messenger;
    this.backoff = new Backoff(RETRY_MIN, RETRY_MAX, random);
    this.trouble = new RecordTrouble(messenger);
    this.nextLook = start;
    this.doubtUntil = start;
  }

  /** From now on {@code next} is wanted; what was wanted before is forgotten. */
  void want(Wish next, Moment now, Actions out) {
    if (wish != null && !told && !(wish.cause() instanceof Cause.Start)) {
      messenger.superseded(wish.cause(), out);
    }
    out.info("record=%s state=wanted value=%s", settings.record(), next.value());
    wish = next;
    settled = false;
    told = false;
    wrote = false;
    backoff.reset();
    trouble.newWish();
    lookAgain(now);
  }

  /** Forgets what was asked and looks anew: after a standstill the answers are old. */
  void lookAgain(Moment now) {
    if (call != null && call.writes()) {
      doubtUntil = now.plus(DOUBT);
      abandoned.add(call.number());
    }
    call = null;
    nextLook = now;
  }

  /** {@code alone} when the peer is not there to tell the administrator what we see. */
  void read(Event.RecordRead answer, boolean alone, Moment now, Actions out) {
    if (late(answer.number(), now)) {
      return;
    }
    String value = answer.reading().value();
    if (!value.equals(lastValue)) {
      out.info("record=%s state=read value=%s", settings.record(), value);
      lastValue = value;
    }
    nextLook = now.plus(inDoubt(now) ? LOOK_IN_DOUBT : LOOK);
    if (wish != null && mustWrite(wish, value, now)) {
      ask(true, now);
      out.info("record=%s state=writing value=%s", settings.record(), wish.value());
      out.add(new Action.WriteRecord(calls, answer.reading(), wish.value()));
      return;
    }
    trouble.over(value, out);
    backoff.reset();
    if (wish == null) {
      return;
    }
    if (value.equals(wish.value())) {
      asWanted(wish, out);
    } else if (settled) {
      leave(value, wish, alone, out);
    } else {
      nextLook = wish.notBefore();
    }
  }

  private boolean mustWrite(Wish wish, String value, Moment now) {
    if (value.equals(wish.value())) {
      return false;
    }
    return settled ? inDoubt(now) : now.reached(wish.notBefore());
  }

  void written(Event.RecordWritten answer, Moment now) {
    if (late(answer.number(), now)) {
      return;
    }
    wrote = true;
    nextLook = now;
  }

  void failed(Event.RecordFailed answer, Moment now, Actions out) {
    boolean writing = call != null && call.writes();
    if (late(answer.number(), now)) {
      return;
    }
    wrote |= writing;
    failed(answer.reason(), answer.retryAfter(), now, out);
  }

  /** Asks when it is time to, and tells the administrator when an answer stays away. */
  void drive(Moment now, Actions out) {
    if (call != null && now.reached(call.deadline())) {
      boolean writing = call.writes();
      lookAgain(now);
      wrote |= writing;
      failed("no answer within " + Texts.duration(ANSWER_WITHIN), Duration.ZERO, now, out);
    }
    if (!inDoubt(now)) {
      abandoned.clear();
    }
    Cause open = wish == null || settled ? null : wish.cause();
    trouble.drive(open, now, out);
    if (call == null && now.reached(nextLook)) {
      ask(false, now);
      out.add(new Action.ReadRecord(calls));
    }
  }

  private void failed(String reason, Duration retryAfter, Moment now, Actions out) {
    Duration delay = backoff.next();
    if (retryAfter.compareTo(delay) > 0) {
      delay = retryAfter;
    }
    nextLook = now.plus(delay);
    trouble.failed(reason, now);
    out.warn(
        "record=%s state=failing: %s; next try in %s",
        settings.record(), reason, Texts.duration(delay));
  }

  private void asWanted(Wish wish, Actions out) {
    if (!settled) {
      out.info("record=%s state=settled value=%s", settings.record(), wish.value());
      tell(wish, out);
    } else if (edited != null) {
      messenger.restored(wish.value(), out);
    }
    edited = null;
    settled = true;
  }

  private void tell(Wish wish, Actions out) {
    if (told) {
      return;
    }
    told = true;
    if (wrote) {
      messenger.changed(wish.cause(), wish.value(), edited, out);
    } else if (!(wish.cause() instanceof Cause.Start)) {
      messenger.unchanged(wish.cause(), out);
    }
  }

  private void leave(String value, Wish wish, boolean alone, Actions out) {
    if (value.equals(edited)) {
      return;
    }
    edited = value;
    out.warn(
        "record=%s state=edited: holds %s instead of %s; left so until a server's state changes",
        settings.record(), value, wish.value());
    if (alone || settings.goesFirst()) {
      messenger.edited(value, wish.value(), out);
    }
  }

  private boolean inDoubt(Moment now) {
    return !now.reached(doubtUntil);
  }

  private void ask(boolean writes, Moment now) {
    calls++;
    call = new Call(calls, writes, now.plus(ANSWER_WITHIN));
  }

  /** An answer to an older question changes nothing; but an older write may have, so look. */
  private boolean late(long number, Moment now) {
    if (call != null && call.number() == number) {
      call = null;
      return false;
    }
    if (abandoned.remove(number)) {
      lookAgain(now);
    }
    return true;
  }
}
