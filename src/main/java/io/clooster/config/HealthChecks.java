// SPDX-License-Identifier: Apache-2.0
package io.clooster.config;

import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** {@code checks}: how this server finds out that it is unhealthy itself. */
final class HealthChecks {
  private static final int MOST = 32;
  private static final List<String> KINDS = List.of("http", "tcp", "command");
  private static final String ONE =
      "{ \"http\": \"http://127.0.0.1/health\" }, { \"tcp\": \"127.0.0.1:5432\" } or"
          + " { \"command\": [\"/usr/local/bin/check\"] }";
  private static final ValueType<Duration> EVERY =
      ValueType.duration(Duration.ofMillis(100), Duration.ofHours(1));
  private static final ValueType<Duration> TIMEOUT =
      ValueType.duration(Duration.ofMillis(10), Duration.ofHours(1));
  private static final Duration USUAL_EVERY = Duration.ofSeconds(5);
  private static final Duration USUAL_TIMEOUT = Duration.ofSeconds(2);

  /** Not shown: what stands in it may be meant to be secret. */
  private static final ValueType<String> URL =
      new ValueType<>("a URL in double quotes", false, false, false, s -> url(s.text()));

  private static final ValueType<HostAndPort> ENDPOINT =
      new ValueType<>(
          "a host and a port in double quotes (\"127.0.0.1:5432\")",
          false,
          false,
          true,
          s -> HostAndPort.parse(s.text()));

  private HealthChecks() {}

  /** The checks that are valid; none if there is no such key. */
  static List<HealthCheck> read(BlockReader root, int protocol) {
    if (protocol == 1) {
      root.reject(
          "checks",
          "is for protocol 2 only: protocol 1 can't tell the other server that this one is"
              + " unhealthy",
          "write \"protocol\": 2 on both servers, or remove it");
      return List.of();
    }
    ConfigValue list = root.item("checks");
    List<ConfigValue> items =
        list == null ? null : list.list("write a list: \"checks\": [ " + ONE + " ]");
    List<HealthCheck> checks = new ArrayList<>();
    if (list == null || items == null) {
      return checks;
    }
    if (items.size() > MOST) {
      list.problem("has " + items.size() + " checks", "keep " + MOST + " at most");
      return checks;
    }
    for (ConfigValue item : items) {
      BlockReader block = item.block("write " + ONE);
      HealthCheck check = block == null ? null : check(block);
      if (check != null) {
        checks.add(check);
      }
    }
    return checks;
  }

  private static @Nullable HealthCheck check(BlockReader block) {
    List<String> given = KINDS.stream().filter(block::has).toList();
    if (given.isEmpty()) {
      block.problem("says nothing that could be checked", "write " + ONE);
    } else if (given.size() > 1) {
      block.problem(
          "has " + String.join(" and ", given),
          "keep one of them, and make another check of the other");
    }
    String url = block.optional("http", URL);
    HostAndPort endpoint = block.optional("tcp", ENDPOINT);
    List<String> words =
        ProgramWords.of(
            block.item("command"),
            "write the program and its arguments: [\"/usr/local/bin/check\", \"-q\"]");
    HealthCheck.Pace pace = pace(block);
    block.refuseUnknown();
    if (url != null) {
      return new HealthCheck.Http(url, pace);
    } else if (endpoint != null) {
      return new HealthCheck.Tcp(endpoint.host(), endpoint.port(), pace);
    }
    return words == null ? null : new HealthCheck.Command(words, pace);
  }

  private static HealthCheck.Pace pace(BlockReader block) {
    Duration every = block.or("every", EVERY, USUAL_EVERY);
    Duration given = block.optional("timeout", TIMEOUT);
    if (given != null && given.compareTo(every) > 0) {
      block.problem(
          "timeout",
          "is longer than every, so the next look would begin before this one ends",
          "write at most \"" + DurationText.shown(every) + "\", or a longer \"every\"");
    }
    Duration usual = every.compareTo(USUAL_TIMEOUT) < 0 ? every : USUAL_TIMEOUT;
    return new HealthCheck.Pace(
        every,
        given == null ? usual : given,
        block.or("fall", ValueType.TIMES, 3),
        block.or("rise", ValueType.TIMES, 2));
  }

  private static String url(String text) throws InvalidValue {
    InvalidValue invalid =
        new InvalidValue("is not a URL to be checked", "write \"http://127.0.0.1/health\"");
    try {
      URI uri = new URI(text);
      if (uri.getRawUserInfo() != null) {
        throw new InvalidValue(
            "has a user in it, which would show in logs", "remove what stands before the @");
      }
      String scheme = String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT);
      boolean web = scheme.equals("https") || scheme.equals("http");
      if (!web || uri.getHost() == null || uri.getRawFragment() != null || uri.getPort() > 65_535) {
        throw invalid;
      }
      return text;
    } catch (URISyntaxException e) {
      throw invalid;
    }
  }
}
