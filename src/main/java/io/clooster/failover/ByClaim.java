// SPDX-License-Identifier: Apache-2.0
package io.clooster.failover;

import io.clooster.failover.Wish.Cause;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The server that the claim names holds the records, whatever they hold: what differs from it was
 * edited by hand. A holder that we don't see any more is dead when it does not renew its claim.
 */
final class ByClaim implements Title {
  static final String NOT_RENEWED = "its claim is not renewed";

  private final GroupSettings settings;
  private final Group group;
  private final ClaimKeeper claims;
  private final RecordKeeper record;
  private final Succession succession;
  private final Messenger messenger;
  private final Witness witness;
  private @Nullable String watched;
  private @Nullable String cutOff;
  private boolean vouched;

  ByClaim(
      GroupSettings settings,
      Group group,
      ClaimKeeper claims,
      RecordKeeper record,
      Succession succession,
      Messenger messenger) {
    this.settings = settings;
    this.group = group;
    this.claims = claims;
    this.record = record;
    this.succession = succession;
    this.messenger = messenger;
    this.witness = new Witness(settings.confirm(), settings.silence().plus(settings.keepAlive()));
  }

  @Override
  public boolean read(Reading reading, Moment asked, Moment now, Actions out) {
    Claim claim = claims.read(reading.claim());
    if (claim == null && isSomeoneElses()) {
      succession.lost();
      claims.lost();
      claim = claims.read(reading.claim());
    }
    if (claim == null || !settings.isServer(claim.holder())) {
      unclaimed(reading.value(), asked, now, out);
    } else if (settings.isUs(claim.holder())) {
      ours(claim, reading.value(), now, out);
    } else {
      theirs(claim, reading.value(), asked, now, out);
    }
    return true;
  }

  /**
   * The server that we take for the holder knows of another one: nobody would make its claim again.
   * What we knew counts no more than what stands there, or the record.
   */
  private boolean isSomeoneElses() {
    Member other = group.named(succession.holder());
    if (other == null || other.report() == null) {
      return false;
    }
    String named = other.report().holder();
    return named != null && !named.equals(other.name());
  }

  /** Before the first claim of all, and after one was deleted. */
  private void unclaimed(String value, Moment asked, Moment now, Actions out) {
    Member other = group.named(succession.holder());
    boolean known = claims.epoch() > 0 || (other != null && other.gone() != null);
    if (other != null && other.report() == null && (known || claims.isBehind())) {
      nobodyClaims(other, asked);
    }
    if (settings.isUs(value) && claims.epoch() == 0 && isUnseen(other)) {
      succession.lost(); // It was but the record that named it, and it does not any more.
    }
    if (succession.holder() == null && !succession.holds() && settings.isServer(value)) {
      if (settings.isUs(value)) {
        succession.hold(now);
        record.adoptAsIs(new Wish(value, new Cause.Adopted(), now));
      } else {
        succession.heard(value);
      }
    }
    succession.reconsider(now, out);
  }

  /** One whose claim we have never read has all the time to make it again. */
  private void nobodyClaims(Member holder, Moment asked) {
    boolean watchedBefore = holder.name().equals(watched);
    watch(holder.name());
    if (watchedBefore && !isUnseen(holder)) {
      witness.missing(asked);
    } else {
      witness.awaits(asked);
    }
    record.lookAt(witness.lookAfter(asked));
  }

  private static boolean isUnseen(@Nullable Member member) {
    return member != null && member.state() instanceof MemberState.Unseen;
  }

  private void ours(Claim claim, String value, Moment now, Actions out) {
    if (succession.holds()) {
      return;
    }
    if (succession.takes()) {
      succession.taken(now);
    } else if (record.resume(value)) {
      succession.landed(now, out);
    } else if (claims.isOurDoing(claim) && !isEdited(value)) {
      // We made it to move the record, and it landed when we had given up.
      succession.hold(now);
      Wish wish = new Wish(settings.thisServer(), new Cause.Start(settings.thisServer()), now);
      record.want(wish, Evidence.none(now), group, now, out);
    } else {
      succession.hold(now);
      Wish wish = new Wish(settings.thisServer(), new Cause.Adopted(), now);
      if (settings.isUs(value)) {
        record.adopt(wish);
      } else {
        record.adoptAsIs(wish);
      }
    }
  }

