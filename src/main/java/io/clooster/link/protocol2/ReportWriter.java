// SPDX-License-Identifier: Apache-2.0
package io.clooster.link.protocol2;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.clooster.failover.HoldOrder;
import io.clooster.failover.Report;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Makes messages of reports. All peers get the same report: its message is made once for those that
 * have our list of servers, and once for those that have another one.
 */
final class ReportWriter {
  /** What else a message has, at most, in bytes. */
  private static final int REST = 700;

  private final List<String> servers;
  private final boolean named;
  private @Nullable Report last;
  private @Nullable Frame lastFrame;

  /** {@code named} where the reader has another list: then servers are told by their names. */
  ReportWriter(List<String> servers, boolean named) {
    this.servers = servers;
    this.named = named;
  }

  /** Servers that are not of the group are left out. */
  synchronized Frame frame(Report report) {
    Frame frame = lastFrame;
    if (frame == null || !report.equals(last)) {
      frame = write(report);
      last = report;
      lastFrame = frame;
    }
    return frame;
  }

  /** How many bytes have a bit for each server. */
  static int bytes(List<String> servers) {
    return (servers.size() + 7) / 8;
  }

  /** The bit of a place in its byte: the first server has the highest bit of the first byte. */
  static int bit(int place) {
    return 0x80 >> place % 8;
  }

  private Frame write(Report report) {
    Room room = new Room();
    ObjectNode object = MessageReader.object();
    object.put("sequence", report.sequence());
    object.put("eligible", report.eligible() && !report.observing());
    List<String> unlisted = room.take(report.unlisted());
    if (named) {
      ArrayNode seen = object.putArray("sees");
      room.take(report.sees()).forEach(seen::add);
    } else {
      object.put("sees", HexFormat.of().formatHex(marks(report.sees())));
    }
    putHolder(object, report.holder());
    object.put("epoch", report.epoch());
    if (Syntax.REFERENCE.matcher(report.reference()).matches()) {
      object.put("claim", report.reference());
    }
    if (Syntax.RUN.matcher(report.run()).matches()) {
      object.put("run", report.run());
    }
    List<String> told =
        report.told().stream()
            .filter(each -> Syntax.INCIDENT.matcher(each).matches())
            .limit(Report.MOST_TOLD)
            .toList();
    put(object, "told", room.take(told));
    if (report.drained()) {
      object.put("drained", true);
    }
    if (report.observing()) {
      object.put("observing", true).put("fit", report.eligible());
    }
    HoldOrder hold = report.hold();
    if (hold != null) {
      object.putObject("hold").put("number", hold.number()).put("left", hold.left().toMillis());
    }
    put(object, "unlisted", unlisted);
    return new Frame(MessageType.STATE, object.toString());
  }

  private void putHolder(ObjectNode object, @Nullable String holder) {
    int place = holder == null ? -1 : servers.indexOf(holder);
    if (named && holder != null && Syntax.NAME.matcher(holder).matches()) {
      object.put("holder", holder);
    } else if (!named && place >= 0) {
      object.put("holder", place);
    }
  }

  private static void put(ObjectNode object, String field, List<String> texts) {
    if (!texts.isEmpty()) {
      texts.forEach(object.putArray(field)::add);
    }
  }

  private byte[] marks(Set<String> sees) {
    byte[] marks = new byte[bytes(servers)];
    for (int place = 0; place < servers.size(); place++) {
      if (sees.contains(servers.get(place))) {
        marks[place / 8] |= (byte) bit(place);
      }
    }
    return marks;
  }

  /**
   * What a frame has room for. Nine names of the greatest length are too many, with all else that
   * there may be to say: then some are left out, which makes nobody do more than he may.
   */
  private final class Room {
    private int left = Frame.LONGEST - REST - 2 * bytes(servers);

    List<String> take(Collection<String> texts) {
      List<String> taken = new ArrayList<>();
      for (String text : texts) {
        int length = text.length() + 3;
        if (length <= left) {
          taken.add(text);
          left -= length;
        }
      }
      return taken;
    }
  }
}
