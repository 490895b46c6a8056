// SPDX-License-Identifier: Apache-2.0
package io.clooster.failover;

import io.clooster.failover.Wish.Cause;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Who holds the record, and what this server does about it.
 *
 * <pre>
 *             the holder failed, and it is our turn             the record is ours
 *  FOLLOWING ───────────────────────────────────────> TAKING ──────────────────────> HOLDING
 *   ^  ^  ^                                             │                            │  │  ^
 *   │  │  └──── another one took it, or the holder is ──┘                            │  │  │ it is not
 *   │  │        back, or too few servers are in sight                                │  │  │ fit any more
 *   │  └─────── another one holds the record ────────────────────────────────────────┘  v  │
 *   └────────── the record is the preferred server's ──────────────────────────────── HANDING
 * </pre>
 *
 * A server points the record at itself when the one that holds it failed; the holder alone points
 * it at another one, a more preferred server that has been steadily there.
 */
final class Succession {
  /** So much later than the one before it acts each server whose turn it is not. */
  static final Duration TURN = Duration.ofSeconds(5);

  /** A record that points at no server is put right so long after our start at the earliest. */
  static final Duration FIRST_LOOK = Duration.ofSeconds(10);

  private enum Role {
    FOLLOWING,
    TAKING,
    HOLDING,
    HANDING
  }

  private final GroupSettings settings;
  private final Group group;
  private final RecordKeeper record;
  private final Moment start;
  private Role role = Role.FOLLOWING;
  private @Nullable String holder;
  private @Nullable String heir;
  private @Nullable Moment failedSince;
  private @Nullable String waitsFor;
  private Moment heldSince;
  private @Nullable String stranger;
  private boolean foreign;

  Succession(GroupSettings settings, Group group, RecordKeeper record, Moment start) {
    this.settings = settings;
    this.group = group;
    this.record = record;
    this.start = start;
    this.heldSince = start;
  }

  /** The server that we believe to hold the record: ourselves only when we act as the holder. */
  @Nullable String holder() {
    return holds() ? settings.thisServer() : holder;
  }

  boolean holds() {
    return role == Role.HOLDING || role == Role.HANDING;
  }

  /** The one server that tells the administrator what concerns the whole group. */
  boolean tells() {
    if (holds()) {
      return true;
    }
    Member there = holder == null ? null : group.named(holder);
    return (there == null || there.linked() == null) && group.first();
  }

  /** True when the record would go back to this server once it has been steadily there. */
  boolean goesBackTo(String peer) {
    return settings.failback() && holds() && isPreferred(peer);
  }

  /**
   * The record was read: it holds {@code value}.
   *
   * @return false when it takes another look to know what that means
   */
  boolean read(String value, Moment now, Actions out) {
    foreign = !settings.isServer(value);
    boolean strange = !foreign && holds() && !isUs(value) && !value.equals(heir);
    if (!strange) {
      stranger = null;
    }
    if (foreign) {
      return true;
    }
    switch (role) {
      case FOLLOWING -> followed(value, now, out);
      case TAKING -> {
        if (!isUs(value) && !value.equals(holder) && inSight(value)) {
          yieldTo(value, now, out);
        }
      }
      case HOLDING, HANDING -> {
        if (strange) {
          return lostTo(value, now, out);
        }
      }
    }
    return true;
  }

  private void followed(String value, Moment now, Actions out) {
    String claimer = group.claimer();
    if (isUs(value) && record.resume(value)) {
      out.info("record=%s state=landed: our write took effect after all", settings.record());
      role = Role.HOLDING;
      heldSince = now;
    } else if (claimer != null) {
      holder = claimer;
    } else if (isUs(value)) {
      role = Role.HOLDING;
      heldSince = now;
      record.adopt(new Wish(value, new Cause.Adopted(), now));
    } else {
      holder = value;
    }
  }

  /**
   * We hold the record, and it points at another server. A linked one that moved it says so soon;
   * one that is out of sight can't, but where nobody else is in sight, its move shows that it
   * lives.
   */
  private boolean lostTo(String value, Moment now, Actions out) {
    Member other = group.named(value);
    if (other == null) {
      return true;
    }
    Report report = other.report();
    if (report != null && value.equals(report.holder())) {
      yieldTo(value, now, out);
    } else if (other.linked() != null) {
      boolean seenBefore = value.equals(stranger);
      stranger = value;
      return seenBefore;
    } else if (!record.mayBeLate(value) && (settings.isPair() || !group.enough())) {
      other.movedTheRecord(out);
      yieldTo(value, now, out);
    }
    return true;
  }

  /** A linked server says for the first time that it holds the record. */
  void claimed(String peer, Moment now, Actions out) {
    switch (role) {
      case FOLLOWING -> holder = peer;
      case TAKING -> yieldTo(peer, now, out);
      case HOLDING, HANDING -> record.lookNow(now);
    }
  }

  /** The linked server that held the record says that {@code heir} does. */
  void handedOver(String peer, String to, Moment now) {
    if (role == Role.FOLLOWING && peer.equals(holder)) {
      if (isUs(to)) {
        record.lookNow(now);
      } else {
        holder = to;
      }
    }
  }

