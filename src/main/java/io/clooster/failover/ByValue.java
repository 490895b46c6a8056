// SPDX-License-Identifier: Apache-2.0
package io.clooster.failover;

import io.clooster.failover.Wish.Cause;
import org.jspecify.annotations.Nullable;

/**
 * Without claims: the server that the records point at holds them, unless another one says with
 * good reason that it does.
 */
final class ByValue implements Title {
  private final GroupSettings settings;
  private final Group group;
  private final RecordKeeper record;
  private final Succession succession;
  private @Nullable String stranger;

  ByValue(GroupSettings settings, Group group, RecordKeeper record, Succession succession) {
    this.settings = settings;
    this.group = group;
    this.record = record;
    this.succession = succession;
  }

  @Override
  public boolean read(Reading reading, Moment asked, Moment now, Actions out) {
    String value = reading.value();
    boolean strange =
        settings.isServer(value)
            && succession.holds()
            && !settings.isUs(value)
            && !value.equals(succession.heir());
    if (!strange) {
      stranger = null;
    }
    if (!settings.isServer(value)) {
      return true;
    }
    if (strange) {
      return lostTo(value, now, out);
    } else if (succession.takes()) {
      if (!settings.isUs(value) && !value.equals(succession.holder()) && inSight(value)) {
        succession.yieldTo(value, now, out);
      }
    } else if (!succession.holds()) {
      followed(value, now, out);
    }
    return true;
  }

  private void followed(String value, Moment now, Actions out) {
    String claimer = group.claimer(value);
    if (settings.isUs(value) && record.resume(value)) {
      succession.landed(now, out);
    } else if (claimer != null && !gaveWay(claimer, value)) {
      succession.heard(claimer);
    } else if (settings.isUs(value)) {
      succession.hold(now);
      record.adopt(new Wish(value, new Cause.Adopted(), now));
    } else {
      succession.heard(value);
    }
  }

  /** One that is not fit has lost the record to one that is there: it only has not looked yet. */
  private boolean gaveWay(String claimer, String value) {
    Member member = group.named(claimer);
    return member != null && member.ill() && inSight(value);
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
      succession.yieldTo(value, now, out);
    } else if (other.linked() != null) {
      boolean seenBefore = value.equals(stranger);
      stranger = value;
      return seenBefore;
    } else if (!record.mayBeLate(value) && (settings.isPair() || !group.enough())) {
      other.lives("it moved the record, so it lives, out of reach", out);
      succession.yieldTo(value, now, out);
    }
    return true;
  }

  @Override
  public void look(Moment now, Actions out) {}

  @Override
  public @Nullable Failure failureOf(String server) {
    Member member = group.named(server);
    if (member == null) {
      return null;
    }
    MemberState.Gone gone = member.gone();
    if (gone == null) {
      return member.ill() ? Failure.of(new Cause.Ill(server), member.illSince()) : null;
    }
    boolean seen = !group.whoSees(server, gone.since()).isEmpty();
    return seen
        ? null
        : new Failure(new Cause.PeerDown(server, gone.reason()), gone.since(), record.lostAt());
  }

  private boolean inSight(String server) {
    Member member = group.named(server);
    return member != null && member.linked() != null;
  }
}
