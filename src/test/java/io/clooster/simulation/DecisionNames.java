// SPDX-License-Identifier: Apache-2.0
package io.clooster.simulation;

import io.clooster.failover.Action;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Names decisions, as far as they can be seen from outside. */
final class DecisionNames {
  private static final List<String> WITH_CLAIM =
      List.of(
          "CloseLink",
          "Connect",
          "Drop",
          "Intend",
          "ReadRecord",
          "Release",
          "SendLeave",
          "SendReport",
          "VerifyRecord",
          "WriteRecord",
          "claim writing",
          "peer partitioned",
          "peer restarting",
          "peer cut",
          "peer down",
          "peer unhealthy",
          "peer disconnected",
          "peer never",
          "peer preferred",
          "peer silent",
          "peer stopped",
          "peer suspect",
          "peer unreachable",
          "peer up",
          "peer healthy",
          "record claim",
          "record conflict",
          "record edited",
          "record failing",
          "record lagging",
          "record landed",
          "record left",
          "record moved",
          "record read",
          "record refused",
          "record settled",
          "record wanted",
          "record writing",
          "record yielded",
          "server unhealthy",
          "server healthy",
          "server resumed",
          "tell claim-listed",
          "tell claim-unlisted",
          "tell claim-unseen",
          "tell failback",
          "tell config-matches",
          "tell link-back",
          "tell name-servers-lag",
          "tell no-link",
          "tell no-eligible-server",
          "tell config-differs",
          "tell path-back",
          "tell path-cut",
          "tell peer-down",
          "tell peer-unhealthy",
          "tell peer-up",
          "tell record-edited",
          "tell record-found",
          "tell record-lost",
          "tell record-restored",
          "tell eligible-server");

  /** Those that each protocol knows: what is never seen of these was never tried. */
  static final Map<OwnershipScheme, List<String>> KNOWN =
      Map.of(
          OwnershipScheme.ORIGINAL,
          List.of(
              "CloseLink",
              "Connect",
              "Drop",
              "Intend",
              "ReadRecord",
              "Release",
              "SendKeepAlive",
              "WriteRecord",
              "peer down",
              "peer disconnected",
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
              "server resumed",
              "tell link-back",
              "tell no-link",
              "tell peer-down",
              "tell peer-up",
              "tell record-edited",
              "tell record-found",
              "tell record-lost",
              "tell record-restored"),
          OwnershipScheme.RECORD,
          List.of(
              "CloseLink",
              "Connect",
              "Drop",
              "Intend",
              "ReadRecord",
              "Release",
              "SendLeave",
              "SendReport",
              "VerifyRecord",
              "WriteRecord",
              "peer partitioned",
              "peer restarting",
              "peer cut",
              "peer down",
              "peer unhealthy",
              "peer disconnected",
              "peer never",
              "peer preferred",
              "peer silent",
              "peer stopped",
              "peer suspect",
              "peer unreachable",
              "peer up",
              "peer healthy",
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
              "server unhealthy",
              "server healthy",
              "server resumed",
              "tell enough",
              "tell failback",
              "tell config-matches",
              "tell held-back",
              "tell link-back",
              "tell name-servers-lag",
              "tell no-link",
              "tell no-eligible-server",
              "tell config-differs",
              "tell peer-down",
              "tell peer-unhealthy",
              "tell peer-up",
              "tell record-edited",
              "tell record-found",
              "tell record-lost",
              "tell record-restored",
              "tell eligible-server"),
          OwnershipScheme.CLAIM,
          WITH_CLAIM,
          OwnershipScheme.WITNESS,
          WITH_CLAIM);

  /** By the kind of a log line; there are some hundred. */
  private static final Map<String, String> LINES = new ConcurrentHashMap<>();

  private DecisionNames() {}

  /**
   * The kind of a message, what a log line is about with the first word of its state ({@code peer
   * suspect}), and else the action's own name.
   */
  static String of(Action action) {
    if (action instanceof Action.Log line) {
      return LINES.computeIfAbsent(line.kind(), DecisionNames::ofLine);
    } else if (action instanceof Action.Notify message) {
      return "tell " + message.kind();
    }
    return action.name();
  }

  private static String ofLine(String kind) {
    String[] words = kind.split("[-.]", -1);
    return words[0] + " " + words[1];
  }
}
