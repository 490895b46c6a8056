// SPDX-License-Identifier: Apache-2.0
package io.clooster.failover.lease;

import io.clooster.failover.DecisionStep;
import io.clooster.failover.GroupSettings;
import io.clooster.failover.Moment;
import io.clooster.failover.Reason;
import io.clooster.failover.RecordSnapshot;
import io.clooster.failover.Report;
import io.clooster.failover.peer.Peer;
import io.clooster.failover.peer.PeerGroup;
import io.clooster.failover.peer.PeerState;
import org.jspecify.annotations.Nullable;

/**
 * Without claims: the server that the records point at holds them, unless another one says with
 * good reason that it does.
 */
public final class RecordOwnership implements Ownership {
  private final GroupSettings settings;
  private final PeerGroup group;

  /**
   * The linked server that the record was seen to point at while we held it, and that did not say
   * that it moved it; read by the next look, null after any other one.
   */
  private @Nullable String stranger;

  public RecordOwnership(GroupSettings settings, PeerGroup group) {
    this.settings = settings;
    this.group = group;
  }

  @Override
  public OwnershipReading read(
      RecordSnapshot snapshot, Moment asked, Belief belief, RecordFacts record, DecisionStep step) {
    return OwnershipReading.of(finding(snapshot.value(), belief, record, step));
  }

  private Finding finding(String value, Belief belief, RecordFacts record, DecisionStep step) {
    boolean isServer = settings.isServer(value);
    boolean strange =
        isServer
            && belief.weHold()
            && !settings.isUs(value)
            && !value.equals(belief.handoverTarget());
    if (!strange) {
      stranger = null;
    }
    if (!isServer) {
      return new Finding.Foreign();
    } else if (strange) {
      return lostTo(value, record, step);
    } else if (belief.weTake()) {
      boolean theirs = !settings.isUs(value) && !value.equals(belief.holder()) && inSight(value);
      return theirs ? new Finding.TheirsAlive(value, value) : new Finding.NothingNew();
    }
    return belief.weHold() ? new Finding.NothingNew() : followed(value, record);
  }

  private Finding followed(String value, RecordFacts record) {
    String claimer = group.claimer(value);
    if (settings.isUs(value) && record.mayBeOurs()) {
      return new Finding.Ours(value, false);
    } else if (claimer != null && !gaveWay(claimer, value)) {
      return new Finding.TheirsAlive(claimer, value);
    }
    return settings.isUs(value)
        ? new Finding.Ours(value, false)
        : new Finding.TheirsAlive(value, value);
  }

  /** One that is not fit has lost the record to one that is there: it only has not looked yet. */
  private boolean gaveWay(String claimer, String value) {
    Peer member = group.named(claimer);
    return member != null && member.isUnfit() && inSight(value);
  }

  /**
   * We hold the record, and it points at another server. A linked one that moved it says so soon;
   * one that is out of sight can't, but where nobody else is in sight, its move shows that it
   * lives.
   */
  private Finding lostTo(String value, RecordFacts record, DecisionStep step) {
    Peer other = group.named(value);
    if (other == null) {
      return new Finding.NothingNew();
    }
    Report report = other.report();
    if (report != null && value.equals(report.holder())) {
      return new Finding.TheirsAlive(value, value);
    } else if (other.linked() != null) {
      boolean seenBefore = value.equals(stranger);
      stranger = value;
      return seenBefore ? new Finding.NothingNew() : new Finding.LookAgain(null);
    } else if (!record.mayBeLate() && (settings.isPair() || !group.enough())) {
      other.lives(Reason.MOVED_IT, step);
      return new Finding.TheirsAlive(value, value);
    }
    return new Finding.NothingNew();
  }

  @Override
  public HolderSight sightOf(Belief belief, boolean blind, boolean weTell, DecisionStep step) {
    return HolderSight.NOTHING_NEW;
  }

  @Override
  public boolean isToldToBeCut(String server) {
    return false;
  }

  @Override
  public @Nullable Failure failureOf(String server, Moment linkLostAt) {
    Peer member = group.named(server);
    if (member == null) {
      return null;
    }
    PeerState.Dead gone = member.dead();
    if (gone == null) {
      return member.isUnfit() ? Failure.of(member.unfit(), member.unfitSince()) : null;
    }
    boolean seen = !group.whoSees(server, gone.since()).isEmpty();
    return seen ? null : new Failure(member.down(gone), gone.since(), linkLostAt);
  }

  private boolean inSight(String server) {
    Peer member = group.named(server);
    return member != null && member.linked() != null;
  }
}
