// SPDX-License-Identifier: Apache-2.0
package io.clooster.failover;

import io.clooster.failover.Wish.Cause;
import java.time.Duration;
import java.util.List;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * The decision of one server of a group of two or more that speak protocol 2. What happened to each
 * other server is judged by {@link Member}, who acts by {@link Succession}, and {@link
 * RecordKeeper} does it.
 */
public final class GroupFailover implements Failover {
  /** A gap between two events that is longer than two beats is no time that we waited. */
  private static final Duration HICCUP = Duration.ofMillis(400);

  private final GroupSettings settings;
  private final Messenger messenger;
  private final Standstill standstill = new Standstill();
  private final Group group;
  private final RecordKeeper record;
  private final Succession succession;
  private final Reporter reporter;
  private final Misfits misfits;
  private final Outlook outlook;
  private final ClaimKeeper claims;
  private final News news;
  private boolean stopped;

  public GroupFailover(GroupSettings settings, Moment start, RandomGenerator random) {
    this.settings = settings;
    this.messenger = new Messenger(settings.run(), settings.thisServer(), settings.record(), true);
    this.group = new Group(settings, start, random);
    this.claims = ClaimKeeper.of(settings);
    this.record =
        new RecordKeeper(settings.record(), messenger, claims, settings.restore(), start, random);
    this.succession = new Succession(settings, group, claims, record, messenger, start);
    this.news = new News(settings.claim(), messenger);
    this.reporter = new Reporter(group, claims);
    this.misfits = new Misfits(messenger);
    this.outlook = new Outlook(settings, group, messenger, start);
  }

  @Override
  public List<Action> on(Event event, Moment now) {
    Actions out = new Actions();
    if (stopped) {
      return out.list();
    }
    Duration gap = standstill.gapBefore(now);
    if (gap.compareTo(Standstill.TOLERATED) > 0) {
      stoodStill(gap, now, out);
    } else if (gap.compareTo(HICCUP) > 0) {
      group.members().forEach(member -> member.hiccup(gap));
    }
    if (event instanceof Event.Stopping stopping) {
      stop(stopping, out);
      return out.list();
    }
    Member before = holder();
    boolean took = succession.takes();
    take(event, now, out);
    if (!(event instanceof Event.Reported)) {
      judge(now, out);
    }
    if (before != null && before.linked() == null) {
      record.linkLost(now);
    }
    succession.decide(now, out);
    if (took && succession.holds()) {
      news.tookOver(succession.cause(), out);
    }
    if (news.waits()) {
      record.lookSoon(now);
    }
    if (!(event instanceof Event.Reported)) {
      claims.watch(succession.holds(), group.missedSince());
    }
    if (event instanceof Event.Tick) {
      if (before != null) {
        news.forgetOld(now);
      }
      outlook.look(succession.tells(), now, out);
    }
    record.drive(now, out);
    if (!(event instanceof Event.Reported)) {
      group.members().forEach(member -> member.drive(now, out));
      reporter.update(succession.holder(), now, out);
    }
    return out.list();
  }

  private void stoodStill(Duration gap, Moment now, Actions out) {
    out.warn(
        "server=%s state=woken: stood still for %s; what was not heard meanwhile proves nothing",
        settings.thisServer(), Texts.duration(gap));
    group.members().forEach(member -> member.stoodStill(gap, now));
    succession.stoodStill();
    record.stoodStill(now, now.plus(settings.silence()));
    outlook.stoodStill();
  }

  /** The server that holds the record, as long as it is linked. */
  private @Nullable Member holder() {
    Member member = group.named(succession.holder());
    return member == null || member.linked() == null ? null : member;
  }

  private void take(Event event, Moment now, Actions out) {
    if (event instanceof Event.LinkOpened opened) {
      opened(opened, now, out);
    } else if (event instanceof Event.Reported reported) {
      reported(reported, now, out);
    } else if (event instanceof Event.LinkClosed closed) {
      closed(closed, now, out);
    } else if (event instanceof Event.Leaving leaving) {
      left(leaving, now, out);
    } else if (event instanceof Event.ConnectFailed failed) {
      Member member = group.named(failed.peer());
      if (member != null) {
        member.connectFailed(failed, now, out);
      }
    } else if (event instanceof Event.HelloFailed failed) {
      helloFailed(failed, now, out);
    } else if (event instanceof Event.KeepAliveDue) {
      reporter.keepAlive(succession.holder(), now, out);
    } else if (event instanceof Event.OwnHealth health) {
      health(health, now, out);
    } else if (event instanceof Event.RecordRead read) {
      read(read, now, out);
    } else if (event instanceof Event.RecordWritten written) {
      record.written(written, now, out);
      if (claims.used() && claims.isOf(settings.thisServer())) {
        succession.taken(now);
      }
    } else if (event instanceof Event.RecordConflict conflict) {
      record.conflict(conflict, now, out);
    } else if (event instanceof Event.RecordVerified verified) {
      record.verified(verified, now, out);
    } else if (event instanceof Event.RecordFailed failed) {
      record.failed(failed, now, out);
    }
  }

