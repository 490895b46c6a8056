// SPDX-License-Identifier: Apache-2.0
package io.clooster.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.clooster.incident.IncidentWords;
import io.clooster.incident.Step;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/** The last incidents for people: times are UTC. */
final class IncidentScreen {
  /** What only heartbeats tell of; whether it was told, they don't. */
  private static final Set<String> HEARD_OF = Set.of("moved", "moved-unseen", "peer-missed");

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
    for (Step step : known(incident)) {
      String key = step.word();
      double seconds = incident.path("seconds").path(key).asDouble();
      lines.add(
          String.format(
              Locale.ROOT,
              "%-26s %s  +%.3f s  (+%.3f s)",
              step.title(),
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
  private static List<Step> known(JsonNode incident) {
    return Stream.of(Step.values())
        .filter(step -> incident.path("moments").has(step.word()))
        .sorted(
            Comparator.comparingDouble(
                step -> incident.path("seconds").path(step.word()).asDouble()))
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
    String what = IncidentWords.of(text(incident, "kind"), server);
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
      case "held" -> ": the record stayed there, as an operator had all moves held";
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
