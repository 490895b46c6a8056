// SPDX-License-Identifier: Apache-2.0
package io.clooster.incident;

import io.clooster.failover.Action;
import io.clooster.failover.Claim;
import io.clooster.failover.Moment;
import io.clooster.failover.Values;
import io.clooster.message.Message;
import io.clooster.message.Messages;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Makes incidents of what the decision of this server wants done. */
final class ActionWatch {
  /** Deaths of a server; any other message is about an incident only where the record moved. */
  static final Set<String> DEATHS = Set.of("peer-down", "peer-stopped");

  /** What has become of a move that was to be made. */
  private static final Set<String> MOVES = Set.of("moved", "superseded", "failing");

  /** The record is to be changed, from now on. */
  private static final String WANTED = "record-wanted";

  private final String server;
  private final IncidentList list;
  private final GroupWatch group;
  private final Messages messages;
  private final Function<Moment, Instant> clock;

  /** When each peer was suspected, while it is not back. */
  private final Map<String, Instant> suspected = new HashMap<>();

  /** What is to become of the record by us; null for nothing. */
  private @Nullable Move move;

  /** The number of the move whose arrival is asked for; null for none. */
  private @Nullable Long arriving;

  /** A change that is wanted of us. */
  private static final class Move {
    private final Instant decided;
    private String from = "";
    private String to = "";
    private long epoch;
    private @Nullable Instant written;

    Move(Instant decided) {
      this.decided = decided;
    }

    void is(String before, String after, long claim) {
      from = before;
      to = after;
      epoch = claim;
    }
  }

  ActionWatch(
      String server,
      IncidentList list,
      GroupWatch group,
      Messages messages,
      Function<Moment, Instant> clock) {
    this.server = server;
    this.list = list;
    this.group = group;
    this.messages = messages;
    this.clock = clock;
  }

  /** These are to be done, decided now. */
  void saw(List<Action> actions, Instant now) {
    // What is to be done at once comes first in the list, also before what it is done for.
    if (actions.stream().anyMatch(ActionWatch::isWanted)) {
      says(actions, now);
      does(actions, now);
    } else {
      does(actions, now);
      says(actions, now);
    }
  }

  private static boolean isWanted(Action action) {
    return action instanceof Action.Log log && log.kind().equals(WANTED);
  }

  private void does(List<Action> actions, Instant now) {
    // A message that is stored before a write comes before it.
    for (Action action : actions) {
      if (action instanceof Action.WriteRecord write) {
        writes(write);
      } else if (action instanceof Action.SendReport send
          && server.equals(send.report().holder())) {
        group.weHold(server, send.report().epoch());
      }
    }
    for (Action action : actions) {
      if (action instanceof Action.Intend intend) {
        told(intend.message(), false, now);
      }
    }
  }

  private void says(List<Action> actions, Instant now) {
    for (Action action : actions) {
      if (action instanceof Action.Log log) {
        logged(log, now);
      } else if (action instanceof Action.Notify notify) {
        told(notify, true, now);
      } else if (action instanceof Action.Release release) {
        became(release.id(), "moved", now);
      } else if (action instanceof Action.Drop drop) {
        became(drop.id(), "superseded", null);
      }
    }
  }

  private void logged(Action.Log log, Instant now) {
    String peer = text(log.values(), "peer");
    switch (log.kind()) {
      case "peer-suspect" -> suspected.putIfAbsent(peer, now);
      case "peer-down", "peer-stopped" -> died(log.kind(), peer, now);
      case "peer-up.connected", "peer-up.back", "peer-up.unbroken" -> isBack(peer);
      case WANTED -> move = new Move(now);
      case "record-left" -> move = null;
      case "claim-settled" -> accepted(text(log.values(), "claim"), now);
      case "record-moved", "record-moved.verified" -> arrived(log.values());
      case "record-lagging", "record-lagging.unasked" -> lags(log.values());
      default -> {}
    }
  }

  private void isBack(String peer) {
    suspected.remove(peer);
    group.isBack(peer);
  }

  private void died(String kind, String peer, Instant now) {
    Instant noticed = suspected.remove(peer);
    Instant sign = noticed == null ? now : noticed;
    Incident death =
        Incident.of(peer + "-at-" + now.toEpochMilli(), kind, peer)
            .at(Step.SUSPECTED, sign)
            .at(Step.DECIDED, now);
    group.died(peer, list.add(death), sign);
  }

