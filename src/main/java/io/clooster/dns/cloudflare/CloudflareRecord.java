// SPDX-License-Identifier: Apache-2.0
package io.clooster.dns.cloudflare;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.clooster.dns.DnsFailure;
import io.clooster.dns.PlainData;
import io.clooster.dns.RecordValue;
import java.math.BigInteger;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** One record as the API has it, and as it is handed on: a map with the id of its zone. */
final class CloudflareRecord {
  private static final TypeReference<Map<String, Object>> MAP = new TypeReference<>() {};
  private static final String ZONE = "zone_id";

  /** Ids go into paths: nothing else may come with them. */
  private static final Pattern ID = Pattern.compile("[0-9A-Za-z_-]{1,64}");

  /** What may be moved, or be a claim. */
  private static final Set<String> USED = Set.of("CNAME", "A", "AAAA", "TXT");

  /** Seconds that a TTL of 1, "automatic", means. */
  private static final int AUTOMATIC = 300;

  private CloudflareRecord() {}

  /** What is in an answer of the API, with its zone and, where its TTL says nothing, its time. */
  static Map<String, Object> of(JsonNode fields, String zone, ObjectMapper json) {
    Map<String, Object> record = new LinkedHashMap<>(json.convertValue(fields, MAP));
    record.put(ZONE, zone);
    if (fields.path("ttl").asInt() == 1) {
      record.put("cached", AUTOMATIC);
    }
    return record;
  }

  /**
   * Does nothing for a record that can be changed by what was read of it.
   *
   * @throws DnsFailure when something is missing
   */
  static void check(JsonNode fields) throws DnsFailure {
    if (USED.contains(fields.path("type").asText())) {
      idOf(fields);
      if (!fields.path("content").isTextual()) {
        throw new DnsFailure("Cloudflare's answer has a record without content");
      }
    }
  }

  /** The id of a record or a zone. */
  static String idOf(JsonNode object) throws DnsFailure {
    JsonNode id = object.path("id");
    if (!id.isTextual() || !ID.matcher(id.textValue()).matches()) {
      throw new DnsFailure("Cloudflare's answer has something without a proper id");
    }
    return id.textValue();
  }

  /** The id of the zone that what is to be changed was read in; null if nothing was. */
  static @Nullable String zoneOf(Map<String, Object> write) {
    for (Map<?, ?> update : PlainData.maps(write, "update")) {
      return PlainData.text(PlainData.map(update, "record"), ZONE);
    }
    for (Map<?, ?> record : PlainData.maps(write, "delete")) {
      return PlainData.text(record, ZONE);
    }
    return null;
  }

  /** Where the API has the records of a zone. */
  static String records(String zone) {
    return "/zones/" + zone + "/dns_records";
  }

  /**
   * The body of a PATCH that changes the content and nothing else. What it does not name stays; the
   * fields that newer schemas require are repeated as they were read.
   */
  static Map<String, Object> changed(Map<?, ?> record, @Nullable Object content) {
    Map<String, Object> patch = new LinkedHashMap<>();
    patch.put("type", record.get("type"));
    patch.put("name", RecordValue.normal(String.valueOf(record.get("name"))));
    patch.put("content", content);
    Object ttl = record.get("ttl");
    if (ttl instanceof Integer || ttl instanceof Long || ttl instanceof BigInteger) {
      patch.put("ttl", ((Number) ttl).longValue());
    }
    if (record.get("proxied") instanceof Boolean proxied) {
      patch.put("proxied", proxied);
    }
    return patch;
  }
}
