// SPDX-License-Identifier: Apache-2.0
package io.clooster.init;

import java.security.SecureRandom;
import java.util.Collections;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a first configuration is made of. An answer that isn't there yet is an empty text.
 *
 * @param thisServer name of the server that the file is for
 * @param servers names of all, that one among them, in order of preference
 * @param port where they all listen; empty means {@link #PORT}
 * @param provider whose block has zone and records
 * @param zone DNS zone
 * @param records full names of what is moved
 * @param notifiers whose blocks say who is told
 * @param settings what else the blocks hold, by block and key: the right to change the records, for
 *     one. A value may be a placeholder
 * @param key the servers' shared secret, or a placeholder
 */
public record Draft(
    String thisServer,
    List<String> servers,
    String port,
    String provider,
    String zone,
    List<String> records,
    List<String> notifiers,
    Map<String, Map<String, String>> settings,
    String key) {

  /** The link's port where nobody says another. */
  public static final String PORT = "2000";

  /** Who has the records where nobody says another. */
  public static final String PROVIDER = "cloudflare";

  private static final int KEY_BYTES = 32;

  /** Copies the lists. */
  public Draft {
    servers = List.copyOf(servers);
    records = List.copyOf(records);
    notifiers = List.copyOf(notifiers);
    settings = Collections.unmodifiableMap(new LinkedHashMap<>(settings));
  }

  /** A key that nobody can guess. */
  public static String newKey() {
    byte[] bytes = new byte[KEY_BYTES];
    new SecureRandom().nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }

  /** What a block holds besides zone and records. */
  Map<String, String> settingsOf(String block) {
    return settings.getOrDefault(block, Map.of());
  }

  Draft withThisServer(String name) {
    return new Draft(name, servers, port, provider, zone, records, notifiers, settings, key);
  }

  Draft withServers(List<String> names) {
    return new Draft(thisServer, names, port, provider, zone, records, notifiers, settings, key);
  }

  Draft withPort(String number) {
    return new Draft(
        thisServer, servers, number, provider, zone, records, notifiers, settings, key);
  }

  Draft withProvider(String name) {
    return new Draft(thisServer, servers, port, name, zone, records, notifiers, settings, key);
  }

  Draft withZone(String name) {
    return new Draft(thisServer, servers, port, provider, name, records, notifiers, settings, key);
  }

  Draft withRecords(List<String> names) {
    return new Draft(thisServer, servers, port, provider, zone, names, notifiers, settings, key);
  }

  Draft withNotifiers(List<String> names) {
    return new Draft(thisServer, servers, port, provider, zone, records, names, settings, key);
  }

  /** The same with this value, or without it where it is empty. */
  Draft withSetting(String block, String name, String value) {
    Map<String, Map<String, String>> all = new LinkedHashMap<>(settings);
    Map<String, String> own = new LinkedHashMap<>(settingsOf(block));
    if (value.isBlank()) {
      own.remove(name);
    } else {
      own.put(name, value);
    }
    all.put(block, own);
    return new Draft(thisServer, servers, port, provider, zone, records, notifiers, all, key);
  }

  /** What can be told of it: no secrets. */
  @Override
  public String toString() {
    return "Draft[thisServer=%s, servers=%s, port=%s, provider=%s, zone=%s, records=%s, notifiers=%s]"
        .formatted(thisServer, servers, port, provider, zone, records, notifiers);
  }
}
