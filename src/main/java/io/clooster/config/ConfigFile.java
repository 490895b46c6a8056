// SPDX-License-Identifier: Apache-2.0
package io.clooster.config;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** The bytes on disk: at most 1 MiB of UTF-8. */
final class ConfigFile {
  private static final int LARGEST = 1 << 20;
  private static final String GET_ONE =
      "copy clooster.json.example to it and edit the copy, or name another file on the command line";

  private ConfigFile() {}

  /** The file's text, without a byte order mark. */
  static String load(Path file, Problems problems) throws ConfigException {
    String text = decoded(bytes(file, problems), problems);
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
    ByteBuffer in = ByteBuffer.wrap(bytes);
    CharBuffer out = CharBuffer.allocate(bytes.length);
    CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
    CoderResult result = decoder.decode(in, out, true);
    try {
      if (result.isError()) {
        result.throwException();
      }
    } catch (CharacterCodingException e) {
      throw problems.with(
          lineOf(in.position(), bytes), "the file is not UTF-8 here", "save it as UTF-8 text");
    }
    String text = out.flip().toString();
    return text.startsWith("\ufeff") ? text.substring(1) : text;
  }

  private static int lineOf(int position, byte[] bytes) {
    int line = 1;
    for (int i = 0; i < position; i++) {
      if (bytes[i] == '\n') {
        line++;
      }
    }
    return line;
  }
}
