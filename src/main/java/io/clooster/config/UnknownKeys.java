// SPDX-License-Identifier: Apache-2.0
package io.clooster.config;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Says what is wrong with a key at the top of the file that nobody knows: a misspelt one, or the
 * block of a notifier whose Kamelet is not there.
 */
final class UnknownKeys {
  /** What a key was called before 2.0.0. */
  private static final Map<String, String> RENAMED = Map.of("hands", "manual_edits");

  private final List<String> keys;
  private final List<String> notifiers;
  private final List<String> providers;

  /**
   * Knows what could have been meant.
   *
   * @param keys the keys that the file may have
   * @param notifiers the names of those that are installed
   * @param providers the names of the DNS providers that are
   */
  UnknownKeys(Collection<String> keys, Collection<String> notifiers, Collection<String> providers) {
    this.providers = List.copyOf(providers);
    this.keys = List.copyOf(keys);
    this.notifiers = List.copyOf(notifiers);
  }

  /** Adds the problem with that key. */
  void reject(BlockReader root, String name) {
    List<String> known = new ArrayList<>(keys);
    notifiers.stream().filter(each -> !providers.contains(each)).forEach(known::add);
    String meant =
        Optional.ofNullable(RENAMED.get(name))
            .or(() -> DidYouMean.closest(name, known))
            .map(key -> "did you mean \"" + key + "\"?")
            .orElse("");
    ConfigValue item = root.item(name);
    if (item == null || !item.isBlock()) {
      String here = "remove it; known here: " + String.join(", ", known);
      root.reject(name, "is an unknown key", meant.isEmpty() ? here : meant);
    } else if (isProviders(item)) {
      root.reject(
          name,
          "is no DNS provider that is installed",
          (meant.isEmpty() ? "there are " + String.join(", ", providers) : meant)
              + "; to add it, put "
              + Quoting.plain(name)
              + Config.Provider.ACTION
              + KameletCatalog.FILE
              + " into routes/site/kamelets (docs/providers.md shows how)");
    } else if (meant.isEmpty()) {
      root.reject(
          name, "is no notifier that is installed", installed() + "; to add it, " + add(name));
    } else {
      root.reject(name, "is an unknown key", meant + " If it is a notifier, " + add(name));
    }
  }

  /** What has a zone and a record in it tells nobody anything. */
  private static boolean isProviders(ConfigValue item) {
    return item.node() instanceof Node.Block block
        && block.entries().containsKey("zone")
        && (block.entries().containsKey("record") || block.entries().containsKey("records"));
  }

  private String installed() {
    List<String> names = notifiers.stream().map(this::block).toList();
    return names.isEmpty() ? "there are none" : "there are " + String.join(", ", names);
  }

  /** What its block is called: where that would be a provider's, it has a name behind an @. */
  private String block(String notifier) {
    return providers.contains(notifier) ? notifier + "@NAME" : notifier;
  }

  private static String add(String name) {
    return "put "
        + Quoting.plain(name.replaceFirst("@.*", ""))
        + Config.Notifier.SINK
        + KameletCatalog.FILE
        + " into routes/site/kamelets (docs/routes.md shows how)";
  }
}
