// SPDX-License-Identifier: Apache-2.0
package io.clooster.failover.lease;

import io.clooster.failover.Claim;
import io.clooster.failover.ClaimReference;
import io.clooster.failover.Durations;
import io.clooster.failover.GroupSettings;
import io.clooster.failover.Moment;
import io.clooster.failover.RecordSnapshot;
import io.clooster.failover.RenewalPace;
import io.clooster.failover.Status;
import io.clooster.failover.Timing;
import io.clooster.failover.peer.GroupHold;
import io.clooster.failover.peer.ServerLists;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The claim as this server knows it: what stands there, which epoch comes next, and when our own is
 * to be renewed. Where no claims are used it knows of none, and nothing is ever due.
 */
public final class Lease {
  /** A link that breaks and is back within that is no reason to renew anything. */
  static final Duration LOSS_DEBOUNCE = Duration.ofMillis(300);

  private final boolean used;

  /** Of two servers that write at once the provider lets one through. */
  private final boolean fenced;

  private final String thisServer;
  private final ObservedLease observed;
  private final OwnLease own;
  private final Pin pin = new Pin();
  private final GroupHold hold;

  /** Null where no claims are used. */
  private final @Nullable ServerLists lists;

  private Lease(
      boolean used,
      boolean fenced,
      String thisServer,
      Duration lossDebounce,
      Duration renewMost,
      GroupHold hold,
      @Nullable ServerLists lists) {
    this.used = used;
    this.fenced = fenced;
    this.hold = hold;
    this.lists = lists;
    this.thisServer = thisServer;
    this.observed = new ObservedLease(used, RenewalPace.after(renewMost));
    this.own = new OwnLease(thisServer, lossDebounce, renewMost);
  }

  /** Where no claims are used. */
  public static Lease none() {
    return new Lease(false, false, "", LOSS_DEBOUNCE, Timing.RENEW_MAX, new GroupHold(), null);
  }

  /** As the settings say; the claims that are made tell of {@code hold}, and of the lists. */
  public static Lease of(GroupSettings settings, GroupHold hold, ServerLists lists) {
    Duration debounce = Durations.min(settings.confirm().dividedBy(4), LOSS_DEBOUNCE);
    return new Lease(
        settings.claim(),
        settings.fenced(),
        settings.thisServer(),
        debounce,
        settings.renewMost(),
        hold,
        lists);
  }

  /** Our own name. */
  public String us() {
    return thisServer;
  }

  /** True where claims are used. */
  public boolean used() {
    return used;
  }

  /** The epoch that we know to stand there, 0 when we know of none. */
  public long epoch() {
    return observed.epoch();
  }

  /** The version of the list of servers under which that was written; 0 when we know of none. */
  long serversVersion() {
    Claim current = observed.current();
    return current == null || observed.isMissing() ? 0 : current.serversVersion();
  }

  /** The provider's own name for that claim; empty where we don't know it. */
  public String reference() {
    return observed.reference();
  }

  /** Another server speaks of the claim of this epoch, and names it, where it can. */
  public void observeEpoch(long epoch, String reference) {
    observed.observeEpoch(epoch, reference);
  }

  /**
   * What stands there is asked for now.
   *
   * @return the claim to ask for besides what is listed; null for none
   */
  public @Nullable ClaimReference asks() {
    return observed.asks();
  }

  /** What a look that was asked at {@code asked} shows, together with what we know besides. */
  public RecordSnapshot completed(RecordSnapshot look, Moment asked) {
    return observed.completed(look, us(), asked);
  }

  /** The linked holder tells of this claim; 0 where it is not linked, or we are it. */
  public void told(long epoch) {
    observed.told(epoch);
  }

  /** How the provider shows the claim. */
  public ClaimVisibility.Level level() {
    return observed.level();
  }

  /** True when the decision has to do without the claim. */
  public boolean isUnseen() {
    return observed.isUnseen();
  }

  /** True when a claim that no list would show may stand there. */
  boolean mayBeHidden() {
    return observed.mayBeHidden();
  }

  /** Which claim the last look asked for besides what is listed; 0 for none. */
  long askedEpoch() {
    return observed.askedEpoch();
  }

  /** What the record held before its last change. */
  public ReplacedValue replaced() {
    return observed.replaced();
  }

  /** How long after this look the next one is due at the latest. */
  public Duration nextLook(Moment now) {
    if (mayBeReplaced(now)) {
      return Timing.READ_CLOSELY;
    }
    return observed.isOpen() ? Timing.READ_WATCHING : Timing.READ_REGULARLY;
  }

  /** True while our claim is gone, and the one that took its place may be yet to be listed. */
  public boolean mayBeReplaced(Moment now) {
    return observed.mayBeReplaced(now);
  }

  /**
   * This was read, and says how long a hold lasts from {@code now} on.
   *
   * @return its claim; null when there is none, or one that can't be: older than what we know, or
   *     beyond belief
   */
  public @Nullable Claim read(RecordSnapshot snapshot, Moment now) {
    Claim claim = observed.read(snapshot, own.madeAt(observed.current()) != null);
    Moment madeAt = own.madeAt(claim);
    pin.shown(claim);
    hold.observeClaim(claim == null ? null : claim.hold(), now);
    if (claim != null && madeAt != null) {
      written(claim, madeAt);
      if (!observed.isPending()) {
        own.seen();
      }
    }
    return claim;
  }

