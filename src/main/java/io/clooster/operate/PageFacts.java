// SPDX-License-Identifier: Apache-2.0
package io.clooster.operate;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What the record's place rests on: the claim, the provider, the name servers, the messages. */
final class PageFacts {
  private PageFacts() {}

  static void write(Html page, JsonNode status, PageIncidents last, Map<String, Integer> waiting) {
    page.raw("<h2>What it rests on</h2><dl>");
    page.term("claim", claim(status.path("claim")));
    JsonNode record = status.path("record");
    String failing = record.path("failing").asText("");
    boolean fails = record.path("failing").isTextual();
    String answers = record.path("value").isTextual() ? "✔ answers" : "not read yet";
    page.term(
        "DNS provider",
        fails
            ? "✖ has failed for "
                + PageTime.span(record.path("failing_for").asDouble())
                + ": "
                + failing
            : answers);
    String servers = last.nameServers();
    page.term("name servers", servers.isEmpty() ? "asked after a move" : servers);
    if (status.path("drained").asBoolean()) {
      page.term(
          "drained",
          "▲ by its operator, " + left(status.path("drained_for"), "until it is resumed"));
    }
    if (status.path("held").asBoolean()) {
      page.term("moves", "▲ held by an operator, " + left(status.path("held_for"), "for a while"));
    }
    page.term("messages", messages(waiting));
    page.raw("</dl>");
  }

  private static String left(JsonNode time, String unknown) {
    return time.isNumber() ? "for another " + PageTime.span(time.asDouble()) : unknown;
  }

  private static String claim(JsonNode claim) {
    if (!claim.isObject()) {
      return "none is used";
    }
    if (ClaimWords.isMissing(claim)) {
      return "▲ none to be read";
    } else if (ClaimWords.isAPeersWord(claim)) {
      return ClaimWords.latest(claim);
    }
    String shown = claim.path("shown").asText("");
    return ClaimWords.latest(claim)
        + (claim.path("pinned").asBoolean() ? ", chosen by an operator" : "")
        + (shown.equals("listed") ? "" : " (▲ " + shown + " by the provider)");
  }

  private static String messages(Map<String, Integer> waiting) {
    List<String> words = new ArrayList<>();
    waiting.forEach(
        (notifier, count) -> {
          if (count > 0 && words.size() < Page.MOST) {
            words.add("▲ " + count + (count == 1 ? " waits for " : " wait for ") + notifier);
          }
        });
    return words.isEmpty() ? "✔ none waits" : String.join("; ", words);
  }
}
