// SPDX-License-Identifier: Apache-2.0
package io.clooster.message;

import io.clooster.config.DidYouMean;
import io.clooster.config.Problem;
import io.clooster.routes.RouteSources;
import io.clooster.routes.ShippedRoutes;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The sentences of an installation, by key: the user's own, of {@code routes/site/}, before those
 * of the shipped file, which an upgrade replaces; where one is missing in both, or broken, that
 * with which this version was built.
 */
public final class Texts {
  private static final String BUILT_IN = "the words it was built with";
  private static final String OF_THE_FILE = "the shipped words";

  /** What there is in each message. */
  private static final Set<String> GIVEN = Set.of("server", "record");

  private static final Pattern PART = Pattern.compile("\\.(title|text)$");

  private final Map<String, Template> templates;

  /** The names of the values of each message, whichever of its sentences asks for them. */
  private final Map<String, Set<String>> names = new HashMap<>();

  private final List<TextFile.Flaw> flaws;
  private final List<Problem> missing;

  private Texts(Map<String, Template> templates, List<TextFile.Flaw> flaws, List<Problem> missing) {
    this.templates = Map.copyOf(templates);
    templates.forEach(
        (key, template) ->
            names
                .computeIfAbsent(messageOf(key), message -> new HashSet<>(GIVEN))
                .addAll(template.names()));
    this.flaws = List.copyOf(flaws);
    this.missing = List.copyOf(missing);
  }

  private static final class Read {
    static final Texts SHIPPED = read();

    private static Texts read() {
      Map<String, Template> templates = new HashMap<>();
      for (MessageFile.Entry entry :
          MessageFile.entries(ShippedRoutes.get().text(MessageFile.NAME))) {
        try {
          templates.put(entry.key(), Template.of(entry.text()));
        } catch (MalformedTemplate e) {
          throw new IllegalStateException(entry.key() + ": " + e.getMessage(), e);
        }
      }
      return new Texts(templates, List.of(), List.of());
    }
  }

  /** Those that this version was built with. */
  public static Texts shipped() {
    return Read.SHIPPED;
  }

  /** Those of a directory that may have no words of its own; else {@link #shipped}. */
  public static Texts ofOptional(Path routes) {
    return Files.exists(routes.resolve(MessageFile.NAME)) ? of(routes) : shipped();
  }

  /** Those of an installation's {@code routes/}. */
  public static Texts of(Path routes) {
    Path file = routes.resolve(MessageFile.NAME);
    TextFile shipped;
    try {
      shipped = TextFile.read(file, shipped(), BUILT_IN);
    } catch (NoSuchFileException e) {
      shipped =
          TextFile.unusable(
              file, "there is no such file", "restore it from the distribution", BUILT_IN);
    }
    Map<String, Template> templates = new HashMap<>(shipped().templates);
    templates.putAll(shipped.templates());
    List<TextFile.Flaw> flaws = new ArrayList<>(shipped.flaws());
    try {
      TextFile own =
          TextFile.read(
              RouteSources.siteOf(routes).resolve(MessageFile.NAME), shipped(), OF_THE_FILE);
      templates.putAll(own.templates());
      flaws.addAll(own.flaws());
    } catch (NoSuchFileException e) {
      // Who changes no words has none.
    }
    return new Texts(templates, flaws, missing(file, shipped.missing()));
  }

  private static List<Problem> missing(Path file, List<String> keys) {
    String remedy = "copy it from the distribution; until then Clooster tells it in " + BUILT_IN;
    return keys.stream()
        .map(key -> new Problem(file.toString(), 0, key, "is not there", remedy))
        .toList();
  }

  /** The values that a sentence may ask for: what the shipped ones of the same message do. */
  Set<String> names(String key) {
    return names.getOrDefault(messageOf(key), Set.of());
  }

  /** The part of a key that title and text of one message share. */
  private static String messageOf(String key) {
    return PART.matcher(key).replaceFirst("");
  }

  /** What to write in place of a key that there is not. */
  String meant(String key) {
    String message = messageOf(key);
    String part = key.substring(message.length());
    List<String> variants =
        keys().stream()
            .filter(each -> each.startsWith(message + ".") && each.endsWith(part))
            .map(each -> each.substring(message.length() + 1, each.length() - part.length()))
            .filter(variant -> !part.isEmpty() && variant.indexOf('.') < 0)
            .sorted()
            .toList();
    if (!variants.isEmpty()) {
      return "write \""
          + message
          + ".VARIANT"
          + part
          + "\", where VARIANT is one of "
          + String.join(", ", variants);
    }
    return DidYouMean.closest(key, keys())
        .map(meant -> "write \"" + meant + "\", if that is meant, or remove it")
        .orElse("remove it, or see docs/messages.md for the name that is meant");
  }

  /** The sentence of this key; null where there is none. */
  @Nullable Template get(String key) {
    return templates.get(key);
  }

  /** All keys. */
  Set<String> keys() {
    return templates.keySet();
  }

  /**
   * What is wrong with the files, and what counts until it is mended, where these texts are used.
   */
  public List<Problem> problems() {
    return flaws.stream().map(TextFile.Flaw::whole).toList();
  }

  /** The same where these texts are not used, and others count. */
  public List<Problem> mistakes() {
    return flaws.stream().map(TextFile.Flaw::problem).toList();
  }

  /** What the shipped file lacks: it may be older than this version. */
  public List<Problem> missing() {
    return missing;
  }
}
