// SPDX-License-Identifier: Apache-2.0
package io.clooster.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** The last incidents for people: times are UTC. */
final class IncidentScreen {
  /** What the moments are called here, in their order. */
  private static final Map<String, String> MOMENTS = new LinkedHashMap<>();

  static {
    MOMENTS.put("heard", "heard last");
    MOMENTS.put("suspected", "first sign");
    MOMENTS.put("decided", "decided");
    MOMENTS.put("written", "written");
    MOMENTS.put("shown", "seen here");
    MOMENTS.put("verified", "seen at the name servers");
    MOMENTS.put("told", "told");
  }

  /** What only heartbeats tell of; whether it was told, they don't. */
  private static final Set<String> HEARD_OF = Set.of("moved", "peer-missed");

  private IncidentScreen() {}

  /** One line for each. */
  static String of(JsonNode told) {
    List<String> lines = new ArrayList<>();
    for (JsonNode each : told.path("incidents")) {
      lines.add(
          String.format(Locale.ROOT, "%s  %-28s %s", time(each), text(each, "id"), story(each)));
    }
    return lines.isEmpty()
        ? "No server has died, and no record was moved, as far as "
            + text(told, "server")
            + " knows."
        : String.join(System.lineSeparator(), lines);
  }

  /** All that is known of one. */
  static String one(JsonNode incident) {
    List<String> lines = new ArrayList<>();
    lines.add(text(incident, "id") + ": " + story(incident));
    String text = text(incident, "text");
    if (!text.isEmpty()) {
      lines.add(text);
    }
    lines.add("");
    double before = 0;
    for (String key : known(incident)) {
      double seconds = incident.path("seconds").path(key).asDouble();
      lines.add(
          String.format(
              Locale.ROOT,
              "%-26s %s  +%.3f s  (+%.3f s)",
              MOMENTS.get(key),
              clean(incident.path("moments").path(key).asText()),
              seconds,
              seconds - before));
      before = seconds;
    }
    int asked = incident.path("name_servers").asInt();
    if (asked > 0) {
      lines.add(asked + " name servers give the new value");
    }
    incident.path("lagging").forEach(each -> lines.add("late: " + clean(each.asText())));
    return String.join(System.lineSeparator(), lines);
  }

  /** The moments that are known, as they came. */
  private static List<String> known(JsonNode incident) {
    return MOMENTS.keySet().stream()
        .filter(key -> incident.path("moments").has(key))
        .sorted(Comparator.comparingDouble(key -> incident.path("seconds").path(key).asDouble()))
        .toList();
  }

  /** The first moment that is known. */
  private static String time(JsonNode incident) {
    String first = "";
    for (JsonNode moment : incident.path("moments")) {
      String at = clean(moment.asText());
      first = first.isEmpty() || at.compareTo(first) < 0 ? at : first;
    }
    int end = first.indexOf('.') < 0 ? first.indexOf('Z') : first.indexOf('.');
    return end < 0 ? "(time unknown)      " : first.substring(0, end).replace('T', ' ') + "Z";
  }

  private static String story(JsonNode incident) {
    String server = text(incident, "server");
    String to = text(incident, "to");
    String what =
        switch (text(incident, "kind")) {
          case "peer-down" -> server + " was down";
          case "peer-stopped" -> server + " was stopped";
          case "peer-unhealthy" -> "the own checks of " + server + " failed";
          case "peer-drained" -> server + " was drained";
          case "switched" -> "switched by an operator to " + server;
          case "failback" -> "failback to " + server;
          case "moved" -> "the record was moved";
          case "peer-missed" -> "another server has told that " + server + " was missed";
          default -> text(incident, "kind") + (server.isEmpty() ? "" : " " + server);
        };
    String from = text(incident, "from");
    String by = text(incident, "by");
    String outcome =
        to.isEmpty()
            ? outcome(text(incident, "outcome"))
            : ": "
                + (from.isEmpty() ? "" : from + " ")
                + "-> "
                + to
                + (by.isEmpty() ? "" : ", by " + by);
    JsonNode seconds = incident.path("seconds");
    String written =
        seconds.path("written").isNumber() && !to.isEmpty()
            ? String.format(
                Locale.ROOT, ", written after %.1f s", seconds.path("written").asDouble())
            : "";
    boolean untold =
        incident.path("moments").path("told").isMissingNode()
            && !HEARD_OF.contains(text(incident, "kind"));
    String told = untold ? ", not known to be told" : "";
    return what + outcome + written + told;
  }

  private static String outcome(String word) {
    return switch (word) {
      case "stranded", "drained", "unprepared" -> ": no server could take its place";
      case "unchanged" -> ": the record did not have to move";
      case "out-of-sight" -> ": seen from here; the record did not have to move";
      case "superseded" -> ": its move was overtaken";
      case "failing" -> ": the record could not be moved yet";
      default -> "";
    };
  }

  private static String text(JsonNode told, String name) {
    return clean(told.path(name).asText(""));
  }

  /** Without what a terminal would obey, on one line. */
  private static String clean(String text) {
    return text.replaceAll("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}]", " ");
  }
}
