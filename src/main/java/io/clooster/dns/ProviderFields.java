// SPDX-License-Identifier: Apache-2.0
package io.clooster.dns;

import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One record with all the fields that a provider's Kamelet gave of it; a write hands them back.
 *
 * @param fields what is known to everyone: {@code name}, {@code type}, {@code content}, as the
 *     provider writes them, {@code ttl} in seconds, and where there are such {@code id}, {@code
 *     proxied}, and {@code cached}, the seconds that resolvers may keep it if that is not its TTL
 */
public record ProviderFields(Map<String, Object> fields) implements PublishedRecord {

  /** Copies them, keeping their order; a field may be null. */
  public ProviderFields {
    fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
  }

  /** The record, in normal form. */
  static FoundRecord found(Map<String, Object> fields) {
    ProviderFields source = new ProviderFields(fields);
    String type = source.text("type");
    String content = source.text("content");
    return new FoundRecord(
        RecordValue.normal(source.text("name")),
        type,
        type.equals(ClaimRecords.TYPE) ? content : RecordValue.normal(content),
        source);
  }

  /** What was made by {@link #found}. */
  static ProviderFields of(FoundRecord record) {
    return (ProviderFields) record.source();
  }

  /** The provider's own name for it; empty where it has none. */
  String id() {
    return fields.get("id") == null ? "" : text("id");
  }

  /** A field as a text. */
  String text(String field) {
    return String.valueOf(fields.get(field));
  }

  @Override
  public boolean proxied() {
    return text("proxied").equals("true");
  }

  @Override
  public Duration ttl() {
    return seconds(fields.containsKey("cached") ? "cached" : "ttl");
  }

  private Duration seconds(String field) {
    String text = text(field);
    return text.matches("[0-9]{1,10}") ? Duration.ofSeconds(Long.parseLong(text)) : Duration.ZERO;
  }
}
