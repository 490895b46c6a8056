// SPDX-License-Identifier: Apache-2.0
package io.clooster.dns;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Takes values out of an order to a provider ({@code docs/providers.md}). One that is not there, or
 * is something else, is a mistake of who gave the order.
 */
public final class PlainData {
  private PlainData() {}

  /** The text of that key. */
  public static String text(Map<?, ?> order, String key) {
    return String.valueOf(of(order, key, Object.class));
  }

  /** The map of that key. */
  public static Map<?, ?> map(Map<?, ?> order, String key) {
    return of(order, key, Map.class);
  }

  /** The maps in the list of that key. */
  public static List<Map<?, ?>> maps(Map<?, ?> order, String key) {
    List<Map<?, ?>> maps = new ArrayList<>();
    for (Object each : of(order, key, List.class)) {
      maps.add((Map<?, ?>) each);
    }
    return maps;
  }

  /** The texts in the list of that key. */
  public static List<String> texts(Map<?, ?> order, String key) {
    List<String> texts = new ArrayList<>();
    for (Object each : of(order, key, List.class)) {
      texts.add(String.valueOf(each));
    }
    return texts;
  }

  /** Whether that key is true. */
  public static boolean flag(Map<?, ?> order, String key) {
    return Boolean.TRUE.equals(order.get(key));
  }

  /** The number of that key, or {@code least} where it is less, or none. */
  public static long atLeast(long least, Map<?, ?> order, String key) {
    return order.get(key) instanceof Number number ? Math.max(least, number.longValue()) : least;
  }

  private static <T> T of(Map<?, ?> order, String key, Class<T> type) {
    @Nullable Object value = order.get(key);
    if (!type.isInstance(value)) {
      throw new IllegalArgumentException("the order has no " + key + " as it should be");
    }
    return type.cast(value);
  }
}
