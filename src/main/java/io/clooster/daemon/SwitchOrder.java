// SPDX-License-Identifier: Apache-2.0
package io.clooster.daemon;

import io.clooster.failover.Action;
import io.clooster.failover.Event;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/**
 * That the record is to be handed to another server, and what becomes of it.
 *
 * @param event for the decision
 * @param holder the server that holds the record, as far as this one knows; empty for none
 * @param verdict what the holder says to it
 */
public record SwitchOrder(
    Event.SwitchOrder event, String holder, CompletableFuture<Action.AnswerOrder> verdict) {

  /** Nobody has said anything to it yet. */
  SwitchOrder(Event.SwitchOrder event, String holder) {
    this(event, holder, new CompletableFuture<>());
  }

  /** What is told once it is accepted, plain data for JSON; what is not known is left out. */
  public Map<String, Object> answer() {
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("done", true);
    put("from", holder, answer);
    put("to", event.target(), answer);
    return answer;
  }

  private static void put(String name, String server, Map<String, Object> answer) {
    if (!server.isEmpty()) {
      answer.put(name, server);
    }
  }
}
