// SPDX-License-Identifier: Apache-2.0
package io.clooster.operate;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/** What is to be seen first: how it stands, who holds the record, who could take it, what to do. */
final class PageState {
  /** More are counted, not named. */
  private static final int MOST_NAMED = 3;

  private final JsonNode status;
  private final String how;
  private final String holder;

  /** By what {@code /status} tells. */
  PageState(JsonNode status) {
    this.status = status;
    String state = status.path("state").asText("");
    how = state.equals("ok") || state.equals("degraded") ? state : "down";
    holder = status.path("holder").isTextual() ? status.path("holder").asText() : "";
  }

  /** In a word or two. */
  String word() {
    return switch (how) {
      case "ok" -> "All is well";
      case "degraded" -> "Degraded";
      default -> "Down";
    };
  }

  void write(Html page) {
    page.raw("<div class=\"state " + how + "\" id=\"state\" role=\"status\" data-live>");
    page.raw("<p class=\"word\"><span class=\"" + how + "\" aria-hidden=\"true\">");
    page.raw(PageServers.sign(how) + "</span> ").text(word()).raw("</p>");
    if (!holder.isEmpty()) {
      page.raw("<p>★ <b>").text(holder).raw("</b> holds the record.</p>");
      page.element("p", next());
    }
    list(page, Page.first(status.path("because")));
    List<String> advice = PageAdvice.of(status);
    if (!how.equals("ok") && !advice.isEmpty()) {
      page.raw("<h2>What to do</h2>");
      list(page, advice);
    }
    page.raw("</div>");
  }

  private static void list(Html page, List<String> texts) {
    if (!texts.isEmpty()) {
      page.raw("<ul>");
      texts.forEach(each -> page.element("li", each));
      page.raw("</ul>");
    }
  }

  /** What would come after the holder. */
  private String next() {
    List<String> takers = takers();
    if (takers.isEmpty()) {
      return "✖ No other server could take it over.";
    } else if (status.path("held").asBoolean()) {
      return "▲ None takes it over while all moves are held.";
    }
    int last = takers.size() - 1;
    String who =
        takers.size() > MOST_NAMED
            ? takers.size() + " other servers"
            : String.join(", ", takers.subList(0, last))
                + (last > 0 ? " or " : "")
                + takers.get(last);
    return status.path("record").path("failing").isTextual()
        ? "▲ " + who + " could take it over once the DNS provider answers."
        : "✔ " + who + " could take it over.";
  }

  private List<String> takers() {
    List<String> takers = new ArrayList<>();
    JsonNode self = status.path("self");
    if (self.path("eligible").asBoolean()) {
      takers.add(self.path("name").asText(""));
    }
    for (JsonNode peer : status.path("peers")) {
      if (peer.path("could_take_over").asBoolean()) {
        takers.add(peer.path("name").asText(""));
      }
    }
    takers.remove(holder);
    return takers;
  }
}
