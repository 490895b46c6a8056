// SPDX-License-Identifier: Apache-2.0
package io.clooster.dns.cloudflare;

import com.fasterxml.jackson.databind.JsonNode;
import io.clooster.config.Config;
import io.clooster.dns.DnsFailure;
import io.clooster.dns.RecordValue;
import io.clooster.failover.Action;
import io.clooster.failover.Reading;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.camel.Body;

/** Finds the zone and the one record among what the API lists, and says how to change it. */
public final class CloudflareRecords {
  private final Config.DnsRecord wanted;

  public CloudflareRecords(Config config) {
    this.wanted = config.record();
  }

  /** The id of the zone. */
  public String zone(@Body JsonNode zones) throws DnsFailure {
    for (JsonNode zone : zones) {
      if (wanted.zone().equalsIgnoreCase(zone.path("name").asText())) {
        return zone.path("id").asText();
      }
    }
    throw new DnsFailure(
        "no active zone '" + wanted.zone() + "' that these credentials may see at Cloudflare");
  }

  /**
   * The record of our name and type.
   *
   * @throws DnsFailure when there is none or more than one; names what there is
   */
  public Reading record(@Body JsonNode records) throws DnsFailure {
    List<JsonNode> ours = new ArrayList<>();
    List<String> others = new ArrayList<>();
    for (JsonNode record : records) {
      if (record.path("type").asText().equals(wanted.type())) {
        ours.add(record);
      } else {
        others.add(describe(record));
      }
    }
    if (ours.size() == 1) {
      JsonNode record = ours.get(0);
      return new Reading(
          RecordValue.normal(record.path("content").asText()),
          new CloudflareRecord(record.path("id").asText(), record));
    }
    String name = wanted.type() + " record '" + wanted.name() + "'";
    if (ours.isEmpty()) {
      throw new DnsFailure(
          "there is no " + name + " in zone '" + wanted.zone() + "'" + found(others));
    }
    throw new DnsFailure(
        "there is more than one "
            + name
            + found(ours.stream().map(CloudflareRecords::describe).toList()));
  }

  /** The path of the record that a write is about, below its zone. */
  public String id(Action.WriteRecord write) {
    return ((CloudflareRecord) write.reading().source()).id();
  }

  /** The body of the call that makes the record hold what is wanted. */
  public Map<String, Object> patch(Action.WriteRecord write) {
    return ((CloudflareRecord) write.reading().source()).changedTo(write.value());
  }

  private static String found(List<String> records) {
    return records.isEmpty() ? "" : "; found: " + String.join(", ", records);
  }

  private static String describe(JsonNode record) {
    return record.path("type").asText() + " " + record.path("content").asText();
  }
}
