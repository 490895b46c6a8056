// SPDX-License-Identifier: Apache-2.0
package io.clooster.incident;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Incidents as they are told and stored: plain data for JSON. */
final class IncidentJson {
  private static final JsonMapper JSON = new JsonMapper();

  /** What a file may hold of them is no more than what one of ours would. */
  private static final int MOST_NAME_SERVERS = 10_000;

  /** None is later. */
  private static final Instant LATEST = Instant.parse("9999-12-31T00:00:00Z");

  private IncidentJson() {}

  /** What stands there is not ours. */
  static final class Malformed extends Exception {
    private static final long serialVersionUID = 1L;

    Malformed(String message) {
      super(message);
    }
  }

  /** As it is told; what is not known is left out. */
  static Map<String, Object> of(Incident incident) {
    Map<String, Object> told = new LinkedHashMap<>();
    told.put("id", incident.id());
    told.put("kind", incident.kind());
    put("outcome", incident.outcome(), told);
    put("server", incident.server(), told);
    put("by", incident.by(), told);
    put("from", incident.from(), told);
    put("to", incident.to(), told);
    put("message", incident.message(), told);
    put("title", incident.title(), told);
    put("text", incident.text(), told);
    Map<String, String> moments = new LinkedHashMap<>();
    Map<String, Double> seconds = new LinkedHashMap<>();
    Instant first = incident.first();
    incident
        .moments()
        .forEach(
            (step, at) -> {
              moments.put(step.word(), at.truncatedTo(ChronoUnit.MILLIS).toString());
              seconds.put(
                  step.word(), first == null ? 0 : ChronoUnit.MILLIS.between(first, at) / 1e3);
            });
    told.put("moments", moments);
    told.put("seconds", seconds);
    if (incident.asked() > 0) {
      told.put("name_servers", incident.asked());
    }
    if (!incident.lagging().isEmpty()) {
      told.put("lagging", incident.lagging());
    }
    return told;
  }

  private static void put(String name, String value, Map<String, Object> told) {
    if (!value.isEmpty()) {
      told.put(name, value);
    }
  }

  /** For the file. */
  static byte[] stored(EarlierRun run) throws IOException {
    Map<String, Object> stored = new LinkedHashMap<>();
    if (run.holder() != null) {
      stored.put("holder", run.holder());
      stored.put("epoch", run.epoch());
    }
    stored.put("incidents", run.incidents().stream().map(IncidentJson::of).toList());
    return JSON.writeValueAsBytes(stored);
  }

  /**
   * What a file holds.
   *
   * @throws IOException if it is no JSON
   */
  static EarlierRun read(byte[] content) throws IOException, Malformed {
    JsonNode all = JSON.readTree(content);
    JsonNode list = all.path("incidents");
    if (!list.isArray() || list.size() > IncidentList.MOST) {
      throw new Malformed("it has no list \"incidents\" of " + IncidentList.MOST + " at most");
    }
    List<Incident> incidents = new ArrayList<>();
    for (JsonNode each : list) {
      incidents.add(incident(each));
    }
    String holder = text("holder", all);
    return new EarlierRun(incidents, holder.isEmpty() ? null : holder, all.path("epoch").asLong(0));
  }

  private static Incident incident(JsonNode from) throws Malformed {
    Map<Step, Instant> moments = new EnumMap<>(Step.class);
    for (Step step : Step.values()) {
      Instant at = moment(from.path("moments").path(step.word()));
      if (at != null) {
        moments.put(step, at);
      }
    }
    List<String> lagging = new ArrayList<>();
    for (JsonNode each : from.path("lagging")) {
      lagging.add(plain(each.asText()));
      if (lagging.size() > Incident.MOST_LAGGING) {
        throw new Malformed("\"lagging\" is too long");
      }
    }
    int asked = from.path("name_servers").asInt(0);
    if (asked < 0 || asked > MOST_NAME_SERVERS) {
      throw new Malformed("\"name_servers\" is " + asked);
    }
    return new Incident(
        needed("id", from),
        word("kind", needed("kind", from)),
        word("outcome", text("outcome", from)),
        text("server", from),
        text("by", from),
        text("from", from),
        text("to", from),
        text("message", from),
        text("title", from),
        text("text", from),
        moments,
        asked,
        lagging);
  }

  private static @Nullable Instant moment(JsonNode told) throws Malformed {
    if (told.isMissingNode()) {
      return null;
    }
    try {
      Instant at = Instant.parse(told.asText());
      if (at.isAfter(Instant.EPOCH) && at.isBefore(LATEST)) {
        return at;
      }
    } catch (DateTimeException e) {
      // Then it is none, either.
    }
    throw new Malformed("a moment is none of ISO 8601, or of no time that we know");
  }

  private static String needed(String name, JsonNode from) throws Malformed {
    String text = text(name, from);
    if (text.isEmpty()) {
      throw new Malformed("an incident is without \"" + name + "\"");
    }
    return text;
  }

  private static String text(String name, JsonNode from) throws Malformed {
    JsonNode value = from.path(name);
    if (!value.isMissingNode() && !value.isTextual()) {
      throw new Malformed("\"" + name + "\" is no text");
    }
    return plain(value.asText(""));
  }

  /** A word of ours. */
  private static String word(String name, String value) throws Malformed {
    if (!value.matches("[a-z0-9.-]{0,60}")) {
      throw new Malformed("\"" + name + "\" is none that there is");
    }
    return value;
  }

  /** Without what a terminal would obey. */
  private static String plain(String text) {
    return text.replaceAll("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}&&[^\\n]]", " ");
  }
}
