// SPDX-License-Identifier: Apache-2.0
package io.clooster.check;

import io.clooster.config.Config;
import io.clooster.config.HealthCheck;
import io.clooster.failover.Durations;
import io.clooster.failover.RenewalPace;
import io.clooster.failover.Timing;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What a configuration has in force, what that does, and where it is weaker than it could be: a
 * line each. Nothing of it is wrong; it is for who has to know what to expect.
 */
public final class Overview {
  private static final long LOOKS_OF_A_DAY = Duration.ofDays(1).dividedBy(Timing.READ_REGULARLY);

  private final Config config;
  private final List<String> lines = new ArrayList<>();

  private Overview(Config config) {
    this.config = config;
  }

  /**
   * The lines, without an end.
   *
   * @param online whether the record itself is read, too, so that its TTL is told there
   */
  public static List<String> of(Config config, boolean online) {
    Overview overview = new Overview(config);
    overview.mode();
    overview.provider();
    if (!online) {
      overview.ttl();
    }
    overview.calls();
    overview.cut();
    overview.notifiers();
    overview.checks();
    overview.deadMansSwitch();
    return overview.lines;
  }

  private void mode() {
    if (config.observing()) {
      line(
          "mode",
          "observe. Weaker: this server says what it would do, and changes nothing, and the others"
              + " do not count on it");
    }
  }

  private void provider() {
    Config.Provider provider = config.provider();
    if (config.protocol() == 1 || !config.claims().on()) {
      line("provider", provider.name());
    } else if (provider.conditional()) {
      line(
          "provider",
          provider.name() + ", conditional: of two servers that write at once, one gets through");
    } else {
      line(
          "provider",
          provider.name()
              + ", last look. Weaker: two servers that write within milliseconds may both get"
              + " through; both see it right after"
              + (config.servers().size() > 2
                  ? ". Servers that see less than half of the others move nothing"
                  : ""));
    }
  }

  private void ttl() {
    Config.Provider provider = config.provider();
    line(
        "TTL",
        provider.leastTtl() == 0
            ? "as the record has it: for so long after a move clients may stay with the old"
                + " address; --online reads it"
            : provider.name()
                + " takes "
                + span(Duration.ofSeconds(provider.leastTtl()))
                + " at least: for so long after a move, or for the record's own (--online reads"
                + " it), clients may stay with the old address");
  }

  /** Each server looks once a minute, by a call for each name and one for the claim. */
  private void calls() {
    int most = config.provider().callsPerDay();
    long names = config.recordNames().size() + (config.claims().on() ? 1L : 0L);
    long calls = config.servers().size() * LOOKS_OF_A_DAY * names;
    if (most > 0 && calls > most) {
      line(
          "calls",
          "an account at %s has %d calls a day, and %d servers make %d. Weaker: without a higher"
                  .formatted(config.provider().name(), most, config.servers().size(), calls)
              + " limit, for which to ask there, all calls are refused after some hours, and"
              + " nothing moves");
    }
  }

  private void cut() {
    if (config.protocol() == 1) {
      line(
          "cut link",
          "protocol 1 has no claim. Weaker: a cut link between living servers may move the record,"
              + " and the link is neither encrypted nor authenticated");
      return;
    }
    if (!config.claims().on()) {
      line(
          "cut link",
          "there is no claim. Weaker: a cut link between living servers may move the record");
      return;
    }
    if (config.link().confirm().isZero()) {
      line(
          "cut link",
          "link.confirm is 0. Weaker: the first look decides, so that a cut link may move the"
              + " record, though never twice at once");
      return;
    }
    int writes = config.provider().writesPerDay();
    Duration most = RenewalPace.most(writes);
    Duration wait = Durations.max(config.link().confirm(), Timing.WINDOW_MIN);
    String dies = "moves nothing; the death of a holder behind it is noticed within ";
    line(
        "cut link",
        most.equals(Timing.RENEW_MAX)
            ? dies + span(most.plus(wait))
            : dies
                + span(Timing.RENEW_MIN.plus(wait))
                + " while it is fresh. Weaker: within "
                + span(most.plus(wait))
                + " later on, in place of "
                + span(Timing.RENEW_MAX.plus(wait))
                + ", as "
                + config.provider().name()
                + " bears "
                + writes
                + " writes a day");
  }

  private void notifiers() {
    line(
        "notifiers",
        config.notifiers().isEmpty()
            ? "none. Weaker: nobody is told of a death, nor that the record can't be moved"
            : config.notifiers().stream()
                .map(notifier -> notifier.name() + " (" + least(notifier.least()) + ")")
                .collect(Collectors.joining(", ")));
  }

  private static String least(String severity) {
    return switch (severity) {
      case "info" -> "all messages";
      case "warning" -> "warning and critical";
      default -> severity + " only";
    };
  }

  private void checks() {
    if (config.protocol() == 1) {
      line("own checks", "none under protocol 1. Weaker: a server that lives keeps the record");
    } else if (config.checks().isEmpty()) {
      line(
          "own checks",
          "none. Weaker: a server whose service fails, and that lives itself, keeps the record");
    } else {
      line(
          "own checks",
          config.checks().stream().map(Overview::kind).collect(Collectors.joining(", ")));
    }
  }

  private static String kind(HealthCheck check) {
    String kind =
        check instanceof HealthCheck.Http
            ? ""
            : check instanceof HealthCheck.Tcp ? "tcp " : "command ";
    return kind + check.name();
  }

  private void deadMansSwitch() {
    Config.DeadMansSwitch service = config.deadMansSwitch();
    line(
        "dead man's switch",
        service == null
            ? "none: where all servers are away at once, nobody tells you"
            : "called every " + span(service.every()));
  }

  private void line(String what, String text) {
    lines.add("  %-18s %s".formatted(what, text));
  }

  /** 62 s, 5 min, 8 min 14 s, 1 h. */
  static String span(Duration time) {
    long seconds = time.toSeconds();
    boolean fraction = time.toMillisPart() > 0;
    if (fraction || (seconds < 120 && seconds % 60 != 0) || seconds < 60) {
      return fraction ? time.toMillis() / 1000.0 + " s" : seconds + " s";
    }
    List<String> parts = new ArrayList<>();
    part(parts, seconds / 3600, "h");
    part(parts, seconds % 3600 / 60, "min");
    part(parts, seconds % 60, "s");
    return String.join(" ", parts);
  }

  private static void part(List<String> parts, long count, String unit) {
    if (count > 0) {
      parts.add(count + " " + unit);
    }
  }
}
