// SPDX-License-Identifier: Apache-2.0
package io.clooster.link.protocol2;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.clooster.failover.HoldOrder;
import io.clooster.failover.Report;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Makes messages of reports. All peers get the same report: its message is made once. */
final class ReportWriter {
  private final List<String> servers;
  private @Nullable Report last;
  private @Nullable Frame lastFrame;

  ReportWriter(List<String> servers) {
    this.servers = servers;
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
    byte[] sees = new byte[bytes(servers)];
    for (int place = 0; place < servers.size(); place++) {
      if (report.sees().contains(servers.get(place))) {
        sees[place / 8] |= (byte) bit(place);
      }
    }
    ObjectNode object = MessageReader.object();
    object.put("sequence", report.sequence());
    object.put("eligible", report.eligible() && !report.observing());
    object.put("sees", HexFormat.of().formatHex(sees));
    int holder = report.holder() == null ? -1 : servers.indexOf(report.holder());
    if (holder >= 0) {
      object.put("holder", holder);
    }
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
    if (!told.isEmpty()) {
      told.forEach(object.putArray("told")::add);
    }
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
    return new Frame(MessageType.STATE, object.toString());
  }
}
