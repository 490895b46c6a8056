// SPDX-License-Identifier: Apache-2.0
package io.clooster.operate;

import com.fasterxml.jackson.databind.JsonNode;
import io.clooster.incident.IncidentWords;
import io.clooster.incident.Step;
import java.time.Instant;
import java.util.Comparator;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The last incidents as time lines. */
final class PageIncidents {
  /** More are shown by {@code clooster incidents}. */
  private static final int MOST = 6;

  private static final int LENGTH = 600;

  private final JsonNode incidents;

  /** By what {@code /incidents} tells. */
  PageIncidents(JsonNode told) {
    this.incidents = told.path("incidents");
  }

  void write(Html page) {
    if (incidents.isEmpty()) {
      page.raw("<p>No server has died, and no record was moved, as far as this server knows.</p>");
      return;
    }
    page.raw("<ul class=\"list\">");
    for (int i = 0; i < Math.min(MOST, incidents.size()); i++) {
      write(page, incidents.path(i));
    }
    page.raw("</ul>");
    if (incidents.size() > MOST) {
      page.raw("<p><small>Earlier ones: <code>clooster incidents</code></small></p>");
    }
  }

  private static void write(Html page, JsonNode incident) {
    Instant first = first(incident);
    page.raw("<li>").element("h3", title(incident));
    String way = way(incident);
    page.element(
        "small",
        (first == null ? "" : PageTime.moment(first))
            + (way.isEmpty() ? "" : " · " + way)
            + " · "
            + incident.path("id").asText(""));
    line(page, incident);
    page.raw("<ol class=\"moments\">");
    JsonNode seconds = incident.path("seconds");
    Stream.of(Step.values())
        .filter(step -> seconds.path(step.word()).isNumber())
        .sorted(Comparator.comparingDouble(step -> seconds.path(step.word()).asDouble()))
        .forEach(
            step ->
                page.raw("<li>")
                    .text(step.title() + " ")
                    .element("b", after(seconds.path(step.word()).asDouble()))
                    .raw("</li>"));
    page.raw("</ol></li>");
  }

  /** Drawn to scale; the words beside it say the same. */
  private static void line(Html page, JsonNode incident) {
    double last = 0;
    for (JsonNode seconds : incident.path("seconds")) {
      last = Math.max(last, seconds.asDouble());
    }
    if (last <= 0) {
      return;
    }
    page.raw(
        "<svg class=\"time\" aria-hidden=\"true\" viewBox=\"0 0 620 24\""
            + " preserveAspectRatio=\"none\"><line x1=\"10\" y1=\"12\" x2=\"610\" y2=\"12\"/>");
    for (JsonNode seconds : incident.path("seconds")) {
      double share = Math.max(0, Math.min(1, seconds.asDouble() / last));
      page.raw(String.format(Locale.ROOT, "<path d=\"M%.0f 12h0\"/>", 10 + share * LENGTH));
    }
    page.raw("</svg>");
  }

  private static String title(JsonNode incident) {
    String title = incident.path("title").asText("");
    if (!title.isEmpty()) {
      return title;
    }
    String server = incident.path("server").asText("");
    String kind = incident.path("kind").asText("");
    boolean open = incident.path("to").asText("").isEmpty() && way(incident).isEmpty();
    // It may turn out to live.
    return open && kind.equals("peer-down")
        ? server + " was missed"
        : IncidentWords.of(kind, server);
  }

  private static String way(JsonNode incident) {
    String to = incident.path("to").asText("");
    String by = incident.path("by").asText("");
    if (to.isEmpty()) {
      return incident.path("outcome").asText("").replace('-', ' ');
    }
    String from = incident.path("from").asText("");
    return (from.isEmpty() ? "to " : from + " → ") + to + (by.isEmpty() ? "" : ", by " + by);
  }

  private static String after(double seconds) {
    return seconds <= 0 ? "+0 s" : "+" + PageTime.span(seconds);
  }

  private static @Nullable Instant first(JsonNode incident) {
    Instant first = null;
    for (JsonNode moment : incident.path("moments")) {
      Instant at = PageTime.read(moment.asText());
      first = first == null || (at != null && at.isBefore(first)) ? at : first;
    }
    return first;
  }

  /** When this server got the record, as far as the last incidents know it. */
  @Nullable Instant heldSince(String holder) {
    for (JsonNode each : incidents) {
      if (!each.path("to").asText("").isEmpty()) {
        JsonNode moments = each.path("moments");
        Instant at =
            PageTime.read(moments.path("written").asText(moments.path("shown").asText("")));
        return each.path("to").asText().equals(holder) ? at : null;
      }
    }
    return null;
  }

  /** What the zone's name servers gave after the last move; empty where it is not known. */
  String nameServers() {
    for (JsonNode each : incidents) {
      if (each.path("lagging").size() > 0) {
        return "late after the last move: " + each.path("lagging").path(0).asText();
      } else if (each.path("name_servers").isNumber()) {
        return each.path("name_servers").asInt() + " gave the new value after the last move";
      } else if (!each.path("to").asText("").isEmpty()) {
        return "not asked from here after the last move";
      }
    }
    return "";
  }
}
