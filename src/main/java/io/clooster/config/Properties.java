// SPDX-License-Identifier: Apache-2.0
package io.clooster.config;

import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** Lays a configuration out flat. */
final class Properties {
  /**
   * Room for so many connections that nobody has looked at yet, whatever the config says: with the
   * original's 2, a burst of strangers makes the kernel drop the peer's attempts, too, and each
   * costs it a second.
   */
  private static final int LEAST_BACKLOG = 128;

  private Properties() {}

  /** See {@link Config#properties()}. */
  static Map<String, String> of(Config config) {
    Map<String, String> flat = new LinkedHashMap<>();
    flat.put("this_server", config.thisServer());
    flat.put("other_server", config.otherServer());
    flat.put(
        "servers", String.join(",", config.servers().stream().map(Config.Server::name).toList()));
    flat.put("records", String.join(",", config.recordNames()));
    flat.put("link.protocol", String.valueOf(config.protocol()));
    flat.put("link.listens", String.valueOf(config.listen() != null));
    putRole(flat, config.role());
    Config.Link link = config.link();
    flat.put("link.keepalive", milliseconds(link.keepalive()));
    flat.put("link.watchdog", milliseconds(link.watchdog()));
    flat.put("link.timeout", milliseconds(link.timeout()));
    flat.put("link.confirm", milliseconds(link.confirm()));
    flat.put("link.reconnect.min", milliseconds(link.reconnect().min()));
    flat.put("link.reconnect.max", milliseconds(link.reconnect().max()));
    Config.Operate operate = config.operate();
    if (operate != null) {
      flat.put("operate.address", inUri(operate.address()));
      flat.put("operate.port", String.valueOf(operate.port()));
    }
    flat.put("hooks", String.valueOf(!config.hooks().isEmpty()));
    flat.put("reload", String.valueOf(config.reload()));
    flat.put("state_dir", config.stateDir().toString());
    config
        .services()
        .forEach(
            (block, values) -> values.forEach((key, value) -> flat.put(block + "." + key, value)));
    return Collections.unmodifiableMap(flat);
  }

  private static void putRole(Map<String, String> flat, Config.Role role) {
    if (role instanceof Config.Role.Listening server) {
      flat.put("link.role", "server");
      for (String block : new String[] {"server", "listen"}) {
        flat.put(block + ".address", inUri(server.address()));
        flat.put(block + ".port", String.valueOf(server.port()));
        flat.put(block + ".backlog", String.valueOf(Math.max(server.backlog(), LEAST_BACKLOG)));
      }
    } else if (role instanceof Config.Role.Connecting client) {
      flat.put("link.role", "client");
      flat.put("client.address", inUri(client.address()));
      flat.put("client.port", String.valueOf(client.port()));
    }
  }

  private static String inUri(String address) {
    return address.contains(":") ? "[" + address + "]" : address;
  }

  private static String milliseconds(Duration duration) {
    return String.valueOf(duration.toMillis());
  }
}
