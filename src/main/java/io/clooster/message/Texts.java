// SPDX-License-Identifier: Apache-2.0
package io.clooster.message;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.clooster.config.Problem;
import io.clooster.routes.RouteSources;
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
 * The sentences of an installation, by key: the user's own, of {@code routes/site/}, before those
 * of the shipped file, which an upgrade replaces; where one is missing in both, or broken, that
 * with which this version was built.
 */
public final class Texts {
  private static final String RESTORE =
      "; until then Clooster tells it in the words it was built with";
  private static final String NOT_OWN = "; until then Clooster tells it in the shipped words";

  /** What there is in each message. */
  private static final Set<String> GIVEN = Set.of("server", "record");

  private static final Pattern PART = Pattern.compile("\\.(title|text)$");

  private final Map<String, Template> templates;

  /** The names of the values of each message, whichever of its sentences asks for them. */
  private final Map<String, Set<String>> names = new HashMap<>();

  private final List<Problem> problems;
  private final List<Problem> missing;

  private Texts(Map<String, Template> templates, List<Problem> problems, List<Problem> missing) {
    this.templates = Map.copyOf(templates);
    templates.forEach(
        (key, template) ->
            names
                .computeIfAbsent(messageOf(key), message -> new HashSet<>(GIVEN))
                .addAll(template.names()));
    this.problems = List.copyOf(problems);
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
    Map<String, Template> templates = new HashMap<>(shipped().templates);
    List<Problem> problems = new ArrayList<>();
    List<Problem> missing = List.of();
    try {
      String content = Files.readString(file, UTF_8);
      missing = missing(file.toString(), read(file, content, RESTORE, templates, problems));
    } catch (NoSuchFileException e) {
      String remedy = "restore it from the distribution" + RESTORE;
      problems.add(new Problem(file.toString(), 0, "", "there is no such file", remedy));
    } catch (IOException e) {
      problems.add(unreadable(file, e, RESTORE));
    }
    Path own = RouteSources.siteOf(routes).resolve(MessageFile.NAME);
    try {
      read(own, Files.readString(own, UTF_8), NOT_OWN, templates, problems);
    } catch (NoSuchFileException e) {
      // Who changes no words has none.
    } catch (IOException e) {
      problems.add(unreadable(own, e, NOT_OWN));
    }
    return new Texts(templates, problems, missing);
  }

  private static Problem unreadable(Path file, IOException why, String until) {
    return why instanceof CharacterCodingException
        ? new Problem(file.toString(), 0, "", "is not UTF-8", "save it as UTF-8" + until)
        : new Problem(
            file.toString(),
            0,
            "",
            "can't be read by the user " + System.getProperty("user.name"),
            "change its owner or mode (chown, chmod)" + until);
  }

  /**
   * Puts a file's sentences over those that there are.
   *
   * @param until what is told until a problem with one of them is mended
   * @return the keys that stand in it, rightly or wrongly
   */
  private static Set<String> read(
      Path file,
      String content,
      String until,
      Map<String, Template> templates,
      List<Problem> problems) {
    Set<String> there = new HashSet<>();
    Set<String> wrong = new HashSet<>();
    for (MessageFile.Entry entry : MessageFile.entries(content)) {
      try {
        templates.put(entry.key(), checked(entry, there));
        there.add(entry.key());
      } catch (MalformedTemplate e) {
        String what = String.valueOf(e.getMessage());
        wrong.add(entry.key());
        problems.add(
            new Problem(file.toString(), entry.line(), entry.key(), what, remedy(entry, until)));
      }
    }
    there.addAll(wrong);
    return there;
  }

  private static List<Problem> missing(String file, Set<String> there) {
    return shipped().templates.keySet().stream()
        .filter(key -> !there.contains(key))
        .sorted()
        .map(
            key ->
                new Problem(
                    file, 0, key, "is not there", "copy it from the distribution" + RESTORE))
        .toList();
  }

  /** What an entry says; {@code there} are the keys that came before. */
  private static Template checked(MessageFile.Entry entry, Set<String> there)
      throws MalformedTemplate {
    if (entry.key().isEmpty()) {
      throw new MalformedTemplate("can't be read: " + entry.text());
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

  private static String remedy(MessageFile.Entry entry, String until) {
    if (entry.key().isEmpty()) {
      return "write \\u and four hexadecimal digits, or the message itself";
    } else if (!shipped().templates.containsKey(entry.key())) {
      return "remove it, or see docs/messages.md for the name that is meant";
    }
    List<String> names = shipped().names(entry.key()).stream().sorted().toList();
    return "what there is: {" + String.join("}, {", names) + "}" + until;
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

  /** What is wrong with the file. */
  public List<Problem> problems() {
    return problems;
  }

  /** What the file lacks: it may be older than this version. */
  public List<Problem> missing() {
    return missing;
  }
}
