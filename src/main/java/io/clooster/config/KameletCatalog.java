// SPDX-License-Identifier: Apache-2.0
package io.clooster.config;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/**
 * The Kamelets that a block of the configuration can configure: the installation's notifiers,
 * {@code X-notify-sink.kamelet.yaml}, its DNS providers, {@code X-dns-action.kamelet.yaml}, and any
 * other one of the installation or of a jar, by its name.
 */
final class KameletCatalog {
  /** What follows a Kamelet's name in the name of its file. */
  static final String FILE = ".kamelet.yaml";

  /** Before the name of a block in which one of the properties that have it may stand. */
  private static final String CHOICE = "urn:clooster:one-of:";

  private static final Pattern NAME = Pattern.compile("[a-z0-9]([a-z0-9.-]*[a-z0-9])?");

  /** Where the jar has those that an installation has in {@code routes/kamelets}. */
  private static final String SHIPPED = "io/clooster/routes/shipped/kamelets/";

  private final Map<String, Path> files = new TreeMap<>();
  private final boolean installed;

  /**
   * Looks into {@code routes/kamelets}, and into the user's own place beside it, {@code
   * routes/site/kamelets}. Where the first has none (yet), it will have what the jar has.
   */
  KameletCatalog(Path directory) {
    look(directory);
    installed = !files.isEmpty();
    look(directory.resolveSibling("site").resolve("kamelets"));
  }

  private void look(Path directory) {
    try (Stream<Path> found = Files.list(directory)) {
      found.forEach(
          file -> {
            String name = String.valueOf(file.getFileName());
            if (name.endsWith(FILE)) {
              files.putIfAbsent(name.substring(0, name.length() - FILE.length()), file);
            }
          });
    } catch (IOException e) {
      // Whoever needs one of them says that it is not there.
    }
  }

  /** The installation's notifiers, those in the user's jars among them. */
  Collection<String> notifiers() {
    return ending(Config.Notifier.SINK);
  }

  /** The installation's DNS providers, and those. */
  Collection<String> providers() {
    return ending(Config.Provider.ACTION);
  }

  private Collection<String> ending(String suffix) {
    Set<String> names = new TreeSet<>(files.keySet());
    names.addAll(ClassPathKamelets.names(Thread.currentThread().getContextClassLoader()));
    return names.stream()
        .filter(name -> name.endsWith(suffix) && NAME.matcher(name).matches())
        .map(name -> name.substring(0, name.length() - suffix.length()))
        .toList();
  }

  /**
   * The Kamelet of that name, {@link Kamelet#UNREADABLE} if its file is broken. One that the
   * installation does not have may be in a jar, as those of Camel's own catalogue are.
   */
  Optional<Kamelet> kamelet(String name) {
    Path file = files.get(name);
    return file != null
        ? Optional.of(read(() -> PlainFile.read(file, YamlText.LARGEST)))
        : inJar(name).map(url -> read(() -> bytes(url)));
  }

  /** Whether there is one of that name. */
  boolean has(String name) {
    return files.containsKey(name) || inJar(name).isPresent();
  }

  private Optional<URL> inJar(String name) {
    if (!NAME.matcher(name).matches()) {
      return Optional.empty();
    }
    ClassLoader loader = Thread.currentThread().getContextClassLoader();
    URL shipped = installed ? null : loader.getResource(SHIPPED + name + FILE);
    return Optional.ofNullable(
        shipped == null ? loader.getResource("kamelets/" + name + FILE) : shipped);
  }

  /** Gets what a file holds. */
  private interface Source {
    byte[] bytes() throws IOException;
  }

  private static byte[] bytes(URL url) throws IOException {
    try (InputStream in = url.openStream()) {
      return in.readNBytes(YamlText.LARGEST);
    }
  }

  private static Kamelet read(Source source) {
    try {
      return kamelet(YamlText.load(PlainText.of(source.bytes())));
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
    return new Kamelet(
        labels(at(at(yaml, "metadata"), "labels")),
        properties,
        texts(definition.get("required")),
        alternatives(definition.get("oneOf")),
        together(definition.get("dependentRequired")),
        true);
  }

  private static Map<String, String> labels(@Nullable Object declared) {
    Map<String, String> labels = new LinkedHashMap<>();
    if (declared instanceof Map<?, ?> map) {
      map.forEach((name, value) -> labels.put(String.valueOf(name), String.valueOf(value)));
    }
    return labels;
  }

  private static List<Set<String>> alternatives(@Nullable Object oneOf) {
    List<Set<String>> alternatives = new ArrayList<>();
    if (oneOf instanceof Collection<?> each) {
      each.forEach(alternative -> alternatives.add(texts(at(alternative, "required"))));
    }
    return alternatives;
  }

  private static Map<String, Set<String>> together(@Nullable Object dependent) {
    Map<String, Set<String>> together = new LinkedHashMap<>();
    if (dependent instanceof Map<?, ?> map) {
      map.forEach((name, others) -> together.put(String.valueOf(name), texts(others)));
    }
    return together;
  }

  private static Kamelet.Property property(@Nullable Object declared) {
    String description = text(declared, "description");
    return new Kamelet.Property(
        Objects.requireNonNullElse(at(declared, "type"), "string").toString(),
        text(declared, "format"),
        description.isEmpty() ? text(declared, "title") : description,
        text(declared, "default"),
        text(declared, "example"),
        text(declared, "pattern"),
        texts(at(declared, "enum")),
        choice(texts(at(declared, "x-descriptors"))));
  }

  private static String choice(Set<String> descriptors) {
    return descriptors.stream()
        .filter(each -> each.startsWith(CHOICE))
        .map(each -> each.substring(CHOICE.length()))
        .findFirst()
        .orElse("");
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
