// SPDX-License-Identifier: Apache-2.0
package io.clooster.simulation;

import io.clooster.failover.Action;
import io.clooster.failover.Claim;
import io.clooster.failover.ClaimSight;
import io.clooster.failover.Event;
import io.clooster.failover.Report;
import io.clooster.failover.ServerList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What the decision of one run was told and what it said, as far as the rules ask for it. */
final class DecisionView {

  private final String own;
  private final boolean lateAnswersCount;
  private final Map<Long, Long> asked = new HashMap<>();
  private final Map<Long, String> links = new HashMap<>();
  private final Map<String, Report> reports = new HashMap<>();
  private final Map<String, String> states = new HashMap<>();
  private final Set<String> met = new HashSet<>();
  private final Map<String, @Nullable ServerList> lists = new HashMap<>();
  private final Map<String, Long> lost = new HashMap<>();
  private final Set<String> goneForGood = new HashSet<>();
  private String recordState = "";
  private @Nullable String holder;
  private @Nullable String holderWhenAsked;
  private long lastCall;
  private long lastAsked;
  private long answered;
  private long changed;
  private final Set<Long> shown = new HashSet<>();
  private final Set<Long> forgotten = new HashSet<>();
  private long openLook;
  private long epoch;
  private long lastAnswered = -1;
  private @Nullable Claim claim;
  private long claimShown;
  private long pinKnownSince = Long.MAX_VALUE;
  private @Nullable Claim written;
  private boolean writing;
  private @Nullable String claimHolder;

  /**
   * @param lateAnswersCount whether the answer to a look counts though another one was asked since
   */
  DecisionView(String own, boolean lateAnswersCount) {
    this.own = own;
    this.lateAnswersCount = lateAnswersCount;
  }

  void fed(Event event, long now) {
    if (event instanceof Event.Tick) {
      return; // Most events are, and they say nothing.
    } else if (event instanceof Event.RecordRead read) {
      shown.add(read.number());
      openLook = read.number() == openLook ? 0 : openLook;
    } else if (callOf(event) == lastCall) {
      writing = false;
    }
    if (event instanceof Event.LinkOpened opened) {
      links.put(opened.link(), opened.peer());
      met.add(opened.peer());
      lists.put(opened.peer(), opened.list());
      goneForGood.remove(opened.peer());
    } else if (event instanceof Event.Leaving leaving && leaving.backWithin().isZero()) {
      String peer = links.get(leaving.link());
      if (peer != null) {
        goneForGood.add(peer);
      }
    } else if (event instanceof Event.LinkClosed closed) {
      loses(closed.link(), now);
    } else if (event instanceof Event.Reported reported) {
      String peer = links.get(reported.link());
      if (peer != null) {
        reports.put(peer, reported.report());
      }
    } else if (event instanceof Event.RecordRead read) {
      lastAnswered = Math.max(lastAnswered, asked.getOrDefault(read.number(), lastAsked));
      shows(read, now);
    } else if (event instanceof Event.RecordWritten done) {
      shown.add(done.number());
      // A look that was asked before the answer to a write may show what stood there before.
      changed = Math.max(changed, lastCall);
      if (done.number() == lastCall) {
        knows(written, now);
      }
    }
  }

  /** The number of the call that this answers, beside a look that succeeded; else none. */
  private static long callOf(Event event) {
    if (event instanceof Event.RecordWritten written) {
      return written.number();
    } else if (event instanceof Event.RecordFailed failed) {
      return failed.number();
    } else if (event instanceof Event.RecordRefused refused) {
      return refused.number();
    } else if (event instanceof Event.RecordConflict conflict) {
      return conflict.number();
    }
    return -1;
  }

  private void shows(Event.RecordRead read, long now) {
    if (!counts(read)) {
      return;
    }
    answered = read.number();
    if (read.number() == lastCall || !writing) {
      boolean gone = read.snapshot().sight() == ClaimSight.GONE;
      claim = gone ? null : read.snapshot().claim();
      knows(ClaimRules.credible(claim), now);
      claimShown = ClaimRules.credible(claim) == null ? claimShown : now;
    }
  }

  private boolean counts(Event.RecordRead read) {
    boolean late = lateAnswersCount && read.number() > Math.max(answered, changed);
    return read.number() == lastCall || (late && !forgotten.contains(read.number()));
  }

  private void knows(@Nullable Claim there, long now) {
    if (there != null && there.pinned()) {
      pinKnownSince = Math.min(pinKnownSince, now);
    }
    if (there != null && there.epoch() >= epoch) {
      claimHolder = there.holder();
      epoch = there.epoch();
    }
  }

  /** True when it knew before this moment that an operator had chosen the holder. */
  boolean knewOfAPin(long now) {
    return pinKnownSince < now;
  }

  /** Whether this server, when it was linked last, had a list without {@code other}. */
  boolean knowsUnlisted(String server, String other) {
    ServerList list = lists.get(server);
    return list != null && !list.has(other);
  }

