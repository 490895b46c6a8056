// SPDX-License-Identifier: Apache-2.0
package io.clooster.config;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/**
 * Puts {@code {{env:NAME}}} and {@code {{file:/path}}} into string values, and refuses what Camel
 * would evaluate once it is there. No message holds a value.
 */
final class Placeholders {
  private static final int LARGEST_FILE = 64 << 10;
  private static final String FORMS = "write {{env:NAME}} or {{file:/path}}";

  private final Path directory;
  private final Environment environment;

  /**
   * @param directory what a relative path in {@code {{file:…}}} is relative to
   */
  Placeholders(Path directory, Environment environment) {
    this.directory = directory;
    this.environment = environment;
  }

  /** Whether the text holds a placeholder (or what looks like one). */
  static boolean in(String text) {
    return text.contains("{{");
  }

  /** The text with each placeholder replaced by what it names, and safe to hand to Camel. */
  String resolve(String text) throws InvalidValue {
    StringBuilder resolved = new StringBuilder();
    int from = 0;
    for (int start = text.indexOf("{{"); start >= 0; start = text.indexOf("{{", from)) {
      int end = text.indexOf("}}", start);
      if (end < 0) {
        throw new InvalidValue("has {{ without }}", FORMS);
      }
      resolved
          .append(text, from, start)
          .append(replacement(text.substring(start + 2, end).strip()));
      from = end + 2;
    }
    return harmless(resolved.append(text, from, text.length()).toString());
  }

  private String replacement(String placeholder) throws InvalidValue {
    if (placeholder.startsWith("env:")) {
      return variable(placeholder.substring(4).strip());
    } else if (placeholder.startsWith("file:")) {
      return content(placeholder.substring(5).strip());
    }
    throw new InvalidValue("has a placeholder that is neither env: nor file:", FORMS);
  }

  private String variable(String name) throws InvalidValue {
    String value = name.isEmpty() ? null : environment.get(name);
    if (value == null) {
      throw new InvalidValue(
          "needs the environment variable " + Shown.quoted(name) + ", which isn't set",
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
            "needs the file " + Shown.quoted(name) + ", which isn't there (or isn't a plain file)",
            "create it, or correct the path (relative ones begin at the configuration's directory)");
      }
      return withoutLineEnd(decoded(name, file));
    } catch (InvalidPathException e) {
      throw new InvalidValue("names a file with an impossible path", FORMS);
    } catch (AccessDeniedException e) {
      throw new InvalidValue(
          "needs the file "
              + Shown.quoted(name)
              + ", which the user "
              + System.getProperty("user.name")
              + " may not read",
          "change its owner or mode (chown, chmod)");
    } catch (CharacterCodingException e) {
      throw new InvalidValue(
          "needs the file " + Shown.quoted(name) + ", which is not UTF-8 text", "save it as UTF-8");
    } catch (IOException e) {
      throw new InvalidValue(
          "needs the file " + Shown.quoted(name) + ", which can't be read", "check the disk");
    }
  }

  private static String decoded(String name, Path file) throws IOException, InvalidValue {
    try (InputStream in = Files.newInputStream(file)) {
      byte[] bytes = in.readNBytes(LARGEST_FILE + 1);
      if (bytes.length > LARGEST_FILE) {
        throw new InvalidValue(
            "needs the file " + Shown.quoted(name) + ", which is larger than 64 KiB",
            "put only the value into it");
      }
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    }
  }

  private static String withoutLineEnd(String text) {
    int end = text.length();
    while (end > 0 && (text.charAt(end - 1) == '\n' || text.charAt(end - 1) == '\r')) {
      end--;
    }
    return text.substring(0, end);
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
