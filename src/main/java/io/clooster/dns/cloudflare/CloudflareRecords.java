// SPDX-License-Identifier: Apache-2.0
package io.clooster.dns.cloudflare;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.clooster.call.PlainWords;
import io.clooster.config.Config;
import io.clooster.dns.DnsFailure;
import io.clooster.dns.RecordValue;
import io.clooster.failover.Action;
import io.clooster.failover.Reading;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.apache.camel.Body;
import org.apache.camel.Variable;

/** Finds the zone and the one record among what the API lists, and says how to change it. */
public final class CloudflareRecords {
  /** Ids go into paths: nothing else may come with them. */
  private static final Pattern ID = Pattern.compile("[0-9A-Za-z_-]{1,64}");

  /** So many records are named in a failure; more would hide what it is about. */
  private static final int NAMED = 5;

  private final Config.DnsRecord wanted;

  public CloudflareRecords(Config config) {
    this.wanted = config.record();
    rehearseWriting();
  }

  /**
   * The first write of a process is a failover's: the classes that write JSON are ready before. So
   * is the hash code of the write, which Camel asks for before it calls a bean, and Java puts
   * together at its first use.
   */
  private void rehearseWriting() {
    JsonMapper json = JsonMapper.builder().build();
    JsonNode fields = json.createObjectNode().put("ttl", 1).put("proxied", false);
    Reading reading = new Reading("", new CloudflareRecord("", fields));
    Action.WriteRecord write = new Action.WriteRecord(0, reading, "rehearsal");
    int ignored = write.hashCode();
    try {
      json.writer().writeValueAsBytes(patch(write));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a map of texts is JSON", e);
    }
  }

  /** The id of the zone. */
  public String zone(@Body JsonNode zones) throws DnsFailure {
    for (JsonNode zone : list(zones, "zones")) {
      if (wanted.zone().equalsIgnoreCase(zone.path("name").asText())) {
        return id(zone);
      }
    }
    throw new DnsFailure(
        "no active zone '" + wanted.zone() + "' that these credentials may see at Cloudflare");
  }

  /**
   * The record of our name and type; others are never ours, whatever the API was asked for.
   *
   * @throws DnsFailure when there is none or more than one; names what there is
   */
  public Reading record(@Body JsonNode records, @Variable("zone") String zone) throws DnsFailure {
    List<JsonNode> ours = new ArrayList<>();
    List<JsonNode> others = new ArrayList<>();
    for (JsonNode record : list(records, "records")) {
      if (RecordValue.normal(record.path("name").asText()).equals(wanted.name())) {
        (record.path("type").asText().equals(wanted.type()) ? ours : others).add(record);
      }
    }
    if (ours.size() == 1) {
      return reading(ours.get(0), zone);
    }
    String name = wanted.type() + " record '" + wanted.name() + "'";
    if (ours.isEmpty()) {
      throw new DnsFailure(
          "there is no " + name + " in zone '" + wanted.zone() + "'" + found(others));
    }
    throw new DnsFailure("there is more than one " + name + found(ours));
  }

  /** Where to change the record that a write is about. */
  public String path(Action.WriteRecord write) {
    return ((CloudflareRecord) write.reading().source()).path();
  }

  /** The body of the call that makes the record hold what is wanted. */
  public Map<String, Object> patch(Action.WriteRecord write) {
    return ((CloudflareRecord) write.reading().source()).changedTo(write.value());
  }

  private static Reading reading(JsonNode record, String zone) throws DnsFailure {
    JsonNode content = record.path("content");
    if (!content.isTextual()) {
      throw new DnsFailure("Cloudflare's answer has a record without content");
    }
    String path = "/zones/" + zone + "/dns_records/" + id(record);
    return new Reading(RecordValue.normal(content.textValue()), new CloudflareRecord(path, record));
  }

  private static JsonNode list(JsonNode result, String what) throws DnsFailure {
    if (!result.isArray()) {
      throw new DnsFailure("Cloudflare's answer has no list of " + what);
    }
    return result;
  }

  private static String id(JsonNode object) throws DnsFailure {
    JsonNode id = object.path("id");
    if (!id.isTextual() || !ID.matcher(id.textValue()).matches()) {
      throw new DnsFailure("Cloudflare's answer has something without a proper id");
    }
    return id.textValue();
  }

  private static String found(List<JsonNode> records) {
    if (records.isEmpty()) {
      return "";
    }
    List<String> named = records.stream().limit(NAMED).map(CloudflareRecords::describe).toList();
    int more = records.size() - named.size();
    return "; found: " + String.join(", ", named) + (more == 0 ? "" : " and " + more + " more");
  }

  private static String describe(JsonNode record) {
    return PlainWords.quote(record.path("type").asText() + " " + record.path("content").asText());
  }
}