  /** True when what was read says that {@code server} holds the records, or no claims are used. */
  public boolean isOf(String server) {
    return observed.isOf(server);
  }

  /** True when another server speaks of a later claim than the last one that we read. */
  public boolean isBehind() {
    return observed.isBehind();
  }

  /** There is no claim any more, and nobody knows whose it was. */
  void forgetClaim() {
    observed.forgetClaim();
  }

  /** True when what was read says otherwise, or is later. */
  public boolean contradicts(long epoch, @Nullable String holder) {
    return observed.contradicts(epoch, holder);
  }

  /** Looks at whether we hold the records, and since when we miss each server that nobody sees. */
  public void watch(boolean weHold, List<Moment> missedSince) {
    own.watch(weHold, missedSince);
  }

  /** True while the holder has to show that it lives, or has to make the claim. */
  public boolean urgent() {
    return used && own.holds() && (observed.isMissing() || own.misses());
  }

  /** True when it is time to renew our claim, or to make it. */
  public boolean due(Moment now) {
    if (!used || !own.holds()) {
      return false;
    } else if (observed.isMissing()) {
      return !mayBeReplaced(now);
    } else if (!isOf(thisServer)) {
      return false;
    }
    return observed.isOutdone()
        || observed.isDoubtful(now)
        || pin.isDue(thisServer, observed.current())
        || isHoldDue(observed.current())
        || isOfAnotherList(observed.current())
        || (own.misses() && own.isRenewalDue(now));
  }

  /**
   * The claim to put in the place of the one that was read, so that {@code holder} holds the
   * records. Where none was read, that of the last known holder is made again first, or our own:
   * only what stands there can be lost to another server, or handed over.
   */
  public Claim next(String holder, Moment now) {
    Claim current = observed.current();
    String last = current == null ? thisServer : current.holder();
    String named = observed.isMissing() ? last : holder;
    boolean pinned = pin.isOf(named, current);
    return own.make(
        observed.nextEpoch(), named, pinned, hold.known(now), listOf(named, current), now);
  }

  /** The version of the list by which {@code holder} knows whom it has to miss. */
  private long listOf(String holder, @Nullable Claim current) {
    if (current != null && current.holder().equals(holder) && !holder.equals(thisServer)) {
      return current.serversVersion();
    }
    return lists == null ? 1 : lists.versionOf(holder);
  }

  /** True when our claim was written before our list of servers was changed. */
  private boolean isOfAnotherList(@Nullable Claim current) {
    return current != null
        && lists != null
        && current.serversVersion() != lists.versionOf(thisServer);
  }

  /** True when our claim does not tell of the last order that nothing is moved. */
  private boolean isHoldDue(@Nullable Claim current) {
    return current != null && hold.isMissingIn(current.hold());
  }

  /**
   * True when the claim that another server speaks of may have the last order that nothing is
   * moved, and the one that we have read has not: somebody may wait for it.
   */
  public boolean mayShowHold(Moment now) {
    Claim current = observed.current();
    return used
        && observed.isBehind()
        && hold.isNew(now)
        && hold.isMissingIn(current == null ? null : current.hold());
  }

  /**
   * An operator has chosen {@code server} to hold the records until it fails; empty for none: then
   * they go where the order of preference says.
   */
  public void pin(String server) {
    pin.want(server, observed.current());
  }

  /** That is not to be, any more: what the claim says counts. */
  public void forgetPin() {
    pin.forget();
  }

  /** Whether an operator has chosen the server that holds the records, or is about to. */
  public boolean isPinned() {
    return used && pin.isSet(observed.current());
  }

  /**
   * What we wrote at {@code asked}, by what {@code before} showed, stands there.
   *
   * @param after what the provider's answer shows; null when it shows nothing, or something else
   */
  public void accepted(
      Claim claim, RecordSnapshot before, @Nullable RecordSnapshot after, Moment asked) {
    written(claim, asked);
    observed.accepted(before, after, asked);
  }

  /** What we wrote at {@code asked} stands there. */
  public void written(Claim claim, Moment asked) {
    own.written(claim, asked, observed.isMissing());
    observed.written(claim);
    pin.shown(claim);
  }

  /**
   * How long the next look may wait: a claim that was just made where there was none, and had to be
   * made once more, is not to be seen so soon.
   */
  public Duration pauseInVain() {
    return own.pauseInVain();
  }

  /** This that we wanted to write does not stand there, nor what it depended on. */
  public void refused(@Nullable Claim claim, @Nullable RecordSnapshot basis) {
    own.refused(claim);
    if (basis != null) {
      observed.refused(basis);
    }
  }

  /**
   * True where a claim that we wrote a moment ago may have taken the place of another server's that
   * we never saw: the provider only looks before it writes.
   */
  public boolean mayHaveOverwritten(Moment now) {
    return used && !fenced && own.hasWrittenWithin(Timing.LAND_WITHIN, now);
  }

  /** True while what we knew of is certainly not there any more, and nothing else to be seen. */
  boolean isGone() {
    return observed.isGone();
  }

  /** True when this is what we have wanted to write a while ago, whoever it names. */
  boolean isOurDoing(Claim claim) {
    return own.madeAt(claim) != null;
  }

  /** What is known of it; null where no claims are used. */
  public Status.@Nullable Claim status() {
    return used ? observed.status() : null;
  }
}