  /** True unless it is where a server may have wanted to take it from. */
  private boolean isEdited(String value) {
    return settings.isServer(value) && !value.equals(succession.holder());
  }

  private void theirs(Claim claim, String value, Moment asked, Moment now, Actions out) {
    String holder = claim.holder();
    if (succession.holds()) {
      if (!holder.equals(succession.heir()) || !holder.equals(value)) {
        succession.yieldTo(holder, now, out);
      }
    } else if (succession.takes() && !holder.equals(succession.holder())) {
      succession.yieldTo(holder, now, out);
    } else {
      succession.heard(holder);
    }
    watch(holder);
    Member member = group.named(holder);
    if (member != null && member.report() != null) {
      // A later claim than its own word may answer a loss that it has noticed, and we have not.
      witness.seen(member.saysToHold() ? 0 : claim.epoch());
    } else if (member != null && !nobodySees(member)) {
      witness.vouchedFor(claim.epoch(), asked);
    } else {
      witness.read(claim, claims.isOurDoing(claim), asked);
      if (member != null && member.isOutOfSight(now)) {
        witness.watch(claim, asked);
      }
      record.lookAt(witness.lookAfter(asked));
      succession.reconsider(now, out);
    }
  }

  private void watch(String holder) {
    if (!holder.equals(watched)) {
      watched = holder;
      witness.forget();
    }
  }

  /** What the others say, and that they say nothing any more. */
  @Override
  public void look(Moment now, Actions out) {
    Member member = group.named(succession.holder());
    if (member == null) {
      return;
    }
    String holder = member.name();
    if (member.isVouchedFor() && !vouched) {
      record.lookNow(now); // What it has written by now says nothing of the time after.
    }
    vouched = member.isVouchedFor();
    Report report = member.report();
    if (report != null) {
      watch(holder);
      witness.seen(member.saysToHold() ? report.epoch() : 0);
      back(holder, out);
      return;
    }
    boolean unseen = nobodySees(member);
    witness.othersSeeIt(!unseen, now);
    if (record.blind()) {
      witness.blind(now);
    } else if (witness.over() && member.isOutOfSight(now) && unseen) {
      cutOff = null;
      member.died(NOT_RENEWED, now, now, out);
    } else if (witness.lives() && member.gone() != null) {
      member.lives("it renews its claim, so it lives; only the path to it is cut", out);
      if (!holder.equals(cutOff) && succession.tells()) {
        cutOff = holder;
        messenger.pathCut(holder, out);
      }
    }
  }

  private boolean nobodySees(Member member) {
    return group.whoSees(member.name(), member.lostAt()).isEmpty();
  }

  private void back(String holder, Actions out) {
    if (holder.equals(cutOff)) {
      cutOff = null;
      messenger.pathBack(holder, out);
    }
  }

  @Override
  public @Nullable Failure failureOf(String server) {
    Member member = group.named(server);
    if (member == null) {
      return null;
    } else if (member.report() != null) {
      return member.ill() ? Failure.of(new Cause.Ill(server), member.illSince()) : null;
    }
    MemberState.Gone gone = member.gone();
    if (gone == null || !nobodySees(member)) {
      return null;
    }
    boolean watches = server.equals(watched) && witness.watches();
    return watches && !witness.over()
        ? null
        : new Failure(new Cause.PeerDown(server, gone.reason()), gone.since(), shown(gone));
  }

  /** Without a window the look at the loss of the link is the one that counts. */
  private Moment shown(MemberState.Gone gone) {
    Duration confirm = settings.confirm();
    return confirm.isZero() || witness.watches() ? record.lostAt() : gone.since().plus(confirm);
  }
}
