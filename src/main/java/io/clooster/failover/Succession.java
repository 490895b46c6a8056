// SPDX-License-Identifier: Apache-2.0
package io.clooster.failover;

import io.clooster.failover.Title.Failure;
import io.clooster.failover.Wish.Cause;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What this server does about the record.
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
 * it at another one, a more preferred server that has been steadily there ({@link Failback}). Who
 * holds it is told by its {@link Title}.
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
  private final Title title;
  private final Failback failback;
  private final Moment start;
  private Role role = Role.FOLLOWING;
  private @Nullable String holder;
  private @Nullable String heir;
  private @Nullable Moment failedSince;
  private Cause cause = new Cause.Adopted();
  private Moment heldSince;
  private boolean foreign;
  private boolean unsure;

  Succession(
      GroupSettings settings,
      Group group,
      ClaimKeeper claims,
      RecordKeeper record,
      Messenger messenger,
      Moment start) {
    this.settings = settings;
    this.group = group;
    this.record = record;
    this.failback = new Failback(settings, group);
    this.title =
        settings.claim()
            ? new ByClaim(settings, group, claims, record, this, messenger)
            : new ByValue(settings, group, record, this);
    this.start = start;
    this.heldSince = start;
  }

  /** The server that we believe to hold the record: ourselves only when we act as the holder. */
  @Nullable String holder() {
    if (isHolder()) {
      return unsure ? null : settings.thisServer();
    }
    return holder;
  }

  /** True when we act as the holder. */
  boolean holds() {
    return isHolder() && !unsure;
  }

  /** True when we are about to become the holder. */
  boolean takes() {
    return role == Role.TAKING;
  }

  /** What made us take the record, when we took it last. */
  Cause cause() {
    return cause;
  }

  /** The server that we hand the record to, null when we don't. */
  @Nullable String heir() {
    return heir;
  }

  private boolean isHolder() {
    return role == Role.HOLDING || role == Role.HANDING;
  }

  /** The one server that tells the administrator what concerns the whole group. */
  boolean tells() {
    if (holds()) {
      return true;
    }
    Member there = group.named(holder);
    return (there == null || there.linked() == null) && group.first();
  }

  /** True when the record would go back to this server once it has been steadily there. */
  boolean goesBackTo(String peer) {
    return settings.failback() && holds() && settings.goesBefore(peer);
  }

  /** After our own standstill another one may be the holder: the claim tells. */
  void stoodStill() {
    unsure = settings.claim() && isHolder();
  }

  /**
   * The record was read.
   *
   * @return false when it takes another look to know what that means
   */
  boolean read(Reading reading, Moment asked, Moment now, Actions out) {
    foreign = !settings.isServer(reading.value());
    unsure = false;
    mindHeir(now, out);
    return title.read(reading, asked, now, out);
  }

  /** A linked server says for the first time that it holds the record. */
  void claimed(String peer, Moment now, Actions out) {
    switch (role) {
      case FOLLOWING -> holder = peer;
      case TAKING -> yieldTo(peer, now, out);
      case HOLDING, HANDING -> record.lookNow(now);
    }
  }

  /**
   * The linked server that held the record says that another one does; {@code news} at first.
   * Nobody hands it to one that is not fit: who says so has not looked since it moved.
   */
  void handedOver(String peer, String to, boolean news, Moment now, Actions out) {
    Member heir = group.named(to);
    boolean fit = heir == null || !heir.ill();
    if (!peer.equals(holder) || !fit) {
      return;
    } else if (role == Role.TAKING && !settings.isUs(to) && news) {
      yieldTo(to, now, out);
    } else if (role == Role.FOLLOWING && !settings.isUs(to)) {
      holder = to;
    } else if (role == Role.FOLLOWING && news) {
      record.lookNow(now);
    }
  }

  /** Acts on all that is known now. */
  void decide(Moment now, Actions out) {
    title.look(now, out);
    if (unsure) {
      mindHeir(now, out);
      return;
    }
    if (record.settled() && role == Role.TAKING) {
      hold(now);
    } else if (record.settled() && role == Role.HANDING) {
      follow(heir, now, out);
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
    if (heir == null && value != null && !settings.isUs(value) && record.settled()) {
      Failure failure = title.failureOf(value);
      if (failure != null && group.enough() && group.eligible()) {
        wantOurs(failure, now, out);
      }
    }
  }

  private void handOver(Moment now, Actions out) {
    mindHeir(now, out);
    if (heir != null) {
      return;
    }
    String next = failback.due(heldSince, now, out);
    if (next != null && record.settled() && settings.isUs(String.valueOf(record.lastValue()))) {
      heir = next;
      role = Role.HANDING;
      Wish wish = new Wish(next, new Cause.Failback(next), now);
      record.want(wish, Evidence.none(now), group, now, out);
    }
  }

  private void succeed(Moment now, Actions out) {
    Failure failure = failure(now);
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
      wantOurs(failure, now, out);
    }
  }

  private void wantOurs(Failure failure, Moment now, Actions out) {
    cause = failure.cause();
    Wish wish = new Wish(settings.thisServer(), cause, now);
    Evidence evidence = new Evidence(failure.suspected(), failure.shown(), others());
    record.want(wish, evidence, group, now, out);
  }

  /** Why the record should move, null while it should not. */
  private @Nullable Failure failure(Moment now) {
    if (holder == null) {
      boolean late = now.since(start).compareTo(FIRST_LOOK) >= 0;
      boolean alone = group.visible() == 1;
      return foreign && late && !alone
          ? Failure.of(new Cause.Start(settings.thisServer()), now)
          : null;
    }
    return title.failureOf(holder);
  }

  /** What was read may show that there was no reason to take it, or another one. */
  void reconsider(Moment now, Actions out) {
    Failure failure = failure(now);
    if (failure == null) {
      stopTaking(now, out);
    } else if (role == Role.TAKING && cause instanceof Cause.Start && holder != null) {
      wantOurs(failure, now, out); // It pointed at no server when it was read before.
    }
  }

  private void stopTaking(Moment now, Actions out) {
    if (role == Role.TAKING) {
      out.info("record=%s state=left: it is not ours to move any more", settings.record());
      follow(holder, now, out);
    }
  }

  /** When the heir is not fit any more, the record stays with us, or comes back. */
  private void mindHeir(Moment now, Actions out) {
    if (heir == null || group.isFit(heir)) {
      return;
    }
    role = Role.HOLDING;
    heir = null;
    failback.forget();
    Wish wish = new Wish(settings.thisServer(), new Cause.Adopted(), now);
    record.want(wish, Evidence.none(now), group, now, out);
  }

  /** The record was found to be ours. */
  void hold(Moment now) {
    role = Role.HOLDING;
    heldSince = now;
  }

  /** The claim is ours. What it still takes to move the record, the holder does. */
  void taken(Moment now) {
    if (role == Role.TAKING) {
      hold(now);
    }
  }

  /** A write of ours that we had given up took effect. */
  void landed(Moment now, Actions out) {
    out.info("record=%s state=landed: our write took effect after all", settings.record());
    hold(now);
  }

  /** Nobody holds the record, as far as we know. */
  void lost() {
    holder = null;
  }

  /** As far as we know this one holds the record. */
  void heard(String server) {
    holder = server;
  }

  /** We leave it to another one. */
  void yieldTo(String peer, Moment now, Actions out) {
    out.info("record=%s state=yielded: %s holds it", settings.record(), peer);
    follow(peer, now, out);
  }

  private void follow(@Nullable String newHolder, Moment now, Actions out) {
    role = Role.FOLLOWING;
    holder = newHolder;
    heir = null;
    failedSince = null;
    failback.forget();
    record.release(now, out);
  }

  /** What may still land of the writes of others: each may have been at it, too. */
  private List<String> others() {
    List<String> names = new ArrayList<>();
    group.members().forEach(member -> names.add(member.name()));
    return names;
  }
}
