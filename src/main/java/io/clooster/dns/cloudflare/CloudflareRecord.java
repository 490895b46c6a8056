// SPDX-License-Identifier: Apache-2.0
package io.clooster.dns.cloudflare;

import com.fasterxml.jackson.databind.JsonNode;
import io.clooster.dns.DnsFailure;
import io.clooster.dns.FoundRecord;
import io.clooster.dns.PublishedRecord;
import io.clooster.dns.RecordValue;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * One record as it was read.
 *
 * @param zone id of its zone
 * @param fields all of it, as the API returned it
 */
record CloudflareRecord(String zone, JsonNode fields) implements PublishedRecord {
  static final String TXT = "TXT";

  /** Ids go into paths: nothing else may come with them. */
  private static final Pattern ID = Pattern.compile("[0-9A-Za-z_-]{1,64}");

  /** What a TTL of 1, "automatic", means. */
  private static final Duration AUTOMATIC = Duration.ofMinutes(5);

  /** Seconds; nothing but people and Clooster read a claim, and Clooster asks the API. */
  private static final int CLAIM_TTL = 60;

  private static final String CLAIM_COMMENT = "Clooster: who may move the records (do not edit)";

  /** All fields of a claim's record that is still to be made; the rest has its default. */
  static Map<String, Object> claim(String name, String content) {
    Map<String, Object> post = new LinkedHashMap<>();
    post.put("type", TXT);
    post.put("name", name);
    post.put("content", content);
    post.put("ttl", CLAIM_TTL);
    post.put("comment", CLAIM_COMMENT);
    return post;
  }

  /** What is in an answer of the API, in normal form. */
  static FoundRecord found(JsonNode fields, String zone) {
    String type = fields.path("type").asText();
    String content = fields.path("content").asText();
    return new FoundRecord(
        RecordValue.normal(fields.path("name").asText()),
        type,
        type.equals(TXT) ? content : RecordValue.normal(content),
        new CloudflareRecord(zone, fields));
  }

  /** What was made by {@link #found}. */
  static CloudflareRecord of(FoundRecord record) {
    return (CloudflareRecord) record.source();
  }

  String id() {
    return fields.path("id").asText();
  }

  /**
   * Does nothing for a record that can be changed by what was read of it.
   *
   * @throws DnsFailure when something is missing
   */
  void check() throws DnsFailure {
    idOf(fields);
    if (!fields.path("content").isTextual()) {
      throw new DnsFailure("Cloudflare's answer has a record without content");
    }
  }

  /** Whether this may be the id of something. */
  static boolean isId(String id) {
    return ID.matcher(id).matches();
  }

  /** The id of a record or a zone. */
  static String idOf(JsonNode object) throws DnsFailure {
    JsonNode id = object.path("id");
    if (!id.isTextual() || !isId(id.textValue())) {
      throw new DnsFailure("Cloudflare's answer has something without a proper id");
    }
    return id.textValue();
  }

  /** Its name servers then give addresses of Cloudflare's own. */
  @Override
  public boolean proxied() {
    return fields.path("proxied").asBoolean();
  }

  @Override
  public Duration ttl() {
    int seconds = fields.path("ttl").asInt();
    return seconds == 1 ? AUTOMATIC : Duration.ofSeconds(Math.max(0, seconds));
  }

  /** Where the API has it. */
  String path() {
    return "/zones/" + zone + "/dns_records/" + id();
  }

  /**
   * The body of a PATCH that changes the content and nothing else. What it does not name stays; the
   * fields that newer schemas require are repeated as they were read.
   */
  Map<String, Object> changedTo(String content) {
    Map<String, Object> patch = new LinkedHashMap<>();
    patch.put("type", fields.path("type").asText());
    patch.put("name", RecordValue.normal(fields.path("name").asText()));
    patch.put("content", content);
    if (fields.path("ttl").isIntegralNumber()) {
      patch.put("ttl", fields.path("ttl").asLong());
    }
    if (fields.path("proxied").isBoolean()) {
      patch.put("proxied", fields.path("proxied").asBoolean());
    }
    return patch;
  }

  /** The same as an entry of a batch. */
  Map<String, Object> changedInBatchTo(String content) {
    Map<String, Object> patch = new LinkedHashMap<>();
    patch.put("id", id());
    patch.putAll(changedTo(content));
    return patch;
  }
}
