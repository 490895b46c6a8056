// SPDX-License-Identifier: Apache-2.0
package io.clooster.link.protocol2;

import io.clooster.failover.HoldOrder;
import io.clooster.failover.Report;
import java.time.Duration;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Makes reports of one connection's messages. A server is told by its place in the list that both
 * ends have proven to be the same, or by its name where they are not. Most reports see what the one
 * before saw: that is kept.
 */
final class ReportReader {
  private final List<String> servers;
  private final boolean named;
  private final Pattern marks;
  private String lastMarks = "";
  private Set<String> lastSeen = Set.of();

  /** {@code named} where the lists are not the same. */
  ReportReader(List<String> servers, boolean named) {
    this.servers = servers;
    this.named = named;
    this.marks = Pattern.compile("[0-9a-f]{" + 2 * ReportWriter.bytes(servers) + "}");
  }

  Report read(Frame frame) {
    MessageReader fields = MessageReader.of(frame.expected(MessageType.STATE));
    boolean eligible = fields.flag("eligible");
    boolean observing = fields.has("observing") && fields.flag("observing");
    return new Report(
        fields.number("sequence", 1, Long.MAX_VALUE),
        observing ? fields.flag("fit") : eligible,
        named ? Set.copyOf(names(fields, "sees")) : seen(fields.text("sees", marks)),
        holder(fields),
        fields.number("epoch", 0, Long.MAX_VALUE),
        fields.has("claim") ? fields.text("claim", Syntax.REFERENCE) : "",
        fields.has("run") ? fields.text("run", Syntax.RUN) : "",
        fields.has("told") ? fields.texts("told", Report.MOST_TOLD, Syntax.INCIDENT) : List.of(),
        fields.has("drained") && fields.flag("drained"),
        fields.has("hold") ? hold(fields.object("hold")) : null,
        observing,
        fields.has("unlisted") ? Set.copyOf(names(fields, "unlisted")) : Set.of());
  }

  private static Set<String> names(MessageReader fields, String field) {
    return new HashSet<>(fields.texts(field, LinkSettings.MOST_SERVERS, Syntax.NAME));
  }

  private Set<String> seen(String text) {
    if (!text.equals(lastMarks)) {
      Set<String> seen = new HashSet<>();
      byte[] bits = HexFormat.of().parseHex(text);
      for (int place = 0; place < 8 * bits.length; place++) {
        if ((bits[place / 8] & ReportWriter.bit(place)) != 0) {
          if (place >= servers.size()) {
            throw new ProtocolException("a state that sees servers which do not exist");
          }
          seen.add(servers.get(place));
        }
      }
      lastSeen = Set.copyOf(seen);
      lastMarks = text;
    }
    return lastSeen;
  }

  private static HoldOrder hold(MessageReader fields) {
    return new HoldOrder(
        fields.number("number", 1, HoldOrder.LAST_NUMBER),
        Duration.ofMillis(fields.number("left", 0, HoldOrder.LONGEST.toMillis())));
  }

  private @Nullable String holder(MessageReader fields) {
    if (!fields.has("holder")) {
      return null;
    }
    return named
        ? fields.text("holder", Syntax.NAME)
        : servers.get((int) fields.number("holder", 0, servers.size() - 1));
  }
}