  private void read(Event.RecordRead read, Moment now, Actions out) {
    Moment asked = record.seen(read);
    if (asked == null) {
      return;
    }
    if (succession.read(read.reading(), asked, now, out)) {
      record.read(read, group, now, out);
    } else {
      record.lookLater(read.number(), now);
    }
    news.read(succession.holds(), asked, out);
  }

  private void opened(Event.LinkOpened opened, Moment now, Actions out) {
    Member member = group.named(opened.peer());
    if (member == null) {
      out.add(new Action.CloseLink(opened.link()));
      return;
    }
    member.opened(opened.link(), opened.dialled(), now, out);
    misfits.over(member.name(), out);
    MemberState.Linked linked = member.linked();
    if (linked != null && linked.link() == opened.link()) {
      reporter.greet(opened.link(), succession.holder(), out);
    }
  }

  private void returned(Member member, Moment now, Actions out) {
    news.isBack(member.name());
    if (succession.tells()) {
      boolean goesBack = succession.goesBackTo(member.name());
      Duration after = member.steadiness().needed();
      news.back(
          succession.holds(),
          now,
          actions -> {
            if (goesBack) {
              messenger.upAndPreferred(member.name(), after, actions);
            } else {
              messenger.up(member.name(), actions);
            }
          },
          out);
    }
  }

  private void reported(Event.Reported reported, Moment now, Actions out) {
    Member member = group.over(reported.link());
    if (member == null) {
      return;
    }
    Report before = member.report();
    Verdict verdict = member.reported(reported.link(), reported.report(), now, out);
    if (verdict == Verdict.RETURNED) {
      returned(member, now, out);
    }
    claims.heard(reported.report().epoch());
    String name = member.name();
    String holder = reported.report().holder();
    String holderBefore = before == null ? null : before.holder();
    if (claims.used() && claims.contradicts(reported.report().epoch(), holder)) {
      return; // It has not read what we have.
    }
    if (name.equals(holder) && !name.equals(holderBefore)) {
      succession.claimed(name, now, out);
    } else if (holder != null && !name.equals(holder)) {
      succession.handedOver(name, holder, !holder.equals(holderBefore), now, out);
    }
  }

  private void closed(Event.LinkClosed closed, Moment now, Actions out) {
    Member member = group.over(closed.link());
    if (member != null) {
      member.closed(closed.link(), closed.reason(), now, out);
    }
  }

  private void left(Event.Leaving leaving, Moment now, Actions out) {
    Member member = group.over(leaving.link());
    if (member != null) {
      judged(member, member.leaving(leaving, now, out), true, now, out);
    }
  }

  private void helloFailed(Event.HelloFailed failed, Moment now, Actions out) {
    Member member = group.named(failed.peer());
    if (member != null && member.helloFailed(failed, now, out)) {
      misfits.seen(member.name(), failed.fault(), failed.reason(), out);
    }
  }

  private void health(Event.OwnHealth health, Moment now, Actions out) {
    if (health.healthy() != group.eligible()) {
      group.eligible(health.healthy());
      if (health.healthy()) {
        record.lookNow(now); // What we could not do may be left to do.
        out.info("server=%s state=well: its own checks succeed", settings.thisServer());
      } else {
        out.warn("server=%s state=ill: %s", settings.thisServer(), health.reason());
      }
    }
  }

  private void stop(Event.Stopping stopping, Actions out) {
    String reason = stopping.backWithin().isZero() ? "it was stopped" : "it is restarted";
    for (Member member : group.members()) {
      MemberState.Linked linked = member.linked();
      if (linked != null) {
        out.add(new Action.SendLeave(linked.link(), reason, stopping.backWithin()));
      }
    }
    stopped = true;
  }

  private void judge(Moment now, Actions out) {
    for (Member member : group.members()) {
      judged(member, member.tick(group, now, out), false, now, out);
    }
  }

  /** A death that moves the record is told by the one that moves it. */
  private void judged(Member member, Verdict verdict, boolean saidSo, Moment now, Actions out) {
    if (verdict == Verdict.DIED) {
      if (succession.holder() == null) {
        record.othersMayLand(now); // It may have become the holder a moment before.
      }
      MemberState.Gone gone = (MemberState.Gone) member.state();
      Cause cause = new Cause.PeerDown(member.name(), gone.reason());
      if (member.name().equals(succession.holder())) {
        news.holderDied(cause, saidSo, now);
      } else if (succession.tells()) {
        news.died(cause, saidSo, succession.holds(), now, out);
      } else {
        news.othersTell(cause, saidSo, now);
      }
    }
  }
}
