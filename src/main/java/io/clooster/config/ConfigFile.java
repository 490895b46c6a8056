// SPDX-License-Identifier: Apache-2.0
package io.clooster.config;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** The bytes on disk: at most 1 MiB of UTF-8. */
final class ConfigFile {
  private static final int LARGEST = 1 << 20;
  private static final String GET_ONE =
      "make one with \"clooster init\", or copy clooster.json.example to it and edit the copy; or name"
          + " another file (on the command line: -c FILE)";

  private ConfigFile() {}

  /** The file's text, without a byte order mark, which is told. */
  static String load(Path file, Problems problems) throws ConfigException {
    String text = decoded(bytes(file, problems), problems);
    if (PlainText.hasByteOrderMark(text)) {
      problems.warn(
          1, "", "begins with a byte order mark, which was left out", "save it without one");
      while (PlainText.hasByteOrderMark(text)) { // Each program that adds one adds one more.
        text = text.substring(1);
      }
    }
    if (text.isBlank()) {
      throw problems.with(0, "the file is empty", GET_ONE);
    }
    return text;
  }

  private static byte[] bytes(Path file, Problems problems) throws ConfigException {
    if (Files.isDirectory(file)) {
      throw problems.with(
          0, "this is a directory, not a file", "name the file in it, such as clooster.json");
    }
    try (InputStream in = Files.newInputStream(file)) {
      byte[] bytes = in.readNBytes(LARGEST + 1);
      if (bytes.length > LARGEST) {
        throw problems.with(
            0, "the file is larger than 1 MiB", "this is no Clooster configuration: " + GET_ONE);
      }
      return bytes;
    } catch (NoSuchFileException e) {
      throw problems.with(0, "there is no such file", GET_ONE);
    } catch (AccessDeniedException e) {
      throw problems.with(
          0,
          "the user " + System.getProperty("user.name") + " may not read the file",
          "change its owner or mode (chown, chmod), or start Clooster as the user that may");
    } catch (IOException e) {
      throw problems.with(0, "the file can't be read (" + e.getMessage() + ")", "check the disk");
    }
  }

  private static String decoded(byte[] bytes, Problems problems) throws ConfigException {
    try {
      return PlainText.of(bytes);
    } catch (PlainText.Undecodable e) {
      throw problems.with(
          e.line(), "the file " + e.getMessage() + " here", "save it as UTF-8 text");
    }
  }
}
