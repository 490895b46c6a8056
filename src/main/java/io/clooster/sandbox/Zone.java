// SPDX-License-Identifier: Apache-2.0
package io.clooster.sandbox;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** A DNS zone: its records now, and all that was written to them. */
final class Zone {
  private final String id = Ids.next();
  private final String owner = Ids.next();
  private final Instant createdOn = Instant.now().truncatedTo(ChronoUnit.MICROS);
  private final String name;
  private final List<RecordWrite> writes = new ArrayList<>();
  private Map<String, DnsRecord> records = Map.of();

  Zone(String name) {
    this.name = name;
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

  synchronized List<RecordWrite> writes() {
    return List.copyOf(writes);
  }

  /** Applies {@code work} as a whole, or nothing of it if it throws. */
  synchronized <T> T change(RecordWrite.By by, String caller, Function<Transaction, T> work) {
    Transaction transaction = new Transaction(name, by, caller, records);
    T result = work.apply(transaction);
    records = transaction.records();
    writes.addAll(transaction.writes());
    return result;
  }

  ObjectNode json() {
    ObjectNode json = Json.object().put("id", id).put("name", name).put("status", "active");
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
