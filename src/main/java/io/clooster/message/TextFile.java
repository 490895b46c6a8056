// SPDX-License-Identifier: Apache-2.0
package io.clooster.message;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.clooster.config.PlainFile;
import io.clooster.config.Problem;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * One file of sentences, as it was read.
 *
 * @param templates those that can be used, by key
 * @param flaws what is wrong with it
 * @param missing the keys that do not stand in it; empty where the file can't be read
 */
record TextFile(Map<String, Template> templates, List<Flaw> flaws, List<String> missing) {

  TextFile {
    templates = Map.copyOf(templates);
    flaws = List.copyOf(flaws);
    missing = List.copyOf(missing);
  }

  /** What is wrong with an entry, and what counts until it is mended. */
  record Flaw(Problem problem, String meanwhile) {
    Problem whole() {
      return new Problem(
          problem.file(),
          problem.line(),
          problem.key(),
          problem.what(),
          problem.remedy() + "; until then " + meanwhile);
    }
  }

  /** So many bytes are read: 1 MiB, many times what is shipped. */
  private static final int LARGEST = 1 << 20;

  /**
   * Reads it.
   *
   * @param known the sentences that there may be, and the values that each may ask for
   * @param words in which what can't be used is told: "the shipped words", say
   * @throws NoSuchFileException where there is none
   */
  static TextFile read(Path file, Texts known, String words) throws NoSuchFileException {
    try {
      return new Reading(file, known, words).of(decoded(PlainFile.read(file, LARGEST)));
    } catch (NoSuchFileException e) {
      throw e;
    } catch (CharacterCodingException e) {
      return unusable(file, "is not UTF-8", "save it as UTF-8", words);
    } catch (PlainFile.Unlike e) {
      return unusable(file, String.valueOf(e.getMessage()), "make it a plain file", words);
    } catch (IOException e) {
      return unusable(
          file,
          "can't be read by the user " + System.getProperty("user.name"),
          "change its owner or mode (chown, chmod)",
          words);
    }
  }

  private static String decoded(byte[] bytes) throws CharacterCodingException {
    return UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
  }

  /** A file of which nothing can be used. */
  static TextFile unusable(Path file, String what, String remedy, String words) {
    Problem problem = new Problem(file.toString(), 0, "", what, remedy);
    Flaw flaw = new Flaw(problem, "Clooster tells all in " + words);
    return new TextFile(Map.of(), List.of(flaw), List.of());
  }

  /** Goes through the entries. */
  private static final class Reading {
    private final Path file;
    private final Texts known;
    private final String words;
    private final Map<String, Template> templates = new HashMap<>();
    private final List<Flaw> flaws = new ArrayList<>();

    Reading(Path file, Texts known, String words) {
      this.file = file;
      this.known = known;
      this.words = words;
    }

    TextFile of(String content) {
      for (MessageFile.Entry entry : MessageFile.entries(content)) {
        try {
          templates.put(entry.key(), checked(entry));
        } catch (MalformedTemplate e) {
          flaws.add(flaw(entry, String.valueOf(e.getMessage())));
        }
      }
      Set<String> there = new HashSet<>(templates.keySet());
      flaws.forEach(flaw -> there.add(flaw.problem().key()));
      List<String> missing =
          known.keys().stream().filter(key -> !there.contains(key)).sorted().toList();
      return new TextFile(templates, flaws, missing);
    }

    private Template checked(MessageFile.Entry entry) throws MalformedTemplate {
      if (!entry.readable()) {
        throw new MalformedTemplate("can't be read, as a \\u in it is no character");
      } else if (!known.keys().contains(entry.key())) {
        throw new MalformedTemplate("there is no such message");
      } else if (templates.containsKey(entry.key())) {
        throw new MalformedTemplate("is there already");
      }
      Template template = Template.of(entry.text());
      Set<String> unknown = new HashSet<>(template.names());
      unknown.removeAll(known.names(entry.key()));
      if (!unknown.isEmpty()) {
        throw new MalformedTemplate("has no value {" + String.join("}, {", unknown) + "}");
      }
      return template;
    }

    private Flaw flaw(MessageFile.Entry entry, String what) {
      String remedy;
      String meanwhile = "Clooster tells it in " + words;
      if (!entry.readable()) {
        remedy = "write \\u and four hexadecimal digits, or the character itself";
      } else if (!known.keys().contains(entry.key())) {
        remedy = known.meant(entry.key());
        meanwhile = "it is not used";
      } else if (templates.containsKey(entry.key())) {
        remedy = "remove one of the two";
        meanwhile = "the first one counts";
      } else {
        List<String> names = known.names(entry.key()).stream().sorted().toList();
        remedy = "use these values alone: {" + String.join("}, {", names) + "}";
      }
      Problem problem = new Problem(file.toString(), entry.line(), entry.key(), what, remedy);
      return new Flaw(problem, meanwhile);
    }
  }
}
