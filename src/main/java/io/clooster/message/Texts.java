// SPDX-License-Identifier: Apache-2.0
package io.clooster.message;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.clooster.config.Problem;
import io.clooster.routes.ShippedRoutes;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
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
 * The sentences of a file of messages, by key; where one is missing there, or broken, that with
 * which this version was built.
 */
public final class Texts {
  private static final String BUILT_IN = "Clooster tells it in the words it was built with";

  /** What there is in each message. */
  private static final Set<String> GIVEN = Set.of("server", "record");

  private static final Pattern PART = Pattern.compile("\\.(title|text)$");

  private final Map<String, Template> templates;

  /** The names of the values of each message, whichever of its sentences asks for them. */
  private final Map<String, Set<String>> names = new HashMap<>();

  private final List<Flaw> flaws;
  private final List<Problem> missing;

  /** What is wrong with an entry, and what counts until it is mended. */
  private record Flaw(Problem problem, String meanwhile) {
    Problem whole() {
      return new Problem(
          problem.file(),
          problem.line(),
          problem.key(),
          problem.what(),
          problem.remedy() + "; until then " + meanwhile);
    }
  }

  private Texts(Map<String, Template> templates, List<Flaw> flaws, List<Problem> missing) {
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

  /** Those of an installation's {@code routes/}. */
  public static Texts of(Path routes) {
    Path file = routes.resolve(MessageFile.NAME);
    try {
      return of(file.toString(), Files.readString(file, UTF_8));
    } catch (NoSuchFileException e) {
      return without(file, "there is no such file", "restore it from the distribution");
    } catch (CharacterCodingException e) {
      return without(file, "is not UTF-8", "save it as UTF-8");
    } catch (IOException e) {
      return without(
          file,
          "can't be read by the user " + System.getProperty("user.name"),
          "change its owner or mode (chown, chmod)");
    }
  }

  private static Texts without(Path file, String what, String remedy) {
    Problem problem = new Problem(file.toString(), 0, "", what, remedy);
    String meanwhile = "Clooster tells all in the words it was built with";
    return new Texts(shipped().templates, List.of(new Flaw(problem, meanwhile)), List.of());
  }

  /** Those of a file with this name and content. */
  static Texts of(String file, String content) {
    Map<String, Template> templates = new HashMap<>(shipped().templates);
    List<Flaw> flaws = new ArrayList<>();
    Set<String> there = new HashSet<>();
    for (MessageFile.Entry entry : MessageFile.entries(content)) {
      try {
        templates.put(entry.key(), checked(entry, there));
        there.add(entry.key());
      } catch (MalformedTemplate e) {
        flaws.add(flaw(file, entry, String.valueOf(e.getMessage()), there));
      }
    }
    flaws.forEach(flaw -> there.add(flaw.problem().key()));
    return new Texts(templates, flaws, missing(file, there));
  }

  private static List<Problem> missing(String file, Set<String> there) {
    return shipped().templates.keySet().stream()
        .filter(key -> !there.contains(key))
        .sorted()
        .map(
            key ->
                new Problem(
                    file,
                    0,
                    key,
                    "is not there",
                    "copy it from the distribution; until then " + BUILT_IN))
        .toList();
  }

  /** What an entry says; {@code there} are the keys that came before. */
  private static Template checked(MessageFile.Entry entry, Set<String> there)
      throws MalformedTemplate {
    if (!entry.readable()) {
      throw new MalformedTemplate("can't be read, as a \\u in it is no character");
    } else if (!shipped().templates.containsKey(entry.key())) {
      throw new MalformedTemplate("there is no such message");
    } else if (there.contains(entry.key())) {
      throw new MalformedTemplate("is there already");
    }
    Template template = Template.of(entry.text());
    Set<String> unknown = new HashSet<>(template.names());
    unknown.removeAll(shipped().names(entry.key()));
    if (!unknown.isEmpty()) {
      throw new MalformedTemplate("has no value {" + String.join("}, {", unknown) + "}");
    }
    return template;
  }

  private static Flaw flaw(String file, MessageFile.Entry entry, String what, Set<String> there) {
    String remedy;
    String meanwhile = BUILT_IN;
    if (!entry.readable()) {
      remedy = "write \\u and four hexadecimal digits, or the character itself";
    } else if (!shipped().templates.containsKey(entry.key())) {
      remedy = "remove it, or see docs/messages.md for the name that is meant";
      meanwhile = "it is not used";
    } else if (there.contains(entry.key())) {
      remedy = "remove one of the two";
      meanwhile = "the first one counts";
    } else {
      List<String> names = shipped().names(entry.key()).stream().sorted().toList();
      remedy = "use these values alone: {" + String.join("}, {", names) + "}";
    }
    return new Flaw(new Problem(file, entry.line(), entry.key(), what, remedy), meanwhile);
  }

  /** The values that a sentence may ask for: what the shipped ones of the same message do. */
  private Set<String> names(String key) {
    return names.getOrDefault(messageOf(key), Set.of());
  }

  /** The part of a key that title and text of one message share. */
  private static String messageOf(String key) {
    return PART.matcher(key).replaceFirst("");
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
   * What is wrong with the file, and what counts until it is mended, where these texts are used.
   */
  public List<Problem> problems() {
    return flaws.stream().map(Flaw::whole).toList();
  }

  /** The same where these texts are not used, and others count. */
  public List<Problem> mistakes() {
    return flaws.stream().map(Flaw::problem).toList();
  }

  /** What the file lacks: it may be older than this version. */
  public List<Problem> missing() {
    return missing;
  }
}
