// SPDX-License-Identifier: Apache-2.0
package io.clooster.message;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.regex.Pattern;

/** The entries of a file of messages, with the lines that they begin in. */
final class MessageFile {
  /** The file's name, below {@code routes/} and in the jar. */
  static final String NAME = "messages.properties";

  /**
   * One entry.
   *
   * @param line where it begins, from 1
   * @param key its key; of one that can't be read what stands in the place of a key
   * @param text what it says; of one that can't be read, why not
   * @param readable false of one that can't be read
   */
  record Entry(int line, String key, String text, boolean readable) {}

  /** What ends a key. */
  private static final Pattern KEY = Pattern.compile("[=:\\\\]");

  private MessageFile() {}

  /** All entries, in order. */
  static List<Entry> entries(String text) {
    List<Entry> entries = new ArrayList<>();
    List<String> lines = text.lines().toList();
    for (int i = 0; i < lines.size(); i++) {
      int first = i;
      StringBuilder whole = new StringBuilder(lines.get(i));
      while (isContinued(lines.get(i)) && i + 1 < lines.size() && !isComment(lines.get(first))) {
        whole.append('\n').append(lines.get(++i));
      }
      read(first + 1, whole.toString(), entries);
    }
    return entries;
  }

  private static void read(int line, String text, List<Entry> entries) {
    Properties one = new Properties();
    try {
      one.load(new StringReader(text));
    } catch (IllegalArgumentException e) {
      String key = KEY.split(text, 2)[0].strip();
      entries.add(new Entry(line, key, String.valueOf(e.getMessage()), false));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    one.stringPropertyNames()
        .forEach(key -> entries.add(new Entry(line, key, one.getProperty(key), true)));
  }

  private static boolean isComment(String line) {
    String text = line.stripLeading();
    return text.startsWith("#") || text.startsWith("!");
  }

  /** An odd number of backslashes at the end escapes the end of the line. */
  private static boolean isContinued(String line) {
    int backslashes = 0;
    while (backslashes < line.length() && line.charAt(line.length() - 1 - backslashes) == '\\') {
      backslashes++;
    }
    return backslashes % 2 == 1;
  }
}
