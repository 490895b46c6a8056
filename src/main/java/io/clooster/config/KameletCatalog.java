// SPDX-License-Identifier: Apache-2.0
package io.clooster.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/** The notifiers that are there to be configured: {@code X-notify-sink.kamelet.yaml}. */
final class KameletCatalog {
  private static final int LARGEST = 256 * 1024;

  /** What follows a notifier's name in the name of its Kamelet's file. */
  static final String SUFFIX = "-notify-sink.kamelet.yaml";

  private final Map<String, Path> messengers = new TreeMap<>();

  /**
   * Looks into {@code routes/kamelets}, and into the user's own place beside it, {@code
   * routes/site/kamelets}. A directory that isn't there holds no Kamelet.
   */
  KameletCatalog(Path directory) {
    look(directory);
    look(directory.resolveSibling("site").resolve("kamelets"));
  }

  private void look(Path directory) {
    try (Stream<Path> files = Files.list(directory)) {
      files.forEach(
          file -> {
            String name = String.valueOf(file.getFileName());
            if (name.endsWith(SUFFIX)) {
              messengers.putIfAbsent(name.substring(0, name.length() - SUFFIX.length()), file);
            }
          });
    } catch (IOException e) {
      // Whoever needs one of them says that it is not there.
    }
  }

  /** The notifiers' names. */
  Collection<String> names() {
    return messengers.keySet();
  }

  /** The notifier's Kamelet, {@link Kamelet#UNREADABLE} if its file is broken. */
  Optional<Kamelet> messenger(String name) {
    return Optional.ofNullable(messengers.get(name)).map(KameletCatalog::read);
  }

  private static Kamelet read(Path file) {
    try {
      LoadSettings settings = LoadSettings.builder().setLabel(file.toString()).build();
      return kamelet(
          new Load(settings).loadFromString(PlainText.of(PlainFile.read(file, LARGEST))));
    } catch (IOException | YamlEngineException e) {
      return Kamelet.UNREADABLE;
    }
  }

  private static Kamelet kamelet(@Nullable Object yaml) {
    if (!(at(at(yaml, "spec"), "definition") instanceof Map<?, ?> definition)) {
      return Kamelet.UNREADABLE;
    }
    Map<String, Kamelet.Property> properties = new LinkedHashMap<>();
    if (definition.get("properties") instanceof Map<?, ?> declared) {
      declared.forEach(
          (name, property) -> properties.put(String.valueOf(name), property(property)));
    }
    return new Kamelet(properties, texts(definition.get("required")), true);
  }

  private static Kamelet.Property property(@Nullable Object declared) {
    String description = text(declared, "description");
    return new Kamelet.Property(
        Objects.requireNonNullElse(at(declared, "type"), "string").toString(),
        description.isEmpty() ? text(declared, "title") : description,
        text(declared, "default"),
        text(declared, "format").equals("password"),
        texts(at(declared, "enum")));
  }

  private static @Nullable Object at(@Nullable Object map, String key) {
    return map instanceof Map<?, ?> entries ? entries.get(key) : null;
  }

  private static String text(@Nullable Object map, String key) {
    Object value = at(map, key);
    return value == null ? "" : value.toString();
  }

  private static Set<String> texts(@Nullable Object list) {
    Set<String> texts = new LinkedHashSet<>();
    if (list instanceof Collection<?> items) {
      items.forEach(item -> texts.add(String.valueOf(item)));
    }
    return texts;
  }
}
