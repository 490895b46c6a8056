// SPDX-License-Identifier: Apache-2.0
package io.clooster.dns.server;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Hetzner's asynchronous tasks. By https://docs.hetzner.cloud/reference/cloud#description/actions a
 * change is applied when its action is in the state {@code success}, not when it was accepted; each
 * begins as {@code running}.
 */
final class HetznerActions {
  private static final String STARTED = "2026-01-30T23:55:00Z";

  private static final class Action {
    private final long id;
    private final String command;
    private final Optional<String> error;
    private final Runnable effect;
    private int polls;
    private boolean running = true;

    private Action(long id, String command, int polls, Optional<String> error, Runnable effect) {
      this.id = id;
      this.command = command;
      this.polls = polls;
      this.error = error;
      this.effect = effect;
    }

    private ObjectNode json() {
      ObjectNode json = JsonBody.object().put("id", id).put("command", command);
      json.put("status", running ? "running" : error.isPresent() ? "error" : "success");
      json.put("progress", running ? 50 : 100).put("started", STARTED);
      json.put("finished", running ? null : STARTED);
      json.putArray("resources").addObject().put("id", 42).put("type", "zone");
      json.putNull("error");
      if (!running) {
        error.ifPresent(
            code -> json.putObject("error").put("code", code).put("message", "Action failed"));
      }
      return json;
    }
  }

  private final FakeSettings settings;
  private final Map<Long, Action> actions = new LinkedHashMap<>();

  HetznerActions(FakeSettings settings) {
    this.settings = settings;
  }

  /** Begins one, and gives what is answered. */
  ObjectNode begin(String command, Runnable effect) {
    Action action =
        new Action(
            actions.size() + 1L,
            command,
            settings.pendingPolls(),
            settings.takeActionError(),
            effect);
    actions.put(action.id, action);
    return action.json();
  }

  /** Whether one is under way. */
  boolean running() {
    return actions.values().stream().anyMatch(action -> action.running);
  }

  /** Time has passed: those that nobody needs to poll any more have ended. */
  void settle() {
    actions.values().stream()
        .filter(action -> action.running && action.polls == 0)
        .forEach(HetznerActions::end);
  }

  /** What a poll answers; empty if there is no such action. */
  Optional<ObjectNode> poll(String id) {
    return Optional.ofNullable(actions.get(number(id)))
        .map(
            action -> {
              ObjectNode json = action.json();
              action.polls = Math.max(0, action.polls - 1);
              return json;
            });
  }

  /** The same for several; those that there are not are left out. */
  ArrayNode poll(List<String> ids) {
    ArrayNode all = JsonBody.array();
    ids.forEach(id -> poll(id).ifPresent(all::add));
    return all;
  }

  private static void end(Action action) {
    action.running = false;
    if (action.error.isEmpty()) {
      action.effect.run();
    }
  }

  private static long number(String id) {
    return id.matches("\\d{1,15}") ? Long.parseLong(id) : -1;
  }
}
