// SPDX-License-Identifier: Apache-2.0
package io.clooster.operate;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** The servers and their links, drawn, and as a list. */
final class PageServers {
  private static final int WIDTH = 360;
  private static final int MIDDLE = 140;

  /** More would not be told apart; the list has them. */
  private static final int MOST_DRAWN = 9;

  private final String self;
  private final List<Server> servers = new ArrayList<>();

  /**
   * One of them.
   *
   * @param how {@code ok}, {@code degraded} or {@code down}
   * @param state in words
   * @param more what else there is to say
   * @param told whether it tells us what it sees
   * @param sees the servers that it is linked to
   */
  private record Server(
      String name,
      String how,
      String state,
      String more,
      boolean holds,
      boolean told,
      Set<String> sees) {}

  /** By what {@code /status} tells. */
  PageServers(JsonNode status) {
    JsonNode own = status.path("self");
    String holder = status.path("holder").asText("");
    self = own.path("name").asText("");
    Set<String> linked = new LinkedHashSet<>();
    for (JsonNode peer : status.path("peers")) {
      if (peer.path("state").asText().equals("connected")) {
        linked.add(peer.path("name").asText());
      }
    }
    boolean healthy = own.path("healthy").asBoolean(true);
    boolean drained = status.path("drained").asBoolean();
    boolean acts = !status.path("mode").asText("").equals("observe");
    String state = drained ? "drained" : own.path("role").asText("");
    servers.add(
        new Server(
            self,
            healthy && !drained && acts ? "ok" : "degraded",
            healthy ? state : state + ", checks fail",
            "this server",
            self.equals(holder),
            true,
            linked));
    status.path("peers").forEach(peer -> servers.add(server(peer, holder)));
  }

  private static Server server(JsonNode peer, String holder) {
    String name = peer.path("name").asText("");
    String state = peer.path("state").asText("");
    boolean connected = state.equals("connected");
    boolean could = peer.path("could_take_over").asBoolean();
    boolean gone = state.equals("dead") || state.equals("stopped");
    String how = connected && could ? "ok" : gone ? "down" : "degraded";
    Set<String> sees = new LinkedHashSet<>();
    peer.path("sees").forEach(each -> sees.add(each.asText()));
    return new Server(
        name,
        how,
        connected && !could ? why(peer) : state,
        times(peer),
        name.equals(holder),
        connected,
        connected ? sees : Set.of());
  }

  /** Why one that is linked could not take the record. */
  private static String why(JsonNode peer) {
    if (peer.path("drained").asBoolean()) {
      return "drained";
    }
    if (peer.path("unlisted").asBoolean()) {
      return "not on each list";
    }
    return peer.path("observes").asBoolean() ? "observing" : "not eligible";
  }

  private static String times(JsonNode peer) {
    String hint = peer.path("hint").asText("");
    if (peer.path("heard").isNumber()) {
      return "heard " + PageTime.span(peer.path("heard").asDouble()) + " ago";
    } else if (peer.path("missed").isNumber()) {
      String missed = "no link for " + PageTime.span(peer.path("missed").asDouble());
      return hint.isEmpty() ? missed : missed + ": " + hint;
    }
    return hint;
  }

  /** Both. */
  void write(Html page) {
    page.raw("<div class=\"servers\">");
    draw(page);
    page.raw("<ul class=\"list\">");
    for (Server each : servers) {
      page.raw("<li><strong>").text(each.name()).raw("</strong> ");
      page.element("span class=\"tag " + each.how() + "\"", sign(each.how()) + " " + each.state());
      if (each.holds()) {
        page.raw(" <span class=\"tag\">★ holds the record</span>");
      }
      page.raw("<br>").element("small", each.more()).raw("</li>");
    }
    page.raw("</ul></div>");
  }

  static String sign(String how) {
    return switch (how) {
      case "ok" -> "✔";
      case "degraded" -> "▲";
      default -> "✖";
    };
  }

