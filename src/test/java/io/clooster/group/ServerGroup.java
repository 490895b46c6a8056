// SPDX-License-Identifier: Apache-2.0
package io.clooster.group;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.clooster.process.Namespaces;
import io.clooster.sandbox.CloudflareSandbox;
import io.clooster.sandbox.PushbulletSandbox;
import io.clooster.sandbox.Sandbox;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Some servers, one record, and the APIs. The servers are numbered from 1 in the order of
 * preference; the record points at the first. A test says how many there are, by {@link #of} on
 * this machine's loopback or by {@link #apart} on hosts of their own, changes the configs by {@link
 * #set}, and starts.
 */
final class ServerGroup extends ServerProcesses<ServerGroup> {
  static final String NEXT_KEY = "secret-link-key-that-follows";

  private static final String TOKEN = "secret-cloudflare-token";
  private static final String PUSH_TOKEN = "secret-pushbullet-token";

  private final Sandbox sandbox = Sandbox.start();
  private final GroupProcessStory story = new GroupProcessStory(sandbox, WWW);
  private @Nullable Namespaces network;

  ServerGroup() {
    cloudflare().addZone("example.com");
    cloudflare().addRecord(WWW, "CNAME", name(1));
    pushbullet().allowToken(PUSH_TOKEN);
  }

  @Override
  ServerGroup self() {
    return this;
  }

  /** So many servers, each on a host of its own, in a network that can be disturbed. */
  ServerGroup apart(int count) throws IOException, InterruptedException {
    takePlaces(count);
    network = Namespaces.make(count);
    network.reach(directory(), cloudflare().uri(), pushbullet().uri());
    var entries = new ArrayList<Map<String, Object>>();
    for (int number : numbers(count)) {
      entries.add(Map.of("name", name(number), "address", Namespaces.address(number)));
    }
    for (int number : numbers(count)) {
      add(number, Map.of("address", Namespaces.address(number), "port", 2000))
          .by(network.on(number));
    }
    set("/cloudflare/api", Namespaces.seen(cloudflare().uri()).toString());
    set("/pushbullet/api", Namespaces.seen(pushbullet().uri()).toString());
    return configured(entries);
  }

  /** This claim stands beside the record before anybody starts. */
  void claim(String text) {
    var quoted = "\"" + text + "\"";
    cloudflare()
        .addRecord(Map.of("type", "TXT", "name", "_clooster." + WWW, "content", quoted, "ttl", 60));
  }

  @Override
  void services(int number, ObjectNode config) {
    allowAtApi(number);
    config
        .putObject("cloudflare")
        .put("token", token(number))
        .put("zone", "example.com")
        .put("record", WWW)
        .put("api", cloudflare().uri().toString());
    config.putObject("pushbullet").put("key", PUSH_TOKEN).put("api", pushbullet().uri().toString());
  }

  /** Each server has a token of its own. */
  private static String token(int number) {
    return TOKEN + "-of-" + number;
  }

  /** The DNS provider refuses this server's calls. */
  void refuseAtApi(int number) {
    cloudflare().revokeToken(token(number));
  }

  /** The end of {@link #refuseAtApi}. */
  void allowAtApi(int number) {
    cloudflare().allowTokenOf(name(number), token(number));
  }

  CloudflareSandbox cloudflare() {
    return sandbox.cloudflare();
  }

  PushbulletSandbox pushbullet() {
    return sandbox.pushbullet();
  }

  /** The hosts that the servers are on. */
  Namespaces network() {
    assertThat(network).as("this group is not apart").isNotNull();
    return network;
  }

  /** What happened to the record, and what was told. */
  GroupProcessStory story() {
    return story;
  }

  /** A server moved the record only to one that ran, and under its own name. */
  private void checkMoves() {
    for (var write : story.written()) {
      assertThat(servers())
          .as("who moved the record to %s", write.content())
          .anyMatch(server -> server.name().equals(write.caller()));
      assertThat(servers())
          .as("whom %s moved the record to at %s", write.caller(), write.at())
          .anyMatch(
              server ->
                  server.name().equals(write.content().orElseThrow())
                      && server.ranAt(write.nanos()));
    }
  }

  @Override
  void checkStory() {
    story.checkClaims();
    checkMoves();
  }

  @Override
  List<String> secrets() {
    return List.of(TOKEN, KEY, NEXT_KEY, PUSH_TOKEN);
  }

  @Override
  String services() {
    return story.toString();
  }

  @Override
  void closeServices() throws IOException {
    if (network != null) {
      network.close();
    }
    sandbox.close();
  }
}
