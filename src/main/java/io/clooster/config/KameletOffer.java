// SPDX-License-Identifier: Apache-2.0
package io.clooster.config;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A DNS provider or notifier that an installation has, shipped or of the user's own.
 *
 * @param name of its block
 * @param keys what has to be said of it; of a choice, the first
 */
public record KameletOffer(String name, List<Key> keys) {
  /** Behind the name of a notifier that would be a provider's without it. */
  private static final String SECOND = "@1";

  /**
   * One that has to be said.
   *
   * @param description for people; may be empty
   * @param secret whether bystanders must not see it
   * @param list whether it is a list of texts
   */
  public record Key(String name, String description, boolean secret, boolean list) {}

  /** Copies the list. */
  public KameletOffer {
    keys = List.copyOf(keys);
  }

  /**
   * The DNS providers, by name.
   *
   * @param kamelets see {@link ConfigReader#read}
   */
  public static List<KameletOffer> providers(Path kamelets) {
    KameletCatalog catalog = new KameletCatalog(kamelets);
    return offers(catalog, catalog.providers(), Config.Provider.ACTION, Set.of());
  }

  /** The notifiers, by name. */
  public static List<KameletOffer> notifiers(Path kamelets) {
    KameletCatalog catalog = new KameletCatalog(kamelets);
    return offers(
        catalog, catalog.notifiers(), Config.Notifier.SINK, Set.copyOf(catalog.providers()));
  }

  private static List<KameletOffer> offers(
      KameletCatalog catalog, Collection<String> names, String suffix, Set<String> taken) {
    return names.stream()
        .flatMap(
            name ->
                catalog
                    .kamelet(name + suffix)
                    .flatMap(kamelet -> offer(taken.contains(name) ? name + SECOND : name, kamelet))
                    .stream())
        .toList();
  }

  /** None of one that can't be understood, or that needs a block within its block. */
  private static Optional<KameletOffer> offer(String name, Kamelet kamelet) {
    Set<String> needed =
        Stream.concat(
                kamelet.required().stream(),
                kamelet.alternatives().stream().limit(1).flatMap(Set::stream))
            .collect(Collectors.toCollection(LinkedHashSet::new));
    List<Key> keys = new ArrayList<>();
    for (String key : needed) {
      Kamelet.Property property = kamelet.properties().get(key);
      if (property == null || property.type().equals("object")) {
        return Optional.empty();
      }
      keys.add(key(key, property));
    }
    return kamelet.readable() ? Optional.of(new KameletOffer(name, keys)) : Optional.empty();
  }

  private static Key key(String name, Kamelet.Property property) {
    return new Key(
        name,
        Quoting.plain(property.description()),
        property.secret(),
        property.type().equals("array"));
  }
}
