// SPDX-License-Identifier: Apache-2.0
package io.clooster.link.protocol2;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.clooster.failover.Report;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Reports as messages. A server is told by its place in the list that both ends have proven to be
 * the same, from 0: so a report of 256 servers fits into one frame.
 */
final class Roster {
  private final List<String> servers;
  private volatile @Nullable Told told;

  /** The message that was made last. */
  private record Told(Report report, Frame frame) {}

  Roster(List<String> servers) {
    this.servers = servers;
  }

  Report read(Frame frame) {
    Fields fields = Fields.of(frame.expected(MessageType.STATE));
    return new Report(
        fields.number("sequence", 1, Long.MAX_VALUE),
        fields.flag("eligible"),
        sees(fields),
        holder(fields),
        fields.number("epoch", 0, Long.MAX_VALUE));
  }

  /**
   * Servers that are not of the group are left out. The same report goes to all peers, so its
   * message is made once.
   */
  Frame frame(Report report) {
    Told last = told;
    if (last == null || !last.report().equals(report)) {
      last = new Told(report, written(report));
      told = last;
    }
    return last.frame();
  }

  private Frame written(Report report) {
    ObjectNode object = Fields.object();
    object.put("sequence", report.sequence()).put("eligible", report.eligible());
    ArrayNode sees = object.putArray("sees");
    IntStream.range(0, servers.size())
        .filter(place -> report.sees().contains(servers.get(place)))
        .forEach(sees::add);
    int holder = report.holder() == null ? -1 : servers.indexOf(report.holder());
    if (holder >= 0) {
      object.put("holder", holder);
    }
    object.put("epoch", report.epoch());
    return new Frame(MessageType.STATE, object.toString());
  }

  private Set<String> sees(Fields fields) {
    List<Integer> places = fields.numbers("sees", servers.size(), servers.size() - 1);
    String[] names = new String[places.size()];
    int before = -1;
    for (int i = 0; i < names.length; i++) {
      int place = places.get(i);
      if (place <= before) {
        throw new Garbage("a state whose \"sees\" is not ascending");
      }
      names[i] = servers.get(place);
      before = place;
    }
    return Set.of(names);
  }

  private @Nullable String holder(Fields fields) {
    return fields.has("holder")
        ? servers.get((int) fields.number("holder", 0, servers.size() - 1))
        : null;
  }
}
