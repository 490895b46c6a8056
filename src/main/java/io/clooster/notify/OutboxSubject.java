// SPDX-License-Identifier: Apache-2.0
package io.clooster.notify;

import io.clooster.failover.Action;
import io.clooster.message.Message;
import java.util.Map;

/**
 * What a message is about, in one word for its file's name: those about the same are delivered in
 * the order in which they were written, so that the last word is the last to arrive. A server is
 * one subject, over all its deaths: an old "is up" after a new "is down" would be as wrong.
 */
final class OutboxSubject {
  /** Whether notifiers work. */
  static final String NOTIFIER = "notifier";

  private static final String RECORD = "record";
  private static final String CLAIM = "claim";
  private static final String ELIGIBLE = "eligible";
  private static final String MAJORITY = "majority";
  private static final String HEALTH = "health";

  /** Kinds that open, change or end one story of this server's; all others are about a peer. */
  private static final Map<String, String> KINDS =
      Map.ofEntries(
          Map.entry("record-lost", RECORD),
          Map.entry("record-found", RECORD),
          Map.entry("record-edited", RECORD),
          Map.entry("record-restored", RECORD),
          Map.entry("name-servers-lag", RECORD),
          Map.entry("claim-unlisted", CLAIM),
          Map.entry("claim-unseen", CLAIM),
          Map.entry("claim-listed", CLAIM),
          Map.entry("no-eligible-server", ELIGIBLE),
          Map.entry("eligible-server", ELIGIBLE),
          Map.entry("held-back", MAJORITY),
          Map.entry("enough", MAJORITY),
          Map.entry("notifier-failing", NOTIFIER),
          Map.entry("notifier-works", NOTIFIER),
          Map.entry("unhealthy", HEALTH),
          Map.entry("healthy", HEALTH));

  private OutboxSubject() {}

  static String of(Message message) {
    return of(message.kind(), message.peer(), message.incident());
  }

  static String of(Action.Notify message) {
    return of(message.kind(), message.peer(), message.incident());
  }

  private static String of(String kind, String peer, String incident) {
    String known = KINDS.get(kind);
    if (known != null) {
      return known;
    } else if (!peer.isEmpty()) {
      return "peer-" + peer;
    }
    return incident.isEmpty() ? kind : "incident-" + incident;
  }
}
