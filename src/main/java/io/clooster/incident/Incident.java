// SPDX-License-Identifier: Apache-2.0
package io.clooster.incident;

import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * One death of a server, or one move of the record, as far as this server knows it. What is not
 * known is empty.
 *
 * @param id of a death its name, alike on all servers, as {@code srv1-7}; else one of ours
 * @param kind what happened, by the kind of its message: {@code peer-down}, {@code failback} …;
 *     {@code moved} where only that is known
 * @param outcome what came of it: {@code moved}, {@code unchanged}, {@code stranded} …; empty while
 *     it is not known
 * @param server the server that it is about
 * @param by the server that moved the record
 * @param from what held the record: a server, or a value that is none's
 * @param to what holds it since
 * @param message the id of the message about it, as the log has it
 * @param title that message, in one line
 * @param text the whole message
 * @param moments by the wall clock, as far as they are known
 * @param asked how many name servers gave the new value
 * @param lagging those that did not in time, each with what it gave
 */
public record Incident(
    String id,
    String kind,
    String outcome,
    String server,
    String by,
    String from,
    String to,
    String message,
    String title,
    String text,
    Map<Step, Instant> moments,
    int asked,
    List<String> lagging) {

  /** The longest name, id or value. */
  static final int LONGEST_NAME = 300;

  /** The longest text. */
  static final int LONGEST_TEXT = 2000;

  /** The most name servers that are named. */
  static final int MOST_LAGGING = 16;

  public Incident {
    id = bounded(id, LONGEST_NAME);
    server = bounded(server, LONGEST_NAME);
    by = bounded(by, LONGEST_NAME);
    from = bounded(from, LONGEST_NAME);
    to = bounded(to, LONGEST_NAME);
    message = bounded(message, LONGEST_NAME);
    title = bounded(title, LONGEST_NAME);
    text = bounded(text, LONGEST_TEXT);
    Map<Step, Instant> known = new EnumMap<>(Step.class);
    known.putAll(moments);
    moments = Collections.unmodifiableMap(known);
    lagging =
        lagging.stream().limit(MOST_LAGGING).map(each -> bounded(each, LONGEST_NAME)).toList();
  }

  private static String bounded(String text, int most) {
    return text.length() <= most ? text : text.substring(0, most - 1) + "…";
  }

  /** Nothing but that it happened is known. */
  static Incident of(String id, String kind, String server) {
    return new Incident(id, kind, "", server, "", "", "", "", "", "", Map.of(), 0, List.of());
  }

  /** When it was; null where no moment of it is known. */
  public @Nullable Instant first() {
    return moments.values().stream().min(Instant::compareTo).orElse(null);
  }

  /**
   * From the last that was heard of the server, or from the first sign, until then; null where
   * either is not known. A wall clock that was set back makes no negative time.
   */
  public @Nullable Duration until(Step step) {
    Instant end = moments.get(step);
    Instant begin = moments.getOrDefault(Step.HEARD, moments.get(Step.SUSPECTED));
    if (begin == null || end == null) {
      return null;
    }
    Duration time = Duration.between(begin, end);
    return time.isNegative() ? Duration.ZERO : time;
  }

  Incident named(String name) {
    return new Incident(
        name, kind, outcome, server, by, from, to, message, title, text, moments, asked, lagging);
  }

  Incident became(String what) {
    return new Incident(
        id, kind, what, server, by, from, to, message, title, text, moments, asked, lagging);
  }

  Incident moved(String mover, String before, String after) {
    return new Incident(
        id, kind, outcome, server, mover, before, after, message, title, text, moments, asked,
        lagging);
  }

  Incident told(String what, String number, String oneLine, String story) {
    return new Incident(
        id, what, outcome, server, by, from, to, number, oneLine, story, moments, asked, lagging);
  }

  Incident verified(int servers, List<String> late) {
    return new Incident(
        id, kind, outcome, server, by, from, to, message, title, text, moments, servers, late);
  }

  /** The same where this moment is known; null for one that is not. */
  Incident at(Step step, @Nullable Instant moment) {
    if (moment == null) {
      return this;
    }
    Map<Step, Instant> more = new EnumMap<>(Step.class);
    more.putAll(moments);
    more.put(step, moment);
    return new Incident(
        id, kind, outcome, server, by, from, to, message, title, text, more, asked, lagging);
  }

  /** The same where it was not known yet. */
  Incident firstAt(Step step, @Nullable Instant moment) {
    return moments.containsKey(step) ? this : at(step, moment);
  }

  /** The same after all of these. */
  @SafeVarargs
  final Incident with(UnaryOperator<Incident>... changes) {
    Incident changed = this;
    for (UnaryOperator<Incident> each : changes) {
      changed = each.apply(changed);
    }
    return changed;
  }
}