  private void draw(Html page) {
    int count = Math.min(servers.size(), MOST_DRAWN);
    page.raw(
        "<svg class=\"graph\" role=\"img\" aria-labelledby=\"drawn\" viewBox=\"0 0 "
            + WIDTH
            + " "
            + height(count)
            + "\"><title id=\"drawn\">");
    page.text(summary(count)).raw("</title>");
    for (int i = 0; i < count; i++) {
      for (int j = i + 1; j < count; j++) {
        link(page, i, j, count);
      }
    }
    for (int i = 0; i < count; i++) {
      int y = y(i, count);
      node(page, servers.get(i), x(i, count), y, count > 2 && y < MIDDLE);
    }
    page.raw("</svg>");
  }

  private String summary(int count) {
    List<String> words = new ArrayList<>();
    for (int i = 1; i < count; i++) {
      boolean linked = servers.get(0).sees().contains(servers.get(i).name());
      words.add((linked ? "linked with " : "no link with ") + shortly(servers.get(i).name()));
    }
    return shortly(self) + ": " + String.join(", ", words);
  }

  private void link(Html page, int i, int j, int count) {
    Server one = servers.get(i);
    Server other = servers.get(j);
    boolean linked = one.sees().contains(other.name()) || other.sees().contains(one.name());
    boolean known = one.told() || other.told();
    String kind = linked ? "linked" : known ? "cut" : "unknown";
    page.raw(
        String.format(
            Locale.ROOT,
            "<line class=\"%s\" x1=\"%d\" y1=\"%d\" x2=\"%d\" y2=\"%d\"/>",
            kind,
            x(i, count),
            y(i, count),
            x(j, count),
            y(j, count)));
    if (kind.equals("cut")) {
      int x = (x(i, count) + x(j, count)) / 2;
      int y = (y(i, count) + y(j, count)) / 2;
      // More than one such line leaves no room for words.
      page.element(
          count < 3 ? place("soft", x, y - 6) : place("cut", x, y + 5),
          count < 3 ? "no link" : "✖");
    }
  }

  /** Its words stand where no line goes: above it in the upper half, else below. */
  private static void node(Html page, Server server, int x, int y, boolean above) {
    page.raw("<g class=\"" + server.how() + (server.holds() ? " holds" : "") + "\">");
    page.raw(String.format(Locale.ROOT, "<circle cx=\"%d\" cy=\"%d\" r=\"24\"/>", x, y));
    String sign = server.holds() ? "★" : sign(server.how());
    page.element(place("sign", x, y + 7), sign);
    page.element(place("name", x, above ? y - 48 : y + 42), shortly(server.name()));
    page.element(place("soft", x, above ? y - 32 : y + 58), server.state());
    page.raw("</g>");
  }

  private static String place(String kind, int x, int y) {
    return "text class=\"" + kind + "\" x=\"" + x + "\" y=\"" + y + "\"";
  }

  private static int x(int i, int count) {
    if (count < 3) {
      return i == 0 ? 75 : WIDTH - 75;
    }
    return (int) Math.round(WIDTH / 2.0 + 125 * Math.sin(2 * Math.PI * i / count));
  }

  private static int y(int i, int count) {
    if (count < 3) {
      return 45;
    }
    return (int) Math.round(MIDDLE - 82 * Math.cos(2 * Math.PI * i / count));
  }

  /** With room for two lines below the lowest one. */
  private static int height(int count) {
    int lowest = 0;
    for (int i = 0; i < count; i++) {
      lowest = Math.max(lowest, y(i, count));
    }
    return lowest + 68;
  }

  /** There is little room for a name. */
  private static String shortly(String name) {
    int dot = name.indexOf('.');
    boolean address = name.matches("[0-9a-fA-F:.]+");
    String first = dot > 0 && !address ? name.substring(0, dot) : name;
    return first.length() <= 16 ? first : first.substring(0, 15) + "…";
  }
}
