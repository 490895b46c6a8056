// SPDX-License-Identifier: Apache-2.0
package io.clooster.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** One of the two moves of a drill, with its moments. */
final class DrillMove {
  private static final Duration PAUSE = Duration.ofSeconds(1);

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);

  private final RunningDaemon daemon;
  private final String to;
  private final Instant at = Instant.now();
  private final long begun = System.nanoTime();
  private double held;
  private double seen;
  private int nameServers;
  private double cached;
  private String missing = "nobody was asked yet";

  DrillMove(RunningDaemon daemon, String to) {
    this.daemon = daemon;
    this.to = to;
  }

  private double seconds() {
    return (System.nanoTime() - begun) / 1e9;
  }

  /** The server that it is for holds the record. */
  void held() {
    held = seconds();
  }

  /** Until the provider and all name servers give it, or that time is over. */
  void awaitNameServers(Duration patience) throws RunningDaemon.None, InterruptedException {
    while (true) {
      try {
        look(DaemonOrder.give("/name-servers", daemon));
      } catch (DaemonOrder.Refused e) {
        missing = String.valueOf(e.getMessage());
      }
      seen = seconds();
      if (arrived() || seen > held + patience.toMillis() / 1e3) {
        return;
      }
      Thread.sleep(PAUSE.toMillis());
    }
  }

  private void look(JsonNode found) {
    nameServers = found.path("name_servers").asInt();
    cached = found.path("cached_seconds").asDouble();
    String value = found.path("value").asText();
    List<String> lagging = new ArrayList<>();
    found.path("lagging").forEach(each -> lagging.add(each.asText()));
    missing =
        value.equals(to) ? String.join("; ", lagging) : "the provider shows '" + value + "' still";
  }

  /** Whether all of them gave it. */
  boolean arrived() {
    return missing.isEmpty();
  }

  /** In one line. */
  String story(String from) {
    String nobody = "no name server is asked, as the record is proxied or \"verify\" is off";
    String all =
        nameServers == 1 ? "at the name server" : "at all " + nameServers + " name servers";
    String verified =
        !arrived()
            ? "not at all name servers after " + tenths(seen) + " s: " + missing
            : nameServers == 0 ? nobody : all + " after " + tenths(seen) + " s";
    return from
        + " -> "
        + to
        + " at "
        + TIME.format(at)
        + " UTC: held after "
        + tenths(held)
        + " s, "
        + verified;
  }

  /** What both moves meant for those who look the record up. */
  String seenByClients(DrillMove back) {
    if (nameServers == 0 && back.nameServers == 0) {
      return "Clients: as no name server was asked, it is not known when they were sent to which of"
          + " the two; the provider has both changes. Both were in service.";
    }
    Instant last = back.at.plusMillis((long) ((back.seen + back.cached) * 1000));
    return "Clients: since "
        + TIME.format(at)
        + " UTC some were sent to the one server, some to the other, and may be until "
        + TIME.format(last)
        + " UTC, as resolvers keep an older value for up to "
        + Math.round(back.cached)
        + " s. Both were in service.";
  }

  private static String tenths(double seconds) {
    return String.format(Locale.ROOT, "%.1f", seconds);
  }
}
