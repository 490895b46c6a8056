// SPDX-License-Identifier: Apache-2.0
package io.clooster.message;

import io.clooster.failover.Action;
import io.clooster.failover.Moment;
import io.clooster.failover.Values;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Finds the words for what the decision tells. What has none is told by its kind and its values.
 */
public final class Messages {
  private final Function<Moment, Instant> clock;
  private final String server;
  private final String record;
  private final Map<String, String> places;
  private volatile Words words;

  /** For one server that does not know where the others listen. */
  public Messages(Texts texts, String server, String record, Function<Moment, Instant> clock) {
    this(texts, server, record, Map.of(), clock);
  }

  /**
   * For one server.
   *
   * @param server its name
   * @param record the records' names, as the administrator is to read them
   * @param places host and port of each other server, as far as it listens
   * @param clock tells what the wall clock showed at a moment
   */
  public Messages(
      Texts texts,
      String server,
      String record,
      Map<String, String> places,
      Function<Moment, Instant> clock) {
    this.places = Map.copyOf(places);
    this.server = server;
    this.record = record;
    this.clock = clock;
    this.words = new Words(texts, new ValueText(texts, clock));
  }

  /** What belongs to one version of the texts. */
  private record Words(Texts texts, ValueText values) {}

  /** From now on it is told in these words. */
  public void use(Texts texts) {
    words = new Words(texts, new ValueText(texts, clock));
  }

  /** The same in words; what is worded already, and what else there may be, stays as it is. */
  public Object worded(Object told) {
    return told instanceof Action.Notify notify ? of(notify) : told;
  }

  /** What this tells. */
  public Message of(Action.Notify told) {
    Map<String, Object> all = all(told.values());
    if (!told.peer().isEmpty()) {
      all.put("peer", told.peer());
    }
    if (places.containsKey(told.peer())) {
      all.put("place", places.get(told.peer()));
    }
    String key = told.variant().isEmpty() ? told.kind() : told.kind() + "." + told.variant();
    String title = sentence(key + ".title", all);
    String text = sentence(key + ".text", all);
    Map<String, Object> plain = new TreeMap<>();
    told.values().byName().forEach((name, value) -> plain.put(name, words.values.plain(value)));
    return new Message(
        told.id(),
        told.kind(),
        told.variant(),
        told.severity(),
        told.peer(),
        told.incident(),
        plain,
        title == null ? "[" + server + "] " + key : title,
        text == null ? inItself(told.values(), told.peer()) : text);
  }

  /** The line that this logs. */
  public String line(Action.Log logged) {
    String line = sentence("log." + logged.kind(), all(logged.values()));
    return line == null ? logged.kind() + ": " + inItself(logged.values(), "") : line;
  }

  private Map<String, Object> all(Values given) {
    Map<String, Object> all = new TreeMap<>(given.byName());
    all.put("server", server);
    all.put("record", record);
    return all;
  }

  private @Nullable String sentence(String key, Map<String, Object> all) {
    Words now = words;
    Template template = now.texts.get(key);
    return template == null ? null : template.fill(all, now.values);
  }

  /** What no sentence is known for. */
  private String inItself(Values given, String peer) {
    List<String> parts = new ArrayList<>();
    if (!peer.isEmpty()) {
      parts.add("peer=" + peer);
    }
    new TreeMap<>(given.byName())
        .forEach((name, value) -> parts.add(name + "=" + words.values.of(value, ", ")));
    return String.join("; ", parts);
  }
}
