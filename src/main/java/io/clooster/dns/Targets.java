// SPDX-License-Identifier: Apache-2.0
package io.clooster.dns;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What is moved, and where it can point.
 *
 * @param zone the zone of all records
 * @param names full names of the records that move together, at least one
 * @param servers for each server its addresses by record type, {@code A} and {@code AAAA}; none
 *     where only a CNAME can point at it
 */
public record Targets(String zone, List<String> names, Map<String, Map<String, String>> servers) {
  private static final String CNAME = "CNAME";

  /** Brings names and addresses into their normal form; the servers' names keep their spelling. */
  public Targets {
    if (names.isEmpty() || servers.isEmpty()) {
      throw new IllegalArgumentException("there must be a record, and a server to point it at");
    }
    names = names.stream().map(RecordValue::normal).distinct().toList();
    Map<String, Map<String, String>> copy = new LinkedHashMap<>();
    servers.forEach(
        (server, addresses) -> {
          Map<String, String> normal = new LinkedHashMap<>();
          addresses.forEach((type, address) -> normal.put(type, RecordValue.normal(address)));
          copy.put(server, Collections.unmodifiableMap(normal));
        });
    servers = Collections.unmodifiableMap(copy);
  }

  /**
   * What a record of this type holds to point at {@code server}; empty if it can't, or there is no
   * such server.
   */
  Optional<String> value(String server, String type) {
    @Nullable Map<String, String> addresses = servers.get(server);
    if (addresses == null) {
      return Optional.empty();
    }
    return type.equals(CNAME)
        ? Optional.of(RecordValue.normal(server))
        : Optional.ofNullable(addresses.get(type));
  }

  /** The servers that no record of this type can point at. */
  List<String> unreachableBy(String type) {
    return servers.keySet().stream().filter(server -> value(server, type).isEmpty()).toList();
  }

  /** Whether this record points at {@code server}. */
  boolean pointsAt(FoundRecord record, String server) {
    return value(server, record.type()).filter(record.value()::equals).isPresent();
  }
}
