// SPDX-License-Identifier: Apache-2.0
package io.clooster.simulation;

import io.clooster.failover.Action;
import java.util.List;
import java.util.Map;

/** Names decisions, as far as they can be seen from outside. */
final class Decision {
  /** Those that each protocol knows: what is never seen of these was never tried. */
  static final Map<Scheme, List<String>> KNOWN =
      Map.of(
          Scheme.ORIGINAL,
          List.of(
              "CloseLink",
              "Connect",
              "ReadRecord",
              "SendKeepAlive",
              "WriteRecord",
              "peer down",
              "peer lost",
              "peer never",
              "peer silent",
              "peer unreachable",
              "peer up",
              "record edited",
              "record failing",
              "record late",
              "record read",
              "record settled",
              "record wanted",
              "record writing",
              "server woken",
              "tell peer-down",
              "tell peer-up",
              "tell record-edited",
              "tell record-found",
              "tell record-lost",
              "tell record-restored",
              "tell right-key",
              "tell wrong-key"),
          Scheme.RECORD,
          List.of(
              "CloseLink",
              "Connect",
              "ReadRecord",
              "SendLeave",
              "SendReport",
              "VerifyRecord",
              "WriteRecord",
              "peer apart",
              "peer away",
              "peer cut",
              "peer down",
              "peer ill",
              "peer lost",
              "peer never",
              "peer preferred",
              "peer silent",
              "peer suspect",
              "peer unreachable",
              "peer up",
              "peer well",
              "record edited",
              "record failing",
              "record lagging",
              "record landed",
              "record late",
              "record left",
              "record moved",
              "record read",
              "record settled",
              "record wanted",
              "record writing",
              "record yielded",
              "server held",
              "server ill",
              "server well",
              "server woken",
              "tell enough",
              "tell failback",
              "tell fits-again",
              "tell held-back",
              "tell name-servers-lag",
              "tell nobody-well",
              "tell peer-down",
              "tell peer-ill",
              "tell peer-up",
              "tell record-edited",
              "tell record-found",
              "tell record-lost",
              "tell record-restored",
              "tell somebody-well",
              "tell wrong-key"),
          Scheme.CLAIM,
          List.of(
              "CloseLink",
              "Connect",
              "ReadRecord",
              "SendLeave",
              "SendReport",
              "VerifyRecord",
              "WriteRecord",
              "claim writing",
              "peer apart",
              "peer away",
              "peer cut",
              "peer down",
              "peer ill",
              "peer lost",
              "peer never",
              "peer preferred",
              "peer silent",
              "peer suspect",
              "peer unreachable",
              "peer up",
              "peer well",
              "record conflict",
              "record edited",
              "record failing",
              "record lagging",
              "record landed",
              "record left",
              "record moved",
              "record read",
              "record settled",
              "record wanted",
              "record writing",
              "record yielded",
              "server ill",
              "server well",
              "server woken",
              "tell failback",
              "tell fits-again",
              "tell name-servers-lag",
              "tell nobody-well",
              "tell path-back",
              "tell path-cut",
              "tell peer-down",
              "tell peer-ill",
              "tell peer-up",
              "tell record-edited",
              "tell record-found",
              "tell record-lost",
              "tell record-restored",
              "tell somebody-well",
              "tell wrong-key"));

  private Decision() {}

  /**
   * The kind of a message, what a log line is about with the first word of its state ({@code peer
   * suspect}), and else the action's own name.
   */
  static String of(Action action) {
    if (action instanceof Action.Log line) {
      return of(line.message());
    } else if (action instanceof Action.Notify message) {
      return "tell " + message.kind();
    }
    return action.name();
  }

  private static String of(String line) {
    int about = line.indexOf('=');
    int state = line.indexOf("state=");
    if (about < 0 || state < 0) {
      return "?";
    }
    int end = state + 6;
    while (end < line.length() && Character.isLetter(line.charAt(end))) {
      end++;
    }
    return line.substring(0, about) + " " + line.substring(state + 6, end);
  }
}
