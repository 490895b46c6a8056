// SPDX-License-Identifier: Apache-2.0
package io.clooster.config;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;

/** Bytes of a file as the text that they are meant to be: UTF-8. */
final class PlainText {
  private static final char BYTE_ORDER_MARK = '\ufeff';
  private static final char ZERO_WIDTH_SPACE = '\u200b';

  private PlainText() {}

  /**
   * The text, with all that stands in it.
   *
   * @throws Undecodable if it is something else; its message continues "the file …"
   */
  static String of(byte[] bytes) throws Undecodable {
    if (startsWith(bytes, 0xff, 0xfe) || startsWith(bytes, 0xfe, 0xff)) {
      throw new Undecodable("is UTF-16 text", 1);
    }
    for (int i = 0; i < bytes.length; i++) {
      if (bytes[i] == 0) {
        throw new Undecodable(
            "holds a NUL byte, so it is UTF-16 or no text at all,", line(i, bytes));
      }
    }
    ByteBuffer in = ByteBuffer.wrap(bytes);
    CharBuffer out = CharBuffer.allocate(bytes.length);
    CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
    CoderResult result = decoder.decode(in, out, true);
    if (result.isError()) {
      throw new Undecodable("is not UTF-8", line(in.position(), bytes));
    }
    return out.flip().toString();
  }

  static boolean hasByteOrderMark(String text) {
    return !text.isEmpty() && text.charAt(0) == BYTE_ORDER_MARK;
  }

  /** The text without what can't be seen at its ends: byte order marks, blanks, line ends. */
  static String stripped(String text) {
    int start = 0;
    int end = text.length();
    while (start < end && isInvisible(text.charAt(start))) {
      start++;
    }
    while (end > start && isInvisible(text.charAt(end - 1))) {
      end--;
    }
    return text.substring(start, end);
  }

  /** The text without its last line's end, which nearly every file has. */
  static String withoutLineEnd(String text) {
    int end = text.endsWith("\n") ? text.length() - 1 : text.length();
    return text.substring(0, end > 0 && text.charAt(end - 1) == '\r' ? end - 1 : end);
  }

  private static boolean isInvisible(char c) {
    return c == BYTE_ORDER_MARK
        || c == ZERO_WIDTH_SPACE
        || Character.isWhitespace(c)
        || Character.isSpaceChar(c);
  }

  private static boolean startsWith(byte[] bytes, int first, int second) {
    return bytes.length > 1 && bytes[0] == (byte) first && bytes[1] == (byte) second;
  }

  private static int line(int position, byte[] bytes) {
    int line = 1;
    for (int i = 0; i < position; i++) {
      if (bytes[i] == '\n') {
        line++;
      }
    }
    return line;
  }

  /** The bytes are no text that can be read. */
  static final class Undecodable extends CharacterCodingException {
    private static final long serialVersionUID = 1L;

    private final String what;
    private final int line;

    private Undecodable(String what, int line) {
      this.what = what;
      this.line = line;
    }

    @Override
    public String getMessage() {
      return what;
    }

    /** Of the first byte that can't be read, from 1. */
    int line() {
      return line;
    }
  }
}
