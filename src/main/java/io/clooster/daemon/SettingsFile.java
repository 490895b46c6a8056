// SPDX-License-Identifier: Apache-2.0
package io.clooster.daemon;

import io.clooster.call.FailureText;
import io.clooster.config.PlainFile;
import io.clooster.config.Problem;
import java.io.IOException;
import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;

/** Reads a file of Java properties, UTF-8, with the line of each. */
final class SettingsFile {
  private static final int LARGEST = 1 << 20;

  private final Path file;
  private final List<UserSetting> settings = new ArrayList<>();
  private final List<Problem> problems = new ArrayList<>();

  private SettingsFile(Path file) {
    this.file = file;
  }

  /** Reads it; a file that is not there holds nothing. */
  static SettingsFile read(Path file) {
    SettingsFile read = new SettingsFile(file);
    if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
      read.load();
    }
    return read;
  }

  List<UserSetting> settings() {
    return settings;
  }

  /** What can't be read. */
  List<Problem> problems() {
    return problems;
  }

  private void load() {
    try {
      byte[] bytes = PlainFile.read(file, LARGEST);
      lines(StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString());
    } catch (CharacterCodingException e) {
      add(0, "is not UTF-8", "save it as UTF-8 text");
    } catch (PlainFile.Unlike e) {
      add(0, String.valueOf(e.getMessage()), "put a file with lines key = value there, or none");
    } catch (IOException e) {
      add(
          0,
          "can't be read: " + FailureText.of(e),
          "let the user that runs Clooster read it, or remove it");
    }
  }

  private void lines(String text) {
    StringBuilder whole = new StringBuilder();
    int number = 0;
    int first = 1;
    for (String line : text.lines().toList()) {
      number++;
      if (whole.length() == 0) {
        first = number;
        if (isComment(line)) {
          continue;
        }
      }
      whole.append(whole.length() == 0 ? line : line.stripLeading());
      if (isContinued(whole)) {
        whole.setLength(whole.length() - 1);
      } else {
        setting(whole.toString(), first);
        whole.setLength(0);
      }
    }
    setting(whole.toString(), first);
  }

  private static boolean isComment(String line) {
    String text = line.strip();
    return text.isEmpty() || text.startsWith("#") || text.startsWith("!");
  }

  private static boolean isContinued(CharSequence line) {
    int end = line.length();
    while (end > 0 && line.charAt(end - 1) == '\\') {
      end--;
    }
    return (line.length() - end) % 2 == 1;
  }

  private void setting(String line, int number) {
    Properties one = new Properties();
    try {
      one.load(new StringReader(line));
    } catch (IOException | IllegalArgumentException e) {
      add(
          number,
          "holds a \\u that no four hexadecimal digits follow",
          "write \\\\ for a backslash");
    }
    one.forEach(
        (key, value) ->
            settings.add(
                new UserSetting(
                    key.toString(), value.toString().strip(), file.toString(), number)));
  }

  private void add(int line, String what, String remedy) {
    problems.add(new Problem(file.toString(), line, "", what, remedy));
  }
}
