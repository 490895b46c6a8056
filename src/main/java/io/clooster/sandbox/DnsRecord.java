// SPDX-License-Identifier: Apache-2.0
package io.clooster.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.StreamSupport;

/**
 * A DNS record as the API holds it.
 *
 * @param id changes when the record is deleted and made anew
 * @param fields what a client may set, by the API's names; {@code name, type, content, ttl,
 *     proxied} are always there
 * @param createdOn when it was made
 * @param modifiedOn when it was last written, whether or not that changed it
 */
public record DnsRecord(String id, ObjectNode fields, Instant createdOn, Instant modifiedOn) {
  private static final Set<String> PROXIABLE = Set.of("A", "AAAA", "CNAME");

  /** Keeps a copy of {@code fields}. */
  public DnsRecord {
    fields = fields.deepCopy();
  }

  /** A copy of the fields. */
  @Override
  public ObjectNode fields() {
    return fields.deepCopy();
  }

  /** Full name, without a dot at the end. */
  public String name() {
    return text("name");
  }

  /** {@code A}, {@code CNAME}, … */
  public String type() {
    return text("type");
  }

  /** Address, host name or text. */
  public String content() {
    return text("content");
  }

  /** Seconds, 1 for automatic. */
  public int ttl() {
    return fields.path("ttl").asInt();
  }

  /** Whether a query gets Cloudflare's addresses in place of the content. */
  public boolean proxied() {
    return fields.path("proxied").asBoolean();
  }

  /** Empty if there is none. */
  public String comment() {
    return text("comment");
  }

  /** As they were set. */
  public List<String> tags() {
    return StreamSupport.stream(fields.path("tags").spliterator(), false)
        .map(JsonNode::asText)
        .toList();
  }

  boolean proxiable() {
    return PROXIABLE.contains(type());
  }

  ObjectNode json() {
    ObjectNode json = Json.object().put("id", id);
    json.setAll(fields());
    json.put("proxiable", proxiable());
    json.putObject("meta");
    return json.put("created_on", createdOn.toString()).put("modified_on", modifiedOn.toString());
  }

  private String text(String field) {
    return fields.path(field).asText();
  }
}
