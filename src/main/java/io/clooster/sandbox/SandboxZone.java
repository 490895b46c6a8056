// SPDX-License-Identifier: Apache-2.0
package io.clooster.sandbox;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** A DNS zone: its records now, and all that was written to them. */
final class SandboxZone {
  private static final Duration REMEMBERED = Duration.ofMinutes(10);

  private final String id = Ids.next();
  private final String owner = Ids.next();
  private final Instant createdOn = Instant.now().truncatedTo(ChronoUnit.MICROS);
  private final String name;
  private final String shownName;
  private final List<State> states = new ArrayList<>();
  private final List<RecordWrite> writes = new ArrayList<>();
  private Map<String, DnsRecord> records = Map.of();

  /** The records as they were from then on. */
  private record State(long nanos, Map<String, DnsRecord> records) {}

  /**
   * Makes an empty zone.
   *
   * @param name in ASCII, as it stands in the names of records
   * @param shownName the same as the API gives it back, which may be in Unicode
   */
  SandboxZone(String name, String shownName) {
    this.name = name;
    this.shownName = shownName;
  }

  String id() {
    return id;
  }

  String name() {
    return name;
  }

  synchronized List<DnsRecord> records() {
    return List.copyOf(records.values());
  }

  String shownName() {
    return shownName;
  }

  /** The records that there were at that {@link System#nanoTime}. */
  synchronized List<DnsRecord> recordsAt(long then) {
    return states.stream()
        .filter(state -> state.nanos() - then <= 0)
        .reduce((first, second) -> second)
        .map(state -> List.copyOf(state.records().values()))
        .orElse(List.of());
  }

  private void remember(long now) {
    states.add(new State(now, records));
    while (states.size() > 1 && now - states.get(1).nanos() > REMEMBERED.toNanos()) {
      states.remove(0);
    }
  }

  synchronized List<RecordWrite> writes() {
    return List.copyOf(writes);
  }

  /** Applies {@code work} as a whole, or nothing of it if it throws. */
  synchronized <T> T change(RecordWrite.By by, String caller, Function<Transaction, T> work) {
    Transaction transaction = new Transaction(name, by, caller, records);
    T result = work.apply(transaction);
    records = transaction.records();
    remember(System.nanoTime());
    writes.addAll(transaction.writes());
    return result;
  }

  ObjectNode json() {
    ObjectNode json = Json.object().put("id", id).put("name", shownName).put("status", "active");
    json.put("paused", false).put("type", "full").put("development_mode", 0);
    json.putArray("name_servers").add("ada.ns.cloudflare.com").add("bob.ns.cloudflare.com");
    json.putArray("original_name_servers").add("ns1." + name);
    json.putNull("original_registrar").putNull("original_dnshost");
    json.put("created_on", createdOn.toString());
    json.put("modified_on", createdOn.toString());
    json.put("activated_on", createdOn.toString());
    json.putObject("meta").put("step", 2).put("page_rule_quota", 3);
    json.putObject("owner").put("id", owner).put("type", "user");
    json.putObject("account").put("id", owner).put("name", "Sandbox");
    return json;
  }
}