  void wanted(Action action, long now) {
    if (action instanceof Action.CloseLink close) {
      loses(close.link(), now);
    } else if (action instanceof Action.SendReport sent) {
      holder = sent.report().holder();
      epoch = Math.max(epoch, sent.report().epoch());
    } else if (action instanceof Action.Log line) {
      saysToItself(line);
    } else if (action instanceof Action.ReadRecord read) {
      lastCall = read.number();
      openLook = lastCall;
      lastAsked = now;
      asked.put(lastCall, now);
      writing = false;
      holderWhenAsked = holder;
    } else if (action instanceof Action.WriteRecord write) {
      forgets(write);
      lastCall = write.number();
      writing = true;
      written = write.claim();
    }
  }

  /** A change that the answer to an earlier look leads to takes the place of the open one. */
  private void forgets(Action.WriteRecord write) {
    if (openLook > 0 && !write.value().equals(write.snapshot().value())) {
      forgotten.add(openLook);
    }
    openLook = 0;
  }

  private void loses(long link, long now) {
    String peer = links.remove(link);
    if (peer != null && !sees(peer)) {
      lost.put(peer, now);
    }
  }

  /** True when it has known for so long that there is no link with this server. */
  boolean hasMissed(String peer, long nanos, long now) {
    return !sees(peer) && now - lost.getOrDefault(peer, 0L) >= nanos;
  }

  /** True when the last that it heard of it is that it goes for good. */
  boolean heardFarewellOf(String peer) {
    return goneForGood.contains(peer);
  }

  /**
   * Alone, it reports to nobody; its log tells when it is the holder, and what it holds of peers.
   */
  private void saysToItself(Action.Log line) {
    String kind = line.kind();
    if (kind.equals("record-settled") && own.equals(line.values().byName().get("value"))) {
      holder = own;
    } else if (kind.equals("record-yielded")) {
      holder = String.valueOf(line.values().byName().get("peer"));
    }
    if (kind.startsWith("peer-") && !kind.startsWith("peer-unreachable")) {
      states.put(String.valueOf(line.values().byName().get("peer")), kind);
    } else if (kind.startsWith("record-") && !kind.startsWith("record-read")) {
      recordState = kind;
    }
  }

  /** True when it takes this peer to be alive, out of its reach. */
  boolean holdsForApart(String peer) {
    return states.getOrDefault(peer, "").startsWith("peer-partitioned");
  }

  /** True when it holds this peer for dead. */
  boolean holdsForDead(String peer) {
    return states.getOrDefault(peer, "").startsWith("peer-down");
  }

  /** True when it has left the record to another server that took it. */
  boolean hasYielded() {
    return recordState.startsWith("record-yielded");
  }

  boolean sees(String peer) {
    return links.containsValue(peer);
  }

  /** How many servers it sees, itself counted. */
  int visible() {
    return 1 + new HashSet<>(links.values()).size();
  }

  boolean hasMet(String peer) {
    return met.contains(peer);
  }

  @Nullable Report report(String peer) {
    return reports.get(peer);
  }

  /** Whom it says to hold the record; null under protocol 1. */
  @Nullable String holder() {
    return holder;
  }

  /**
   * Whom it may take for the holder: what it said last, and when it asked for the record; where
   * that is not itself, also what its peers said since, but for one that says otherwise of itself.
   */
  Set<String> holders() {
    Set<String> holders = new HashSet<>();
    add(holders, holder);
    add(holders, holderWhenAsked);
    if (!holders.contains(own)) {
      reports.values().forEach(report -> add(holders, report.holder()));
      holders.remove(own);
      holders.removeIf(name -> sees(name) && !saysItHolds(name));
    }
    return holders;
  }

  private boolean saysItHolds(String peer) {
    Report report = reports.get(peer);
    return report == null || peer.equals(report.holder());
  }

  private static void add(Set<String> names, @Nullable String name) {
    if (name != null) {
      names.add(name);
    }
  }

  /** The number of the last look that was answered in time. */
  long answered() {
    return answered;
  }

  /** True when it was told what this call found, or left there. */
  boolean wasShown(long call) {
    return shown.contains(call);
  }

  /** True when the change that it asked for last was of the same claim. */
  boolean asksAgainFor(@Nullable Claim claim) {
    return claim != null && claim.equals(written);
  }

  /** Whom the last claim names that it read or made, though there may be none any more. */
  @Nullable String claimHolder() {
    return claimHolder;
  }

  /** When a look showed it a claim last; 0 for never. */
  long claimShown() {
    return claimShown;
  }

  /** The latest epoch that it knows of: read, made, or told to others. */
  long epoch() {
    return epoch;
  }

  /** When that was asked for, -1 for never. */
  long lastAnswered() {
    return lastAnswered;
  }

  /** What it found: the claim; null when there was none. */
  @Nullable Claim claim() {
    return claim;
  }

  /** The number of the last call to the provider. */
  long lastCall() {
    return lastCall;
  }

  /** When the record was asked for last. */
  long lastAsked() {
    return lastAsked;
  }
}
