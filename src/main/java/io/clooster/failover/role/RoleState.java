// SPDX-License-Identifier: Apache-2.0
package io.clooster.failover.role;

import io.clooster.failover.ChangeReason;
import io.clooster.failover.Moment;
import io.clooster.failover.lease.Belief;
import io.clooster.failover.role.Role.Active;
import io.clooster.failover.role.Role.HandingOver;
import io.clooster.failover.role.Role.Promoting;
import io.clooster.failover.role.Role.Standby;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The {@link Role} that this server has now, and its legal changes. */
final class RoleState {
  private final String us;
  private Role role = new Standby(null, null);

  /** As what we hold the record; follows from the role, and is asked for again and again. */
  private @Nullable Active active;

  /** The other server that we believe, or believed last, to hold it; follows from the role. */
  private @Nullable String otherHolder;

  /** Begins as the standby of nobody; {@code us} is our own name. */
  RoleState(String us) {
    this.us = us;
  }

  Role role() {
    return role;
  }

  private void become(Role next) {
    role = next;
    active = next.active();
    otherHolder = next.otherHolder();
  }

  /** As the status names it. */
  String word() {
    if (role instanceof HandingOver) {
      return "handing-over";
    } else if (role instanceof Active) {
      return "active";
    }
    return role instanceof Promoting ? "promoting" : "standby";
  }

  /** True when we act as the holder. */
  boolean holds() {
    return active != null && active.sure();
  }

  /** True when we are about to become the holder. */
  boolean takes() {
    return role instanceof Promoting;
  }

  /** As what we hold the record, whether we are sure of it or not; null when we don't. */
  @Nullable Active active() {
    return active;
  }

  /** The server that we hand the record to, null when we don't. */
  @Nullable String handoverTarget() {
    return role instanceof HandingOver handing ? handing.target() : null;
  }

  /** The server that we believe to hold the record: ourselves only when we act as the holder. */
  @Nullable String holder() {
    if (active != null) {
      return active.sure() ? us : null;
    }
    return otherHolder;
  }

  /** The other server that we believe, or believed last, to hold the record; null for none. */
  @Nullable String otherHolder() {
    return otherHolder;
  }

  Belief belief() {
    return new Belief(holder(), holds(), takes(), handoverTarget());
  }

  /** As far as we know {@code server} holds the record, nobody for null; we stay what we are. */
  void believe(@Nullable String server) {
    if (role instanceof Standby standby) {
      become(new Standby(server, standby.failedSince()));
    } else if (role instanceof Promoting promoting) {
      become(new Promoting(server, promoting.reason()));
    }
  }

  /** The holder should not hold the record any more, since {@code moment}; null if it should. */
  void failedSince(@Nullable Moment moment) {
    if (role instanceof Standby standby && !Objects.equals(moment, standby.failedSince())) {
      become(new Standby(standby.holder(), moment));
    }
  }

  /** We take the record for {@code reason}; or do so already, and for that from now on. */
  void promote(ChangeReason reason) {
    if (active == null) {
      become(new Promoting(otherHolder, reason));
    }
  }

  /** The record is ours. */
  void hold(Moment now) {
    ChangeReason reason =
        role instanceof Promoting promoting ? promoting.reason() : new ChangeReason.Adopted();
    become(new Active(now, reason, otherHolder, true));
  }

  /** We hand it to {@code target}. */
  void handOverTo(Active own, String target) {
    become(new HandingOver(own, target));
  }

  /** The one that we were handing it to is not to have it. */
  void keep(HandingOver handing) {
    become(handing.active());
  }

  /** Another server holds it, or nobody that we know of. */
  void follow(@Nullable String holder) {
    become(new Standby(holder, null));
  }

  /** Whether another one may be the holder, which only a look can tell. */
  void sure(boolean sure) {
    if (role instanceof HandingOver handing) {
      become(new HandingOver(sure(handing.active(), sure), handing.target()));
    } else if (role instanceof Active own) {
      become(sure(own, sure));
    }
  }

  private static Active sure(Active own, boolean sure) {
    return new Active(own.since(), own.reason(), own.predecessor(), sure);
  }
}