  private void writes(Action.WriteRecord write) {
    Move current = move;
    if (current == null) {
      return;
    }
    Claim before = write.snapshot().claim();
    Claim after = write.claim();
    String from = before == null ? write.snapshot().value() : before.holder();
    String to = after == null ? write.value() : after.holder();
    long epoch = after == null ? 0 : after.epoch();
    if (!from.equals(to)) {
      current.is(from, to, epoch);
    } else if (current.from.isEmpty() && !write.snapshot().value().equals(write.value())) {
      // The claim names the new holder already: our first write, or somebody's hand, has put it
      // there.
      current.is(write.snapshot().value(), write.value(), epoch);
    }
  }

  private void accepted(String holder, Instant now) {
    Move current = move;
    if (current != null && current.written == null && holder.equals(current.to)) {
      current.written = now;
    }
  }

  /** {@code now} is null where no look has shown it. */
  private void became(String message, String outcome, @Nullable Instant now) {
    Long number = list.find(each -> each.message().equals(message) && each.outcome().isEmpty());
    if (number != null) {
      list.change(number, each -> each.became(outcome).at(Step.SHOWN, now));
    }
  }

  /** {@code done} when it is told now, and not stored for later. */
  private void told(Action.Notify notify, boolean done, Instant now) {
    boolean moves = notify.variant().equals("moved");
    boolean death = DEATHS.contains(notify.kind());
    Long known = number(notify);
    if (known == null && !moves && !death) {
      return;
    }
    long number = known == null ? list.add(begun(notify)) : known;
    Message worded = messages.of(notify);
    String id = notify.incident().isEmpty() ? notify.id() : notify.incident();
    UnaryOperator<Incident> words =
        each ->
            each.named(id)
                .told(notify.kind(), notify.id(), worded.title(), worded.text())
                .at(Step.HEARD, heard(notify.values()))
                .became(done ? notify.variant() : "");
    list.change(number, words);
    Move current = move;
    if (MOVES.contains(notify.variant()) && current != null) {
      list.change(number, each -> moved(each, current, moves && done, notify.values(), now));
      if (moves && done) {
        arriving = number;
        group.weMoved(current.to.isEmpty() ? null : current.to, current.epoch);
        move = null;
      }
    }
  }

  private static Incident begun(Action.Notify notify) {
    return Incident.of(notify.id(), notify.kind(), notify.peer());
  }

  /** Of one that is known by its message, by its death, or as that of a server that is away. */
  private @Nullable Long number(Action.Notify notify) {
    Long number = list.find(each -> each.message().equals(notify.id()));
    if (number == null && DEATHS.contains(notify.kind())) {
      number = list.find(each -> each.id().equals(notify.incident()));
      number = number == null ? group.death(notify.peer()) : number;
    }
    return number;
  }

  private Incident moved(Incident known, Move current, boolean shown, Values values, Instant now) {
    Instant first =
        values.byName().get("after") instanceof Duration after ? now.minus(after) : null;
    String from = current.from.isEmpty() ? text(values, "overwritten") : current.from;
    String to = current.to.isEmpty() ? text(values, "value") : current.to;
    return known
        .moved(server, from, to)
        .at(Step.DECIDED, current.decided)
        .at(Step.SUSPECTED, shown ? first : null)
        .at(Step.WRITTEN, current.written)
        .at(Step.SHOWN, shown ? now : null);
  }

  private @Nullable Instant heard(Values values) {
    Object heard = values.byName().getOrDefault("heard", values.byName().get("silent"));
    return heard instanceof Moment moment ? clock.apply(moment) : null;
  }

  /** The end of a move, with its times as the decision has measured them. */
  private void arrived(Values values) {
    Long number = arriving;
    if (number == null || !(values.byName().get("suspected") instanceof Moment begin)) {
      return;
    }
    Instant first = clock.apply(begin);
    int asked = values.byName().get("asked") instanceof Number servers ? servers.intValue() : 0;
    list.change(
        number,
        each ->
            each.at(Step.SUSPECTED, first)
                .at(Step.DECIDED, after(first, values, "decided"))
                .at(Step.WRITTEN, after(first, values, "written"))
                .at(Step.VERIFIED, asked == 0 ? null : after(first, values, "verified"))
                .verified(asked, List.of()));
    arriving = null;
  }

  private static @Nullable Instant after(Instant first, Values values, String name) {
    return values.byName().get(name) instanceof Duration time ? first.plus(time) : null;
  }

  private void lags(Values values) {
    Long number = arriving;
    if (number != null && values.byName().get("lagging") instanceof List<?> lagging) {
      List<String> late = lagging.stream().map(String::valueOf).toList();
      list.change(number, each -> each.verified(0, late));
    }
    arriving = null;
  }

  private static String text(Values values, String name) {
    return String.valueOf(values.byName().getOrDefault(name, ""));
  }
}
