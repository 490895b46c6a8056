// SPDX-License-Identifier: Apache-2.0
package io.clooster.operate;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What an administrator can do about what is wrong; nothing about what says so itself. */
final class PageAdvice {
  private static final int MOST = 5;

  private PageAdvice() {}

  /** The most urgent first. */
  static List<String> of(JsonNode status) {
    List<String> advice = new ArrayList<>();
    if (status.path("record").path("failing").isTextual()) {
      advice.add(
          "Until the DNS provider answers, this server moves nothing: see whether the provider has"
              + " trouble, whether this server reaches it, and whether the token is still valid.");
    }
    JsonNode self = status.path("self");
    if (!self.path("healthy").asBoolean(true)) {
      advice.add(ofIll(self.path("name").asText("")));
    }
    if (status.path("mode").asText("").equals("observe")) {
      advice.add(act(self.path("name").asText("")));
    }
    for (JsonNode peer : status.path("peers")) {
      String one = ofPeer(peer);
      if (one != null && advice.size() < MOST) {
        advice.add(one);
      }
    }
    return advice;
  }

  private static String act(String server) {
    return "When you trust what it says it would do: \"mode\": \"act\" on "
        + server
        + ", and a restart there, make it act.";
  }

  private static String ofIll(String server) {
    return "See on " + server + " why its own checks fail: journalctl -u clooster.";
  }

  private static @Nullable String ofPeer(JsonNode peer) {
    String name = peer.path("name").asText("");
    return switch (peer.path("state").asText("")) {
      case "disconnected", "suspect" ->
          "Wait a moment: it is being found out whether " + name + " lives.";
      case "restarting" -> "Nothing: " + name + " has said that it restarts.";
      case "partitioned" ->
          name
              + " lives, as its claim or another server shows: mend the network between it and this server.";
      case "dead" ->
          "Repair " + name + " and start it: journalctl -u clooster there tells why it died.";
      case "stopped" -> "Start " + name + " when you want it back: systemctl start clooster.";
      case "never-seen" ->
          "Start " + name + ", or see whether this server reaches it: clooster check --online.";
      default -> ofLinked(peer, name);
    };
  }

  private static @Nullable String ofLinked(JsonNode peer, String name) {
    if (peer.path("observes").asBoolean()) {
      return act(name);
    }
    JsonNode eligible = peer.path("eligible");
    if (peer.path("drained").asBoolean()) {
      return "Put " + name + " into service again when its work is done: clooster resume there.";
    }
    return eligible.isBoolean() && !eligible.asBoolean() ? ofIll(name) : null;
  }
}
