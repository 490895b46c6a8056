// SPDX-License-Identifier: Apache-2.0
package io.clooster.config;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
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
  private int versionStart = -1;
  private int versionEnd = -1;

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

  /** A part of the text, and what comes in its place. */
  private record Edit(int start, int end, String words) {}

  /** The text of another server, which the list has. */
  String with(String server) {
    return changed(List.of(new Edit(thisStart, thisEnd, quoted(server))));
  }

  /** The text of another server, which the list lacks: with it, the list is of this version. */
  String with(String server, long version) {
    List<Edit> edits = new ArrayList<>(added(quoted(server)));
    edits.add(new Edit(thisStart, thisEnd, quoted(server)));
    edits.add(
        versionStart < 0
            ? new Edit(listEnd + 1, listEnd + 1, ", \"servers_version\": " + version)
            : new Edit(versionStart, versionEnd, Long.toString(version)));
    return changed(edits);
  }

  private static String quoted(String server) {
    return '"' + String.valueOf(JsonStringEncoder.getInstance().quoteAsString(server)) + '"';
  }

  /** The last one first, so that all are where they were found. */
  private String changed(List<Edit> edits) {
    List<Edit> backwards = new ArrayList<>(edits);
    backwards.sort(Comparator.comparingInt(Edit::start).reversed());
    StringBuilder changed = new StringBuilder(text);
    backwards.forEach(edit -> changed.replace(edit.start(), edit.end(), edit.words()));
    return changed.toString();
  }

  /** On a line of its own where the others have theirs, else behind the last one. */
  private List<Edit> added(String quoted) {
    int line = text.lastIndexOf('\n', listEnd - 1) + 1;
    if (line <= lastEnd || !text.substring(line, listEnd).isBlank()) {
      return List.of(new Edit(lastEnd, lastEnd, ", " + quoted));
    }
    boolean comma = hasComma(text.substring(lastEnd, line));
    String lineEnd = text.startsWith("\r\n", line - 2) ? "\r\n" : "\n";
    Edit added = new Edit(line, line, indent() + quoted + (comma ? "," : "") + lineEnd);
    return comma ? List.of(added) : List.of(added, new Edit(lastEnd, lastEnd, ","));
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
      } else if (key.equals("servers_version")) {
        versionStart = offset(parser);
        versionEnd = end(parser);
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
