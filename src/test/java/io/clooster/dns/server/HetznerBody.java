// SPDX-License-Identifier: Apache-2.0
package io.clooster.dns.server;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * The fields of a request to Hetzner, by the schemas of
 * https://docs.hetzner.cloud/reference/cloud#zone-rrsets-create-an-rrset and of the actions there.
 */
final class HetznerBody {
  static final Set<String> TYPES =
      Set.of(
          "A", "AAAA", "CAA", "CNAME", "DS", "HINFO", "HTTPS", "MX", "NS", "PTR", "RP", "SOA",
          "SRV", "SVCB", "TLSA", "TXT");
  private static final int DEFAULT_TTL = 3600;

  private final HetznerForm rules;
  private final ObjectNode body;

  private HetznerBody(HetznerForm rules, ObjectNode body) {
    this.rules = rules;
    this.body = body;
  }

  /** Reads it; a field that is not among {@code known} is refused (the fake's own rule). */
  static HetznerBody of(HetznerForm rules, ReceivedRequest request, Set<String> known) {
    JsonNode tree =
        JsonBody.parsed(request.body())
            .orElseThrow(() -> rules.refusal(400, "json_error", "Invalid JSON input."));
    if (!(tree instanceof ObjectNode object)) {
      throw rules.refusal(400, "json_error", "Invalid JSON input.");
    }
    JsonBody.unknown(object, known)
        .ifPresent(
            name -> {
              throw rules.invalid(name, "is not a field of this request");
            });
    return new HetznerBody(rules, object);
  }

  /** Lower case, without a dot or the zone's name at its end; {@code @} for the zone itself. */
  static void checkName(HetznerForm rules, String name, String zone) {
    if (!name.matches("@|(\\*\\.)?[a-z0-9_.-]*[a-z0-9_-]|\\*")
        || name.equals(zone)
        || name.endsWith("." + zone)) {
      throw rules.invalid("name", "must be relative to the zone, and in lower case");
    }
  }

  static void checkType(HetznerForm rules, String type) {
    if (!TYPES.contains(type)) {
      throw rules.invalid("type", "is not supported");
    }
  }

  String text(String field) {
    if (!body.path(field).isTextual()) {
      throw rules.invalid(field, "must be a string");
    }
    return body.get(field).textValue();
  }

  /** From 60 to 2147483647; null, or nothing if it is optional, for the zone's own. */
  int ttl(boolean required) {
    JsonNode ttl = body.path("ttl");
    if (ttl.isNull() || (ttl.isMissingNode() && !required)) {
      return DEFAULT_TTL;
    }
    if (!ttl.isInt() || ttl.intValue() < 60) {
      throw rules.invalid("ttl", "must be in between 60s and 2147483647s");
    }
    return ttl.intValue();
  }

  boolean saysTtl() {
    return body.hasNonNull("ttl");
  }

  /** From 1 to 50 objects with a value, and perhaps a comment; no value twice. */
  List<String> records(String type) {
    JsonNode records = body.path("records");
    if (!records.isArray() || records.isEmpty() || records.size() > 50) {
      throw rules.invalid("records", "must be a list of 1 to 50 records");
    }
    List<String> values = new ArrayList<>();
    for (JsonNode record : records) {
      values.add(value(type, record));
    }
    if (Set.copyOf(values).size() < values.size()) {
      throw rules.invalid("records", "must only contain distinct values");
    }
    if (type.equals("CNAME") && values.size() > 1) {
      throw rules.invalid("records", "must be one for a CNAME");
    }
    return values;
  }

  // TXT by https://registry.terraform.io/providers/hetznercloud/hcloud/latest/docs/resources/
  // zone_rrset: one or many quoted strings of 255 characters.
  private String value(String type, JsonNode record) {
    if (!(record instanceof ObjectNode object)
        || !object.path("value").isTextual()
        || JsonBody.unknown(object, Set.of("value", "comment")).isPresent()
        || (object.has("comment") && !object.get("comment").isTextual())) {
      throw rules.invalid("records", "must have a value, and at most a comment besides");
    }
    String value = object.get("value").textValue();
    RecordData.mistake(type, value)
        .ifPresent(
            mistake -> {
              throw rules.invalid("records", mistake);
            });
    return value;
  }
}
