// SPDX-License-Identifier: Apache-2.0
package io.clooster.link.protocol2;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;

/**
 * A part of a list of names, sent by a proven server whose lists are not the other's, so that both
 * can say what differs.
 *
 * @param list which list
 * @param of how many names it has in all
 * @param names the next of them, in order
 */
record NamesMessage(Kind list, int of, List<String> names) {
  /** So many characters of names make one frame. */
  private static final int FILL = 3_000;

  enum Kind {
    SERVERS("servers", LinkSettings.MOST_SERVERS),
    RECORDS("records", LinkSettings.MOST_RECORDS);

    final String word;
    final int most;

    Kind(String word, int most) {
      this.word = word;
      this.most = most;
    }
  }

  static NamesMessage read(Frame frame) {
    MessageReader fields = MessageReader.of(frame.expected(MessageType.NAMES));
    String word = fields.text("list", Syntax.CODE);
    Kind kind = word.equals(Kind.SERVERS.word) ? Kind.SERVERS : Kind.RECORDS;
    if (!word.equals(kind.word)) {
      throw new ProtocolException("names of a list that this version does not know");
    }
    return new NamesMessage(
        kind,
        (int) fields.number("of", 0, kind.most),
        fields.texts("names", kind.most, kind == Kind.SERVERS ? Syntax.NAME : Syntax.RECORD));
  }

  /** The frames that tell a whole list. */
  static List<Frame> frames(Kind kind, List<String> all) {
    List<Frame> frames = new ArrayList<>();
    int from = 0;
    do {
      int to = from;
      int length = 0;
      while (to < all.size() && length < FILL) {
        length += all.get(to).length() + 3;
        to++;
      }
      frames.add(new NamesMessage(kind, all.size(), all.subList(from, to)).frame());
      from = to;
    } while (from < all.size());
    return frames;
  }

  private Frame frame() {
    ObjectNode object = MessageReader.object();
    object.put("list", list.word).put("of", of);
    ArrayNode array = object.putArray("names");
    names.forEach(array::add);
    return new Frame(MessageType.NAMES, object.toString());
  }
}
