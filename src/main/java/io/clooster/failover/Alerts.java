// SPDX-License-Identifier: Apache-2.0
package io.clooster.failover;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The table of what is wrong: a row for each kind and server. Those who look at what goes on say
 * what stands; a row is raised once, when it has lasted, and closed once. What is raised is told by
 * the one whose call raised it, and its end by the one that closed it.
 */
public final class Alerts {
  private final Map<AlertKind, Map<String, Row>> table = new EnumMap<>(AlertKind.class);

  /** What lasted through our own standstill may be over: nothing counts from before its end. */
  private Moment awakeSince;

  /**
   * What is wrong.
   *
   * @param since when that was seen first
   * @param raised whether it is told, and not over
   * @param about what it is about beside the server: a value, an incident; else empty
   */
  private record Row(Moment since, boolean raised, String about) {}

  public Alerts(Moment start) {
    this.awakeSince = start;
  }

  /** Our own standstill ended at {@code now}. */
  public void stoodStill(Moment now) {
    awakeSince = now;
  }

  /** This is wrong at {@code now}: gives since when that is known. {@code peer} may be empty. */
  public Moment stands(AlertKind kind, String peer, Moment now) {
    return rows(kind).computeIfAbsent(peer, name -> new Row(now, false, "")).since();
  }

  /** Since when this is known to be wrong; null where it is not. */
  public @Nullable Moment since(AlertKind kind, String peer) {
    Row row = rows(kind).get(peer);
    return row == null ? null : row.since();
  }

  /**
   * Raises what has stood since {@code begun} for as long as its kind wants: true the first time.
   */
  public boolean raise(AlertKind kind, String peer, Moment begun, Moment now) {
    return raise(kind, peer, begun, kind.after(), now);
  }

  /** The same with another time that it has to last. */
  public boolean raise(AlertKind kind, String peer, Moment begun, Duration after, Moment now) {
    boolean lasts = now.reached(begun.orLater(awakeSince).plus(after));
    return lasts && !isRaised(kind, peer) && raiseNow(kind, peer, "", now);
  }

  /**
   * Raises it without a wait, once for each thing that it is {@code about}: true the first time.
   */
  public boolean raiseNow(AlertKind kind, String peer, String about, Moment now) {
    Row before = rows(kind).get(peer);
    if (before != null && before.raised() && before.about().equals(about)) {
      return false;
    }
    Moment since = before == null ? now : before.since();
    rows(kind).put(peer, new Row(since, true, about));
    return true;
  }

  /** Closes it: true where it had been raised. */
  public boolean close(AlertKind kind, String peer) {
    Row row = rows(kind).remove(peer);
    return row != null && row.raised();
  }

  /** Whether it is told of this server, and not over. */
  public boolean isRaised(AlertKind kind, String peer) {
    Row row = rows(kind).get(peer);
    return row != null && row.raised();
  }

  /** What the raised one is about; empty where none is raised, or about nothing more. */
  public String about(AlertKind kind, String peer) {
    Row row = rows(kind).get(peer);
    return row == null || !row.raised() ? "" : row.about();
  }

  /** What was told, and is not over. */
  public List<Status.Alert> raised() {
    List<Status.Alert> raised = new ArrayList<>();
    table.forEach(
        (kind, rows) ->
            rows.forEach(
                (peer, row) -> {
                  if (row.raised()) {
                    raised.add(new Status.Alert(kind.message(), peer));
                  }
                }));
    return raised;
  }

  private Map<String, Row> rows(AlertKind kind) {
    return table.computeIfAbsent(kind, any -> new TreeMap<>());
  }
}
