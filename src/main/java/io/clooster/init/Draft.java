// SPDX-License-Identifier: Apache-2.0
package io.clooster.init;

import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

/**
 * What a first configuration is made of. An answer that isn't there yet is an empty text.
 *
 * @param thisServer name of the server that the file is for
 * @param servers names of all, that one among them, in order of preference
 * @param port where they all listen; empty means {@link #PORT}
 * @param zone DNS zone
 * @param records full names of what is moved
 * @param token right to change them, or a placeholder for it
 * @param pushbullet access token, or a placeholder; empty if nobody is told
 * @param key the servers' shared secret, or a placeholder
 */
public record Draft(
    String thisServer,
    List<String> servers,
    String port,
    String zone,
    List<String> records,
    String token,
    String pushbullet,
    String key) {

  /** The link's port where nobody says another. */
  public static final String PORT = "2000";

  private static final int KEY_BYTES = 32;

  /** Copies the lists. */
  public Draft {
    servers = List.copyOf(servers);
    records = List.copyOf(records);
  }

  /** A key that nobody can guess. */
  public static String newKey() {
    byte[] bytes = new byte[KEY_BYTES];
    new SecureRandom().nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }

  /** The options that would give the answers which aren't there and have no default. */
  public List<String> missing() {
    return Stream.of(Prompt.values())
        .filter(question -> question.isNeeded() && !question.isAnswered(this))
        .map(Prompt::option)
        .toList();
  }

  Draft withThisServer(String name) {
    return new Draft(name, servers, port, zone, records, token, pushbullet, key);
  }

  Draft withServers(List<String> names) {
    return new Draft(thisServer, names, port, zone, records, token, pushbullet, key);
  }

  Draft withPort(String number) {
    return new Draft(thisServer, servers, number, zone, records, token, pushbullet, key);
  }

  Draft withZone(String name) {
    return new Draft(thisServer, servers, port, name, records, token, pushbullet, key);
  }

  Draft withRecords(List<String> names) {
    return new Draft(thisServer, servers, port, zone, names, token, pushbullet, key);
  }

  Draft withToken(String text) {
    return new Draft(thisServer, servers, port, zone, records, text, pushbullet, key);
  }

  Draft withPushbullet(String text) {
    return new Draft(thisServer, servers, port, zone, records, token, text, key);
  }

  /** What can be told of it: no secrets. */
  @Override
  public String toString() {
    return "Draft[thisServer=%s, servers=%s, port=%s, zone=%s, records=%s]"
        .formatted(thisServer, servers, port, zone, records);
  }
}