  /** Acts on all that is known now. */
  void decide(Moment now, Actions out) {
    if (record.settled() && role == Role.TAKING) {
      role = Role.HOLDING;
      heldSince = now;
    } else if (record.settled() && role == Role.HANDING) {
      follow(heir, now);
    }
    if (holds()) {
      recover(now, out);
      handOver(now, out);
    } else {
      succeed(now, out);
    }
  }

  /** Whoever made the record point at a server that failed since: it comes back to the holder. */
  private void recover(Moment now, Actions out) {
    String value = record.lastValue();
    if (heir == null && value != null && !isUs(value) && record.settled()) {
      Cause failure = failureOf(value);
      if (failure != null && group.enough() && group.eligible()) {
        record.want(new Wish(settings.thisServer(), failure, now), others(), group, now, out);
      }
    }
  }

  private void handOver(Moment now, Actions out) {
    if (heir != null) {
      if (!group.candidates().contains(heir)) {
        keep(now, out);
      }
      return;
    }
    Member preferred = preferred();
    if (preferred == null || !settings.failback() || !group.enough()) {
      waitsFor = null;
    } else if (!preferred.steadiness().steady(now)
        || now.since(heldSince).compareTo(atLeast()) < 0) {
      announce(preferred, out);
    } else if (record.settled() && isUs(String.valueOf(record.lastValue()))) {
      heir = preferred.name();
      role = Role.HANDING;
      Wish wish = new Wish(heir, new Cause.Failback(heir), now);
      record.want(wish, List.of(), group, now, out);
    }
  }

  /** So long a holder holds the record: the others are to hear of it first. */
  private Duration atLeast() {
    Duration delay = settings.failbackDelay();
    return delay.compareTo(settings.keepAlive()) < 0 ? settings.keepAlive() : delay;
  }

  private void announce(Member preferred, Actions out) {
    if (!preferred.name().equals(waitsFor)) {
      waitsFor = preferred.name();
      Steadiness steadiness = preferred.steadiness();
      out.info(
          "peer=%s state=preferred: the record goes back to it in %s, if it stays%s",
          waitsFor,
          Texts.duration(steadiness.needed()),
          steadiness.times() > 1 ? " (it failed " + steadiness.times() + " times lately)" : "");
    }
  }

  /** The most preferred server in sight that is fit and goes before us. */
  private @Nullable Member preferred() {
    List<String> fit = group.candidates();
    return !fit.isEmpty() && isPreferred(fit.get(0)) ? group.named(fit.get(0)) : null;
  }

  private void succeed(Moment now, Actions out) {
    Cause failure = failure(now);
    if (failure == null) {
      failedSince = null;
      stopTaking(now, out);
      return;
    }
    if (failedSince == null) {
      failedSince = now;
    }
    int turn = group.candidates().indexOf(settings.thisServer());
    if (turn < 0 || !group.enough()) {
      stopTaking(now, out);
    } else if (role == Role.FOLLOWING && now.reached(failedSince.plus(TURN.multipliedBy(turn)))) {
      role = Role.TAKING;
      record.want(new Wish(settings.thisServer(), failure, now), others(), group, now, out);
    }
  }

  /** Why the record should move, null while it should not. */
  private @Nullable Cause failure(Moment now) {
    if (holder == null) {
      boolean late = now.since(start).compareTo(FIRST_LOOK) >= 0;
      boolean alone = group.visible() == 1;
      return foreign && late && !alone ? new Cause.Start(settings.thisServer()) : null;
    }
    return failureOf(holder);
  }

  private @Nullable Cause failureOf(String server) {
    Member member = group.named(server);
    if (member == null) {
      return null;
    }
    MemberState.Gone gone = member.gone();
    if (gone != null) {
      boolean seen = !group.whoSees(server, gone.since()).isEmpty();
      return seen ? null : new Cause.PeerDown(server, gone.reason());
    }
    return member.report() != null && !member.eligible() ? new Cause.Ill(server) : null;
  }

  private void stopTaking(Moment now, Actions out) {
    if (role == Role.TAKING) {
      out.info("record=%s state=left: it is not ours to move any more", settings.record());
      follow(holder, now);
    }
  }

  /** The heir is not fit any more: the record stays with us, or comes back. */
  private void keep(Moment now, Actions out) {
    role = Role.HOLDING;
    heir = null;
    waitsFor = null;
    Wish wish = new Wish(settings.thisServer(), new Cause.Adopted(), now);
    record.want(wish, List.of(), group, now, out);
  }

  private void yieldTo(String peer, Moment now, Actions out) {
    out.info("record=%s state=yielded: %s holds it", settings.record(), peer);
    follow(peer, now);
  }

  private void follow(@Nullable String newHolder, Moment now) {
    role = Role.FOLLOWING;
    holder = newHolder;
    heir = null;
    waitsFor = null;
    failedSince = null;
    record.release(now);
  }

  private boolean inSight(String server) {
    Member member = group.named(server);
    return member != null && member.linked() != null;
  }

  private boolean isUs(String value) {
    return value.equals(settings.thisServer());
  }

  private boolean isPreferred(String peer) {
    return settings.rank(peer) < settings.rank(settings.thisServer());
  }

  /** What may still land of the writes of others: each may have been at it, too. */
  private List<String> others() {
    List<String> names = new ArrayList<>();
    group.members().forEach(member -> names.add(member.name()));
    return names;
  }
}
