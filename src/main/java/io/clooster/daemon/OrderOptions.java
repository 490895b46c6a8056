// SPDX-License-Identifier: Apache-2.0
package io.clooster.daemon;

import io.clooster.config.OrderTime;
import io.netty.handler.codec.http.QueryStringDecoder;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How an order is to be carried out, as its query says: {@code anyway=true&for=30m}. What is not
 * known there is refused: it may be an order misspelt, or a secret at the wrong place.
 *
 * @param lasts zero for until the next order
 * @param anyway also where no other server could hold the record
 */
record OrderOptions(Duration lasts, boolean anyway) {
  /** For so long nothing is moved where nobody says. */
  static final Duration HOLD_USUALLY = Duration.ofHours(1);

  private static final int BAD_REQUEST = 400;
  private static final String LASTS = "for";
  private static final String ANYWAY = "anyway";
  private static final String TO = "to";
  private static final String AUTO = "auto";

  /** Of a query; null for none. */
  static OrderOptions of(@Nullable String query) throws OrderRefused {
    Map<String, List<String>> values = values(query);
    only(values, List.of(ANYWAY, LASTS));
    return new OrderOptions(
        time(one(values, LASTS), Duration.ZERO, OrderTime.DRAIN),
        isTrue(ANYWAY, one(values, ANYWAY)));
  }

  /**
   * Which server is to hold the record, as {@code to=NAME} says; empty for what the order of
   * preference says, as {@code auto=true} does.
   */
  static String target(@Nullable String query) throws OrderRefused {
    Map<String, List<String>> values = values(query);
    only(values, List.of(TO, AUTO));
    String target = one(values, TO);
    if (isTrue(AUTO, one(values, AUTO)) == !target.isEmpty()) {
      throw new OrderRefused(BAD_REQUEST, "say either " + TO + "=NAME or " + AUTO + "=true");
    }
    return target;
  }

  /** For how long nothing is to be moved, as {@code for=2h} says. */
  static Duration holdTime(@Nullable String query) throws OrderRefused {
    Map<String, List<String>> values = values(query);
    only(values, List.of(LASTS));
    return time(one(values, LASTS), HOLD_USUALLY, OrderTime.HOLD);
  }

  /** Of an order that has none. */
  static void none(@Nullable String query) throws OrderRefused {
    only(values(query), List.of());
  }

  private static Map<String, List<String>> values(@Nullable String query) throws OrderRefused {
    try {
      return new QueryStringDecoder(query == null ? "" : query, false).parameters();
    } catch (IllegalArgumentException e) {
      throw new OrderRefused(BAD_REQUEST, "the query is none of a URL: " + e.getMessage());
    }
  }

  private static void only(Map<String, List<String>> values, List<String> known)
      throws OrderRefused {
    for (String name : values.keySet()) {
      if (!known.contains(name)) {
        throw new OrderRefused(
            BAD_REQUEST,
            known.isEmpty()
                ? "this order has no parameters"
                : "the parameters of this order are "
                    + String.join(" and ", known)
                    + ", no others");
      }
    }
  }

  private static String one(Map<String, List<String>> values, String name) throws OrderRefused {
    List<String> all = values.getOrDefault(name, List.of());
    if (all.size() > 1) {
      throw new OrderRefused(BAD_REQUEST, name + ": is there twice");
    }
    return all.isEmpty() ? "" : all.get(0);
  }

  private static Duration time(String text, Duration usual, OrderTime limits) throws OrderRefused {
    if (text.isEmpty()) {
      return usual;
    }
    try {
      return limits.read(text);
    } catch (IllegalArgumentException e) {
      throw new OrderRefused(BAD_REQUEST, LASTS + ": " + e.getMessage());
    }
  }

  private static boolean isTrue(String name, String text) throws OrderRefused {
    if (!Set.of("", "true", "false").contains(text)) {
      throw new OrderRefused(BAD_REQUEST, name + ": write true or false");
    }
    return text.equals("true");
  }
}
