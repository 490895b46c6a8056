// SPDX-License-Identifier: Apache-2.0
package io.clooster.routes.reload;

import io.clooster.routes.RouteSource;
import java.nio.file.Path;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A file of routes as it was read.
 *
 * @param file where it is
 * @param shipped whether the failover runs with it
 * @param text what it holds
 * @param items what it is made of; what stands there in YAML's maps and lists
 */
record RouteText(Path file, boolean shipped, String text, Map<Item, Object> items) {
  static final String ROUTE = "route";
  static final String TEMPLATE = "routeTemplate";
  static final String TEMPLATED = "templatedRoute";
  static final String CONFIGURATION = "routeConfiguration";
  static final String BEAN = "bean";
  static final String KAMELET = "kamelet";

  private static final String LASTING = "not-reloaded";

  /** Where an item of this kind says its name. */
  private static final Map<String, String> NAMED_BY =
      Map.of(ROUTE, "id", TEMPLATE, "id", CONFIGURATION, "id", TEMPLATED, "routeId");

  RouteText {
    items = Collections.unmodifiableMap(new LinkedHashMap<>(items));
  }

  /**
   * A route, a bean, a Kamelet …
   *
   * @param kind one of those above, or the word in YAML
   * @param name its id; {@code #2} for one that has none and stands third
   */
  record Item(String kind, String name) {
    boolean isUnnamed() {
      return name.startsWith("#");
    }
  }

  /** What the file holds now. */
  static RouteText read(Path file, boolean shipped) throws BrokenSave {
    try {
      String text = RouteSource.read(file);
      return new RouteText(file, shipped, text, itemsOf(text));
    } catch (RouteSource.Unusable e) {
      throw new BrokenSave(e.fault());
    }
  }

  /** The names of the items of this kind. */
  Set<String> names(String kind) {
    return items.keySet().stream()
        .filter(item -> item.kind.equals(kind))
        .map(Item::name)
        .collect(Collectors.toSet());
  }

  /** The routes that are not to be replaced while they run: those of the group for it. */
  Set<String> lasting() {
    return items.entrySet().stream()
        .filter(each -> each.getKey().kind.equals(ROUTE))
        .filter(
            each ->
                each.getValue() instanceof Map<?, ?> route && LASTING.equals(route.get("group")))
        .map(each -> each.getKey().name)
        .collect(Collectors.toSet());
  }

  /** The items that are not the same in both, or in one of them only. */
  static Set<Item> differing(@Nullable RouteText before, @Nullable RouteText after) {
    Map<Item, Object> old = before == null ? Map.of() : before.items;
    Map<Item, Object> now = after == null ? Map.of() : after.items;
    return Stream.concat(old.keySet().stream(), now.keySet().stream())
        .filter(item -> !(old.containsKey(item) && old.get(item).equals(now.get(item))))
        .collect(Collectors.toCollection(HashSet::new));
  }

  private static Map<Item, Object> itemsOf(String text) throws BrokenSave, RouteSource.Unusable {
    Object yaml = RouteSource.items(text);
    Map<Item, Object> items = new LinkedHashMap<>();
    if (yaml instanceof Map<?, ?> map && map.get("metadata") instanceof Map<?, ?> metadata) {
      put(items, KAMELET, metadata.get("name"), yaml);
    } else if (yaml instanceof List<?> list) {
      for (Object each : list) {
        add(items, each);
      }
    }
    return items;
  }

  private static void add(Map<Item, Object> items, @Nullable Object item) throws BrokenSave {
    if (!(item instanceof Map<?, ?> map)) {
      throw new BrokenSave("an item in it says nothing that Camel could run", "remove that");
    }
    for (Map.Entry<?, ?> entry : map.entrySet()) {
      String kind = String.valueOf(entry.getKey());
      if (kind.equals("beans") && entry.getValue() instanceof List<?> beans) {
        for (Object bean : beans) {
          put(items, BEAN, bean instanceof Map<?, ?> values ? values.get("name") : null, bean);
        }
      } else {
        Object name =
            entry.getValue() instanceof Map<?, ?> values && NAMED_BY.containsKey(kind)
                ? values.get(NAMED_BY.get(kind))
                : null;
        put(items, kind, name, entry.getValue());
      }
    }
  }

  private static void put(
      Map<Item, Object> items, String kind, @Nullable Object name, @Nullable Object value)
      throws BrokenSave {
    Item item = new Item(kind, name == null ? "#" + items.size() : String.valueOf(name));
    if (items.put(item, value == null ? "" : value) != null) {
      throw new BrokenSave(
          "there are two of " + kind + " \"" + item.name + '"', "give one of them another name");
    }
  }
}
