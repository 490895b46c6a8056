// SPDX-License-Identifier: Apache-2.0
package io.clooster.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** A Kamelet as it stands in its file. */
public record KameletFile(Map<String, Object> yaml) {
  /** Where those are that come with Clooster. */
  public static final Path SHIPPED = Path.of("routes", "kamelets");

  private static final String SUFFIX = ".kamelet.yaml";
  private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\{([^}:?]+)(:[^}]*)?}}");
  private static final Pattern CALL = Pattern.compile("kamelet:([a-z0-9-]+)");

  /** The names of all that come with Clooster, by their files. */
  public static Collection<String> names() throws IOException {
    try (Stream<Path> found = Files.list(SHIPPED)) {
      return found
          .map(file -> String.valueOf(file.getFileName()))
          .filter(name -> name.endsWith(SUFFIX))
          .map(name -> name.substring(0, name.length() - SUFFIX.length()))
          .sorted()
          .toList();
    }
  }

  /** The one in the file of this name. */
  @SuppressWarnings("unchecked")
  public static KameletFile named(String name) throws IOException {
    String text = Files.readString(SHIPPED.resolve(name + SUFFIX));
    Object yaml = new Load(LoadSettings.builder().build()).loadFromString(text);
    return new KameletFile((Map<String, Object>) yaml);
  }

  /** What stands below these keys; empty where nothing does. */
  @SuppressWarnings("unchecked")
  public Map<String, Object> in(String... path) {
    Map<String, Object> place = yaml;
    for (String key : path) {
      place = (Map<String, Object>) place.getOrDefault(key, Map.of());
    }
    return place;
  }

  /** What it calls itself. */
  public String name() {
    return text(in("metadata"), "name");
  }

  /** This label; empty where it has none. */
  public String label(String key) {
    return text(in("metadata", "labels"), key);
  }

  public Map<String, Object> definition() {
    return in("spec", "definition");
  }

  /** What it declares, by name. */
  @SuppressWarnings("unchecked")
  public Map<String, Map<String, Object>> properties() {
    return (Map<String, Map<String, Object>>)
        (Map<String, ?>) in("spec", "definition", "properties");
  }

  /** The names of what has to be given. */
  public List<String> required() {
    return list(definition(), "required").stream().map(String::valueOf).toList();
  }

  /** The names of its own beans. */
  @SuppressWarnings("unchecked")
  public Set<String> beans() {
    Set<String> names = new LinkedHashSet<>();
    for (Object bean : list(in("spec", "template"), "beans")) {
      names.add(text((Map<String, Object>) bean, "name"));
    }
    return names;
  }

  /** The names in its placeholders. */
  public Set<String> used() {
    return found(PLACEHOLDER);
  }

  /** The names of the Kamelets that it calls. */
  public Set<String> calls() {
    Set<String> calls = found(CALL);
    calls.remove("source");
    return calls;
  }

  private Set<String> found(Pattern pattern) {
    Set<String> found = new LinkedHashSet<>();
    Matcher matcher = pattern.matcher(template());
    while (matcher.find()) {
      found.add(matcher.group(1));
    }
    return found;
  }

  /** Its steps and beans, as text to look for something in. */
  public String template() {
    return String.valueOf(in("spec", "template"));
  }

  public static String text(Map<String, Object> map, String key) {
    return String.valueOf(map.getOrDefault(key, ""));
  }

  @SuppressWarnings("unchecked")
  public static List<Object> list(Map<String, Object> map, String key) {
    return (List<Object>) map.getOrDefault(key, List.of());
  }
}
