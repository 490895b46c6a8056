// SPDX-License-Identifier: Apache-2.0
package io.clooster.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.clooster.operate.ClaimWords;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What the daemon tells of its state, on one screen. */
final class StatusScreen {
  private StatusScreen() {}

  /** See {@link StatusCommand}. */
  static int exitStatus(JsonNode status) {
    return switch (status.path("state").asText()) {
      case "ok" -> 0;
      case "degraded" -> 1;
      default -> 2;
    };
  }

  /** The same for people. */
  static String of(JsonNode status) {
    List<String> lines = new ArrayList<>();
    lines.add(headline(status));
    lines.add("");
    lines.add(line("record", record(status)));
    if (status.path("held").asBoolean()) {
      lines.add(line("held", "nothing is moved for another " + seconds(status.path("held_for"))));
    }
    JsonNode claim = status.path("claim");
    if (!claim.isMissingNode() && !claim.isNull()) {
      lines.add(line("claim", claim(claim)));
    }
    lines.add(
        line(
            status.path("self").path("name").asText(), self(status.path("self"), drained(status))));
    status.path("peers").forEach(peer -> lines.add(line(peer.path("name").asText(), peer(peer))));
    lines.add(line("version", status.path("version").asText()));
    return String.join(System.lineSeparator(), lines);
  }

  private static String headline(JsonNode status) {
    List<String> because = new ArrayList<>();
    status.path("because").forEach(reason -> because.add(reason.asText()));
    String word =
        switch (status.path("state").asText()) {
          case "ok" -> "All is well.";
          case "degraded" -> "DEGRADED: a server that works holds the record, but";
          default -> "DOWN:";
        };
    return because.isEmpty() ? word : word + " " + String.join("; ", because) + ".";
  }

  private static String record(JsonNode status) {
    JsonNode record = status.path("record");
    List<String> names = new ArrayList<>();
    record.path("names").forEach(name -> names.add(name.asText()));
    String holder = status.path("holder").asText("");
    String value = record.path("value").isNull() ? "not read yet" : record.path("value").asText();
    String held =
        status.path("holder").isNull() ? "nobody is known to hold it" : "held by " + holder;
    String wanted =
        record.path("as_wanted").isBoolean() && !record.path("as_wanted").asBoolean()
            ? ", is to be " + record.path("wanted").asText()
            : "";
    return String.join(", ", names) + " -> " + value + wanted + "; " + held;
  }

  private static String claim(JsonNode claim) {
    if (ClaimWords.isMissing(claim)) {
      return "none to be read";
    } else if (ClaimWords.isAPeersWord(claim)) {
      return ClaimWords.latest(claim);
    }
    String how =
        switch (claim.path("shown").asText()) {
          case "listed" -> "";
          case "unlisted" -> "; no list of the provider shows it, it is found by its id";
          default -> "; the provider does not show it, so a cut link may move the record";
        };
    String pinned =
        claim.path("pinned").asBoolean() ? ", chosen by an operator (clooster switch)" : "";
    return ClaimWords.latest(claim) + pinned + how;
  }

  private static String drained(JsonNode status) {
    if (!status.path("drained").asBoolean()) {
      return "";
    }
    JsonNode left = status.path("drained_for");
    return ", drained "
        + (left.isNumber() ? "for another " + seconds(left) : "until clooster resume");
  }

  private static String self(JsonNode self, String drained) {
    String checks = self.path("healthy").asBoolean(true) ? "" : ", its own checks fail";
    return "this server: "
        + self.path("role").asText()
        + since(self.path("holds_for"))
        + drained
        + checks;
  }

  private static String peer(JsonNode peer) {
    StringBuilder text = new StringBuilder(peer.path("state").asText());
    if (!peer.path("heard").isNull()) {
      text.append(", heard ").append(seconds(peer.path("heard"))).append(" ago");
    }
    if (peer.path("round_trip").isNumber()) {
      text.append(", round trip ").append(millis(peer.path("round_trip").asDouble()));
    }
    if (!peer.path("missed").isNull()) {
      text.append(" for ").append(seconds(peer.path("missed")));
    }
    text.append(peer.path("could_take_over").asBoolean() ? "; eligible" : "; " + whyNot(peer));
    return text.toString();
  }

  private static String whyNot(JsonNode peer) {
    if (peer.path("drained").asBoolean()) {
      return "drained";
    }
    if (peer.path("unlisted").asBoolean()) {
      return "not on each list of servers";
    }
    return peer.path("observes").asBoolean() ? "only observes" : "not eligible";
  }

  private static String since(JsonNode time) {
    return time.isNull() || time.isMissingNode() ? "" : " for " + seconds(time);
  }

  private static String millis(double seconds) {
    return String.format(Locale.ROOT, seconds < 0.01 ? "%.1f ms" : "%.0f ms", seconds * 1000);
  }

  private static String seconds(JsonNode time) {
    double seconds = time.asDouble();
    if (seconds < 100) {
      return String.format(Locale.ROOT, "%.1f s", seconds);
    }
    long minutes = Math.round(seconds / 60);
    return minutes < 120 ? minutes + " min" : minutes / 60 + " h";
  }

  private static String line(String name, String value) {
    return String.format(Locale.ROOT, "%-24s %s", name, value);
  }
}
