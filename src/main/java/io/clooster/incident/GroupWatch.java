// SPDX-License-Identifier: Apache-2.0
package io.clooster.incident;

import io.clooster.failover.Event;
import io.clooster.failover.IncidentId;
import io.clooster.failover.Report;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What the other servers' heartbeats say of deaths and moves: who holds the record since, and which
 * deaths are told.
 */
final class GroupWatch {
  /** A death, or a stop, of which only its name is known. */
  static final String MISSED = "peer-missed";

  /** A move that was made while this server did not run, or heard nobody. */
  static final String UNSEEN = "moved-unseen";

  private final List<String> servers;
  private final IncidentList list;

  /** The number of the last death of each server that is not back. */
  private final Map<String, Long> deaths = new HashMap<>();

  /** The numbers of the last moves away from each server that we did not hold to be dead. */
  private final Map<String, Long> moves = new HashMap<>();

  /** The numbers of deaths that nobody saw here, and whose move is not known. */
  private final Map<String, Long> missed = new HashMap<>();

  /** Who holds the record by the latest claim that anybody told; null while nobody did. */
  private @Nullable String holder;

  private long epoch;

  /** Who held it when an earlier run ended, and by which claim; null once that was made use of. */
  private @Nullable EarlierRun earlier;

  /** {@code servers} are all of them, this one too. */
  GroupWatch(List<String> servers, IncidentList list) {
    this.servers = List.copyOf(servers);
    this.list = list;
  }

  /**
   * A server is held to be dead, since the first sign. Who held it to be so before us may have told
   * of that by then, and have moved the record: it is the same death.
   */
  void died(String peer, long number, Instant sign) {
    deaths.put(peer, number);
    Incident move = sinceThen(moves.remove(peer), sign);
    if (move != null) {
      list.change(
          number,
          each ->
              each.became("moved")
                  .moved(move.to(), move.from(), move.to())
                  .firstAt(Step.SHOWN, move.moments().get(Step.SHOWN)));
    }
    Incident named = sinceThen(missed.get(peer), sign);
    if (named != null) {
      missed.remove(peer);
      list.change(
          number,
          each -> each.named(named.id()).firstAt(Step.TOLD, named.moments().get(Step.SHOWN)));
    }
  }

  /** Takes out what was told of a server since then; null for nothing. */
  private @Nullable Incident sinceThen(@Nullable Long number, Instant sign) {
    Instant shown = number == null ? null : list.shown(number);
    return number == null || shown == null || shown.isBefore(sign) ? null : list.remove(number);
  }

  /** It is back. */
  void isBack(String peer) {
    deaths.remove(peer);
  }

  /** Its death; null where it is not held to be dead. */
  @Nullable Long death(String peer) {
    return deaths.get(peer);
  }

  /** We have moved the record; the holder is null where that is no server. */
  void weMoved(@Nullable String to, long claim) {
    earlier = null;
    holds(to);
    epoch = Math.max(epoch, claim);
  }

  /** We hold the record, by this claim; of a move to us more is told than that. */
  void weHold(String us, long claim) {
    if (holder == null || holder.equals(us)) {
      earlier = null;
      holds(us);
      epoch = Math.max(epoch, claim);
    }
  }

  /** An earlier run ended with this; heartbeats may have told more by now. */
  void ran(EarlierRun run, Instant now) {
    if (run.holder() == null || run.epoch() == 0) {
      return;
    }
    String known = holder;
    if (known == null) {
      earlier = run;
    } else if (epoch > run.epoch() && !known.equals(run.holder())) {
      unseen(run.holder(), known, now);
    }
  }

  @Nullable String holder() {
    return holder;
  }

  long epoch() {
    return epoch;
  }

  private void holds(@Nullable String named) {
    if (!Objects.equals(holder, named)) {
      holder = named;
      list.touch();
    }
  }

  /** Only heartbeats tell of this. */
  void saw(Event event, Instant now) {
    if (event instanceof Event.Reported reported) {
      report(reported.report(), now);
    }
  }

  private void report(Report report, Instant now) {
    for (String told : report.told()) {
      told(told, now);
    }
    String named = report.holder();
    if (named == null || report.epoch() <= epoch) {
      return;
    }
    epoch = report.epoch();
    String before = holder;
    EarlierRun run = earlier;
    earlier = null;
    holds(named);
    if (before != null && !before.equals(named)) {
      moved(before, named, now);
    } else if (run != null && run.holder() != null && epoch > run.epoch()) {
      if (!named.equals(run.holder())) {
        unseen(run.holder(), named, now);
      }
    }
  }

  /** Somebody has moved it since then: who, and when, and by how many ways, nobody tells. */
  private void unseen(String from, String to, Instant now) {
    Long death = missed.remove(from);
    if (death == null) {
      list.add(
          Incident.of("moved-" + epoch, UNSEEN, from)
              .became("moved")
              .moved("", from, to)
              .at(Step.SHOWN, now));
    } else {
      list.change(death, each -> each.became("moved").moved("", from, to));
    }
  }

  /** Whom somebody else moved it to. A death that is to be told by its name keeps that. */
  private void moved(String from, String to, Instant now) {
    Long death = deaths.get(from);
    if (death == null) {
      moves.put(
          from,
          list.add(
              Incident.of("moved-" + epoch, "moved", from)
                  .became("moved")
                  .moved("", from, to)
                  .at(Step.SHOWN, now)));
    } else {
      list.change(death, each -> each.became("moved").moved(to, from, to).firstAt(Step.SHOWN, now));
    }
  }

  private void told(String name, Instant now) {
    Long known = list.find(each -> each.id().equals(name));
    if (known != null) {
      toldBy(known, now);
      return;
    }
    for (String server : servers) {
      if (IncidentId.of(server, name) != null) {
        learnt(name, server, now);
      }
    }
  }

  private void toldBy(long known, Instant now) {
    list.change(known, each -> each.kind().equals(MISSED) ? each : each.firstAt(Step.TOLD, now));
  }

  /** The name of a death that may be known without it; of another one no more is known. */
  private void learnt(String name, String server, Instant now) {
    Long death = deaths.get(server);
    if (death == null) {
      missed.put(server, list.add(Incident.of(name, MISSED, server).at(Step.SHOWN, now)));
      return;
    }
    list.change(death, each -> each.message().isEmpty() ? each.named(name) : each);
    toldBy(death, now);
  }
}
