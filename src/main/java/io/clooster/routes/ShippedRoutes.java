// SPDX-License-Identifier: Apache-2.0
package io.clooster.routes;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The files of {@code routes/} as this version was built with: the build puts a copy of each beside
 * this class. What an installation has besides them is the user's own.
 */
public final class ShippedRoutes {
  private static final String PLACE = "io/clooster/routes/shipped/";

  /** An item of a file as all shipped ones are written; the tests hold this against YAML. */
  private static final Pattern ITEM =
      Pattern.compile("(?m)^- (route|routeTemplate|routeConfiguration):\\s+id: \"?([^\"\\s]+)");

  private final Map<String, String> texts;
  private final List<Item> items = new ArrayList<>();

  private ShippedRoutes(Map<String, String> texts) {
    this.texts = Collections.unmodifiableMap(texts);
    texts.forEach((file, text) -> items.addAll(itemsIn(file, text)));
  }

  /**
   * A route, a template of routes, or a configuration of routes.
   *
   * @param file the shipped file that it stands in, by its name
   * @param kind {@code route}, {@code routeTemplate} or {@code routeConfiguration}
   * @param id its id
   */
  public record Item(String file, String kind, String id) {}

  private static final class Read {
    static final ShippedRoutes ROUTES = new ShippedRoutes(texts());
  }

  /** Read once, which takes some milliseconds. */
  public static ShippedRoutes get() {
    return Read.ROUTES;
  }

  /** Names of the files below {@code routes/}: {@code link.camel.yaml}, {@code kamelets/…}. */
  public Set<String> files() {
    return texts.keySet();
  }

  /**
   * What stands in one of {@link #files}.
   *
   * @throws IllegalArgumentException when there is no such file
   */
  public String text(String file) {
    String text = texts.get(file);
    if (text == null) {
      throw new IllegalArgumentException(file);
    }
    return text;
  }

  /** All routes, templates and configurations of routes. */
  public List<Item> items() {
    return Collections.unmodifiableList(items);
  }

  /** The shipped route with this id, if there is one. */
  public Optional<Item> route(String id) {
    return items.stream()
        .filter(item -> item.kind().equals("route") && item.id().equals(id))
        .findAny();
  }

  /** Writes all files that are not there to {@code home/routes}, as they were shipped. */
  public void copyTo(Path home) throws IOException {
    for (Map.Entry<String, String> entry : texts.entrySet()) {
      Path file = home.resolve("routes").resolve(entry.getKey());
      if (!isThere(file)) {
        Files.createDirectories(file.resolveSibling("."));
        Files.writeString(file, entry.getValue(), UTF_8);
      }
    }
  }

  /**
   * Whether there is something in the place of a shipped file, and not a file with nothing in it.
   */
  public static boolean isThere(Path file) {
    return Files.exists(file, LinkOption.NOFOLLOW_LINKS)
        && !(Files.isRegularFile(file) && file.toFile().length() == 0);
  }

  /** What a text of a file is made of, as far as it is written like the shipped ones. */
  static List<Item> itemsIn(String file, String text) {
    return ITEM.matcher(text)
        .results()
        .map((MatchResult found) -> new Item(file, found.group(1), found.group(2)))
        .toList();
  }

  private static Map<String, String> texts() {
    try {
      Path code =
          Path.of(ShippedRoutes.class.getProtectionDomain().getCodeSource().getLocation().toURI());
      return Files.isDirectory(code) ? inDirectory(code.resolve(PLACE)) : inJar(code);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Map<String, String> inDirectory(Path directory) throws IOException {
    Map<String, String> texts = new TreeMap<>();
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        texts.put(directory.relativize(file).toString(), Files.readString(file, UTF_8));
      }
    }
    return texts;
  }

  private static Map<String, String> inJar(Path file) throws IOException {
    Map<String, String> texts = new TreeMap<>();
    try (JarFile jar = new JarFile(file.toFile())) {
      for (JarEntry entry : Collections.list(jar.entries())) {
        if (entry.getName().startsWith(PLACE) && !entry.isDirectory()) {
          try (InputStream in = jar.getInputStream(entry)) {
            String text = new String(in.readAllBytes(), UTF_8);
            texts.put(entry.getName().substring(PLACE.length()), text);
          }
        }
      }
    }
    return texts;
  }
}
