// SPDX-License-Identifier: Apache-2.0
package io.clooster.config;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.io.IOException;
import java.util.regex.Pattern;

/**
 * Where in a file's text the servers stand, so that they can be changed there and nothing else is:
 * comments and layout stay. The text has been read as a configuration before.
 */
final class ServerLines {
  private static final Pattern COMMENT = Pattern.compile("(?s)/\\*.*?\\*/|(#|//)[^\\n]*");

  private final String text;
  private int thisStart = -1;
  private int thisEnd = -1;
  private int lastEnd = -1;
  private int listEnd = -1;

  private ServerLines(String text) {
    this.text = text;
  }

  static ServerLines of(String text) {
    ServerLines lines = new ServerLines(text);
    try (JsonParser parser = RelaxedJson.parser(text)) {
      lines.find(parser);
    } catch (IOException e) {
      throw new IllegalStateException("this text has been read before", e);
    }
    return lines;
  }

  /** The text of another server; {@code added} if the list lacks it. */
  String with(String server, boolean added) {
    String quoted =
        '"' + String.valueOf(JsonStringEncoder.getInstance().quoteAsString(server)) + '"';
    StringBuilder changed = new StringBuilder(text);
    boolean listIsBehind = thisStart < lastEnd;
    if (added && listIsBehind) {
      add(changed, quoted);
    }
    changed.replace(thisStart, thisEnd, quoted);
    if (added && !listIsBehind) {
      add(changed, quoted);
    }
    return changed.toString();
  }

  /** On a line of its own where the others have theirs, else behind the last one. */
  private void add(StringBuilder changed, String quoted) {
    int line = text.lastIndexOf('\n', listEnd - 1) + 1;
    if (line <= lastEnd || !text.substring(line, listEnd).isBlank()) {
      changed.insert(lastEnd, ", " + quoted);
      return;
    }
    boolean comma = hasComma(text.substring(lastEnd, line));
    changed.insert(
        line,
        indent()
            + quoted
            + (comma ? "," : "")
            + (text.startsWith("\r\n", line - 2) ? "\r\n" : "\n"));
    if (!comma) {
      changed.insert(lastEnd, ",");
    }
  }

  /** What the line of the last server begins with. */
  private String indent() {
    int start = text.lastIndexOf('\n', lastEnd - 1) + 1;
    int end = start;
    while (text.charAt(end) == ' ' || text.charAt(end) == '\t') {
      end++;
    }
    return text.substring(start, end);
  }

  /** Whether there is a comma outside of comments. */
  private static boolean hasComma(String rest) {
    return COMMENT.matcher(rest).replaceAll("").contains(",");
  }

  private void find(JsonParser parser) throws IOException {
    parser.nextToken();
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String key = parser.currentName();
      JsonToken value = parser.nextToken();
      if (key.equals("this_server")) {
        thisStart = offset(parser);
        thisEnd = end(parser);
      } else if (key.equals("servers")) {
        while (parser.nextToken() != JsonToken.END_ARRAY) {
          parser.skipChildren();
          lastEnd = end(parser);
        }
        listEnd = offset(parser);
      } else if (value.isStructStart()) {
        parser.skipChildren();
      }
    }
  }

  private static int offset(JsonParser parser) {
    return Math.toIntExact(parser.currentTokenLocation().getCharOffset());
  }

  /** Behind the token, which the parser may have begun only. */
  private static int end(JsonParser parser) throws IOException {
    parser.getText();
    return Math.toIntExact(parser.currentLocation().getCharOffset());
  }
}
