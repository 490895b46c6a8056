// SPDX-License-Identifier: Apache-2.0
package io.clooster.failover;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The claim as this server knows it: what stands there, which epoch comes next, and when our own is
 * to be renewed. Where no claims are used it knows of none, and nothing is ever due.
 */
final class ClaimKeeper {
  /** A holder that lost a server promises to renew within that; each time twice as long. */
  static final Duration RENEW_MIN = Duration.ofSeconds(10);

  static final Duration RENEW_MAX = Duration.ofSeconds(60);

  /** A link that breaks and is back within that is no reason to renew anything. */
  static final Duration MOMENT = Duration.ofMillis(300);

  /** Above it a claim is not believed: there would be no room for those that follow it. */
  private static final long LAST_CREDIBLE = Claim.LAST_EPOCH / 2;

  /** So far above one that was believed, what follows it is believed, too. */
  private static final long ROOM = 1_000_000_000;

  private final boolean used;
  private final String thisServer;
  private final Duration moment;

  private @Nullable Claim current;
  private boolean missing;
  private long heard;
  private long heardBefore;
  private long highest;
  private @Nullable Claim made;
  private @Nullable Moment madeAt;
  private boolean holds;
  private List<Moment> losses = List.of();
  private @Nullable Moment writtenAt;
  private @Nullable Moment madeAgainAt;
  private boolean inVain;
  private Duration promised = RENEW_MIN;

  private ClaimKeeper(boolean used, String thisServer, Duration moment) {
    this.used = used;
    this.thisServer = thisServer;
    this.moment = moment;
  }

  static ClaimKeeper none() {
    return new ClaimKeeper(false, "", MOMENT);
  }

  static ClaimKeeper of(GroupSettings settings) {
    Duration part = settings.confirm().dividedBy(4);
    return new ClaimKeeper(
        settings.claim(), settings.thisServer(), part.compareTo(MOMENT) < 0 ? part : MOMENT);
  }

  /** Our own name. */
  String us() {
    return thisServer;
  }

  boolean used() {
    return used;
  }

  /** The epoch that we know to stand there, 0 when we know of none. */
  long epoch() {
    return current == null ? 0 : current.epoch();
  }

  /** Another server speaks of this epoch. */
  void heard(long epoch) {
    if (isCredible(epoch)) {
      heard = Math.max(heard, epoch);
      highest = Math.max(highest, epoch);
    }
  }

  /** What stands there is asked for now. */
  void asks() {
    heardBefore = heard;
  }

  /**
   * This claim was read, null for none.
   *
   * @return it; null when it is one that can't be: older than what we know, or beyond belief
   */
  @Nullable Claim read(@Nullable Claim claim) {
    if (claim == null || !isCredible(claim.epoch()) || claim.epoch() < epoch()) {
      missing = used;
      return null;
    }
    missing = false;
    current = claim;
    heard(claim.epoch());
    if (isOurDoing(claim) && madeAt != null) {
      written(claim, madeAt);
    }
    return claim;
  }

  private boolean isCredible(long epoch) {
    return epoch <= Math.max(LAST_CREDIBLE, epoch() + ROOM);
  }

  /** True when what was read says that {@code server} holds the records, or no claims are used. */
  boolean isOf(String server) {
    if (!used) {
      return true;
    }
    return !missing && current != null && current.holder().equals(server);
  }

  /** True when another server speaks of a later claim than the last one that we read. */
  boolean isBehind() {
    return heard > epoch();
  }

  /** There is no claim any more, and nobody knows whose it was. */
  void lost() {
    current = null;
  }

  /** True when what was read says otherwise, or is later. */
  boolean contradicts(long epoch, @Nullable String holder) {
    return epoch < epoch()
        || (epoch == epoch() && current != null && !current.holder().equals(holder));
  }

  /** Looks at whether we hold the records, and since when we miss each server that nobody sees. */
  void watch(boolean weHold, List<Moment> missedSince) {
    holds = weHold;
    losses = missedSince;
  }

  /** True while the holder has to show that it lives, or has to make the claim. */
  boolean urgent() {
    return used && holds && (missing || !losses.isEmpty());
  }

  /** True when it is time to renew our claim, or to make it. */
  boolean due(Moment now) {
    if (!used || !holds) {
      return false;
    } else if (missing) {
      return true;
    } else if (losses.isEmpty() || !isOf(thisServer)) {
      return false;
    }
    Moment news = firstNews();
    if (news != null) {
      return now.reached(news.plus(moment));
    }
    Duration early = Duration.ofMillis(promised.toMillis() * 3 / 4);
    return writtenAt != null && now.reached(writtenAt.plus(early));
  }

  /** The first loss that no claim of ours has answered; null for none. */
  private @Nullable Moment firstNews() {
    Moment written = writtenAt;
    Moment first = null;
    for (Moment loss : losses) {
      boolean answered = written != null && written.reached(loss);
      if (!answered && (first == null || first.reached(loss))) {
        first = loss;
      }
    }
    return first;
  }

  /**
   * The claim to put in the place of the one that was read, so that {@code holder} holds the
   * records. Where none was read, that of the last known holder is made again first, or our own:
   * only what stands there can be lost to another server, or handed over.
   */
  Claim next(String holder, Moment now) {
    String last = current == null ? thisServer : current.holder();
    String whose = missing ? last : holder;
    // Nothing keeps a late first claim from landing: each is of the same epoch, that no next one
    // has, nor one that was made since we looked.
    long epoch = 1 + (current == null ? heardBefore : highest);
    highest = Math.max(highest, epoch);
    madeAt = now;
    made = new Claim(epoch, whose, promise(whose));
    return made;
  }

  private Duration promise(String holder) {
    if (losses.isEmpty() || !holder.equals(thisServer)) {
      return RENEW_MAX;
    }
    if (firstNews() != null) {
      return RENEW_MIN;
    }
    Duration twice = promised.multipliedBy(2);
    return twice.compareTo(RENEW_MAX) < 0 ? twice : RENEW_MAX;
  }

  /** What we wrote at {@code asked} stands there. */
  void written(Claim claim, Moment asked) {
    current = claim;
    inVain = missing && madeAgainAt != null && asked.since(madeAgainAt).compareTo(RENEW_MAX) < 0;
    madeAgainAt = missing ? asked : madeAgainAt;
    missing = false;
    if (claim.holder().equals(thisServer)) {
      writtenAt = asked;
      promised = claim.renew();
    }
  }

  /** True when a claim that had just been made where there was none had to be made once more. */
  boolean inVain() {
    return inVain;
  }

  /** What we wanted to write does not stand there. */
  void refused() {
    made = null;
    madeAt = null;
  }

  /** True when this is what we wrote last, whoever it names. */
  boolean isOurDoing(Claim claim) {
    return made != null && claim.epoch() == made.epoch() && claim.holder().equals(made.holder());
  }
}
