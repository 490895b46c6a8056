// SPDX-License-Identifier: Apache-2.0
package io.clooster.sandbox;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Set;

/** What a record may hold, whatever else is in the zone. */
final class RecordRules {
  private static final Set<String> TYPES =
      Set.of("A", "AAAA", "CNAME", "MX", "NS", "OPENPGPKEY", "PTR", "TXT");
  private static final Set<String> PROXIABLE = Set.of("A", "AAAA", "CNAME");
  private static final int AUTOMATIC = 1;
  private static final int MAX_TXT = 2048;

  private RecordRules() {}

  /**
   * Brings {@code fields} into the form the API keeps them in: full name, canonical host names, the
   * fixed TTL of a proxied record, no empty comment.
   *
   * @throws ApiError if DNS or Cloudflare does not allow the record
   */
  static ObjectNode settled(ObjectNode fields, String zone) {
    String type = fields.path("type").asText();
    if (!TYPES.contains(type)) {
      throw ApiError.invalidBody("'type' is none that is known here.");
    }
    String name = DnsNames.inZone(fields.path("name").asText(), zone);
    if (!DnsNames.isHost(name.startsWith("*.") ? name.substring(2) : name)) {
      throw ApiError.invalidRecord(9000, "DNS name is invalid.");
    }
    fields.put("name", name);
    fields.put("content", content(type, name, fields.path("content").asText()));
    ttl(fields);
    proxied(type, fields);
    if (fields.path("comment").asText().isEmpty()) {
      fields.remove("comment");
    }
    if (type.equals("MX") != fields.has("priority")) {
      throw ApiError.invalidRecord(9101, "priority is for MX records, which need it.");
    }
    return fields;
  }

  private static String content(String type, String name, String content) {
    return switch (type) {
      case "A" -> valid(content, DnsNames.isIpv4(content), 9005, "must be a valid IPv4 address.");
      case "AAAA" ->
          valid(content, DnsNames.isIpv6(content), 9006, "must be a valid IPv6 address.");
      case "TXT", "OPENPGPKEY" ->
          valid(content, !content.isBlank() && content.length() <= MAX_TXT, 9208, "is invalid.");
      default -> host(type, name, DnsNames.canonical(content));
    };
  }

  private static String host(String type, String name, String host) {
    boolean circular = type.equals("CNAME") && host.equals(name);
    demand(!circular, 9039, "CNAME content cannot reference itself.");
    return valid(host, DnsNames.isHost(host), 9007, "must be a valid host name.");
  }

  private static String valid(String content, boolean condition, int code, String otherwise) {
    demand(condition, code, "Content for this record " + otherwise);
    return content;
  }

  private static void ttl(ObjectNode fields) {
    long ttl = fields.path("ttl").asLong();
    demand(
        ttl == AUTOMATIC || (ttl >= 60 && ttl <= 86_400),
        9021,
        "TTL must be between 60 and 86400 seconds, or 1 for Automatic.");
  }

  private static void proxied(String type, ObjectNode fields) {
    if (fields.path("proxied").asBoolean()) {
      demand(PROXIABLE.contains(type), 9004, "This record type cannot be proxied.");
      fields.put("ttl", AUTOMATIC);
    }
  }

  private static void demand(boolean condition, int code, String otherwise) {
    if (!condition) {
      throw ApiError.invalidRecord(code, otherwise);
    }
  }
}
