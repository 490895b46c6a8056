// SPDX-License-Identifier: Apache-2.0
package io.clooster.config;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Puts {@code {{env:NAME}}} and {@code {{file:/path}}} into string values, and refuses what Camel
 * would evaluate once it is there. No message holds a value.
 */
final class Placeholders {
  private static final int LARGEST_FILE = 64 << 10;
  private static final String FORMS = "write {{env:NAME}} or {{file:/path}}";

  private final Path directory;
  private final Environment environment;
  private final Set<String> given = new HashSet<>();
  private final Set<Path> files = new LinkedHashSet<>();

  /**
   * @param directory what a relative path in {@code {{file:…}}} is relative to
   */
  Placeholders(Path directory, Environment environment) {
    this.directory = directory;
    this.environment = environment;
  }

  /** Whether a placeholder was in the text that became this value. */
  boolean gave(String value) {
    return given.contains(value);
  }

  /** The files that were read so far. */
  Set<Path> files() {
    return files;
  }

  /** Whether the text holds a placeholder (or what looks like one). */
  static boolean in(String text) {
    return text.contains("{{");
  }

  /**
   * The text with each placeholder replaced by what it names, and safe to hand to Camel.
   *
   * @param dropped told of each source that has something invisible at its ends, which does not
   *     count: as a part of a key it would make another one, and nobody would see why
   */
  String resolve(String text, Consumer<String> dropped) throws InvalidValue {
    StringBuilder resolved = new StringBuilder();
    int from = 0;
    for (int start = text.indexOf("{{"); start >= 0; start = text.indexOf("{{", from)) {
      int end = text.indexOf("}}", start);
      if (end < 0) {
        throw new InvalidValue("has {{ without }}", FORMS);
      }
      resolved
          .append(text, from, start)
          .append(replacement(text.substring(start + 2, end).strip(), dropped));
      from = end + 2;
    }
    String value = harmless(resolved.append(text, from, text.length()).toString());
    if (from > 0) {
      given.add(value);
    }
    return value;
  }

  private String replacement(String placeholder, Consumer<String> dropped) throws InvalidValue {
    if (placeholder.startsWith("env:")) {
      String name = placeholder.substring(4).strip();
      return visible(variable(name), "the environment variable " + Quoting.quoted(name), dropped);
    } else if (placeholder.startsWith("file:")) {
      String name = placeholder.substring(5).strip();
      return visible(content(name), "the file " + Quoting.quoted(name), dropped);
    }
    throw new InvalidValue("has a placeholder that is neither env: nor file:", FORMS);
  }

  private String variable(String name) throws InvalidValue {
    String value = name.isEmpty() ? null : environment.get(name);
    if (value == null) {
      throw new InvalidValue(
          "needs the environment variable " + Quoting.quoted(name) + ", which isn't set",
          "set it where Clooster is started (systemd: Environment= or EnvironmentFile=)");
    }
    return value;
  }

  private String content(String name) throws InvalidValue {
    try {
      Path file = directory.resolve(name);
      // A device or a pipe might never end.
      if (!Files.isRegularFile(file)) {
        throw new InvalidValue(
            "needs the file "
                + Quoting.quoted(name)
                + ", which isn't there (or isn't a plain file)",
            environment.get("CREDENTIALS_DIRECTORY") == null
                ? "create it, or correct the path (relative ones begin at the configuration's"
                    + " directory)"
                : "hand it to the service: systemctl edit clooster, and there, under [Service],"
                    + " LoadCredential=NAME:/etc/clooster/NAME");
      }
      files.add(file);
      return PlainText.withoutLineEnd(PlainText.of(bytes(name, file)));
    } catch (InvalidPathException e) {
      throw new InvalidValue("names a file with an impossible path", FORMS);
    } catch (AccessDeniedException e) {
      throw new InvalidValue(
          "needs the file "
              + Quoting.quoted(name)
              + ", which the user "
              + System.getProperty("user.name")
              + " may not read",
          "change its owner or mode (chown, chmod); under systemd give it with LoadCredential=, see"
              + " clooster.service");
    } catch (PlainText.Undecodable e) {
      throw new InvalidValue(
          "needs the file " + Quoting.quoted(name) + ", which " + e.getMessage(),
          "save it as UTF-8 text");
    } catch (IOException e) {
      throw new InvalidValue(
          "needs the file " + Quoting.quoted(name) + ", which can't be read", "check the disk");
    }
  }

  private static byte[] bytes(String name, Path file) throws IOException, InvalidValue {
    try (InputStream in = Files.newInputStream(file)) {
      byte[] bytes = in.readNBytes(LARGEST_FILE + 1);
      if (bytes.length > LARGEST_FILE) {
        throw new InvalidValue(
            "needs the file " + Quoting.quoted(name) + ", which is larger than 64 KiB",
            "put only the value into it");
      }
      return bytes;
    }
  }

  private static String visible(String text, String source, Consumer<String> dropped) {
    String visible = PlainText.stripped(text);
    if (visible.length() < text.length()) {
      dropped.accept(
          source
              + (PlainText.hasByteOrderMark(text)
                  ? " begins with a byte order mark, which is left out"
                  : " has blanks or line ends around its text, which are left out"));
    }
    return visible;
  }

  private static String harmless(String value) throws InvalidValue {
    for (String evaluated : new String[] {"{{", "}}", "${", "$simple{"}) {
      if (value.contains(evaluated)) {
        throw new InvalidValue(
            "contains " + evaluated + ", which the routes would evaluate",
            "use a value without it");
      }
    }
    if (value.chars().anyMatch(Character::isISOControl)) {
      throw new InvalidValue(
          "contains a line break or another control character", "write it on one line");
    }
    if (!StandardCharsets.UTF_8.newEncoder().canEncode(value)) {
      throw new InvalidValue("contains half a character", "write the \\u escapes in pairs");
    }
    return value;
  }
}
