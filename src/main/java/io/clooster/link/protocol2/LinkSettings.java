// SPDX-License-Identifier: Apache-2.0
package io.clooster.link.protocol2;

import io.clooster.failover.ServerList;
import java.util.HashSet;
import java.util.List;
import java.util.regex.Pattern;

/**
 * What protocol 2 has to know of the configuration.
 *
 * @param thisServer our name, one of {@code servers}
 * @param servers the names of all servers in their order of preference, the same everywhere; 2 to
 *     256
 * @param records what the group moves, in the same words and order everywhere: up to 100 records,
 *     and the claim beside them
 * @param serversVersion the version of {@code servers}, from 1 on: between servers of which each
 *     lists the other, another version may be another list
 * @param keys the keys that prove a server, the preferred one first; 1 to 16
 */
public record LinkSettings(
    String thisServer,
    List<String> servers,
    long serversVersion,
    List<String> records,
    List<LinkKey> keys) {
  static final int MOST_SERVERS = 256;
  static final int MOST_RECORDS = 101;
  static final int MOST_KEYS = 16;

  public LinkSettings {
    servers = distinct("servers", servers, 2, MOST_SERVERS, Syntax.NAME);
    if (serversVersion < 1 || serversVersion > ServerList.LAST_VERSION) {
      throw new IllegalArgumentException("servers: there is no version " + serversVersion);
    }
    records = distinct("records", records, 0, MOST_RECORDS, Syntax.RECORD);
    keys = List.copyOf(keys);
    distinct("key ids", keys.stream().map(LinkKey::id).toList(), 1, MOST_KEYS, Syntax.KEY);
    if (!servers.contains(thisServer)) {
      throw new IllegalArgumentException("servers: this server is not among them: " + thisServer);
    }
  }

  /** Of a group whose list of servers was never changed. */
  public LinkSettings(
      String thisServer, List<String> servers, List<String> records, List<LinkKey> keys) {
    this(thisServer, servers, 1, records, keys);
  }

  private static List<String> distinct(
      String what, List<String> texts, int least, int most, Pattern allowed) {
    if (texts.size() < least || texts.size() > most) {
      throw new IllegalArgumentException(
          what + ": " + texts.size() + " of them; " + least + " to " + most + " are possible");
    }
    for (String text : texts) {
      if (!allowed.matcher(text).matches()) {
        throw new IllegalArgumentException(what + ": can't be sent over the link: " + text);
      }
    }
    if (new HashSet<>(texts).size() < texts.size()) {
      throw new IllegalArgumentException(what + ": one of them stands there twice");
    }
    return List.copyOf(texts);
  }
}
