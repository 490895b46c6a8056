// SPDX-License-Identifier: Apache-2.0
package io.clooster.dns.server;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;

/**
 * The fields of one record, by
 * github.com/digitalocean/openapi/blob/main/specification/resources/domains/models/domain_record.yml.
 */
final class DigitalOceanBody {
  private final DigitalOceanRules rules;
  private final ObjectNode body;

  DigitalOceanBody(DigitalOceanRules rules, ObjectNode body) {
    this.rules = rules;
    this.body = body;
  }

  boolean has(String field) {
    return body.hasNonNull(field);
  }

  Optional<String> text(String field) {
    JsonNode value = body.path(field);
    if (value.isMissingNode() || value.isNull()) {
      return Optional.empty();
    }
    if (!value.isTextual() || value.textValue().isEmpty()) {
      throw rules.refusal(422, field + " must be a string");
    }
    return Optional.of(value.textValue());
  }

  String required(String field) {
    return text(field).orElseThrow(() -> rules.refusal(422, field + " can't be blank"));
  }

  /** At least 30 s (public client: lego); the page itself names no limit. */
  long ttl(long otherwise) {
    JsonNode ttl = body.path("ttl");
    if (ttl.isMissingNode() || ttl.isNull()) {
      return otherwise;
    }
    if (!ttl.isInt() || ttl.intValue() < 30) {
      throw rules.refusal(422, "Ttl must be greater than or equal to 30");
    }
    return ttl.intValue();
  }

  /**
   * What the zone gets. A name must end in a dot: github.com/digitalocean/api-v2/issues/130,
   * answered by DigitalOcean. A text is sent as it is, without quotation marks (public client:
   * lego).
   */
  String value(String type) {
    String data = required("data");
    if (RecordData.endsInName(type) && !data.endsWith(".") && !data.equals("@")) {
      throw rules.refusal(422, "Data needs to end with a dot (.)");
    }
    String value = type.equals("TXT") ? RecordData.quoted(data) : data;
    RecordData.mistake(type, value)
        .ifPresent(
            mistake -> {
              throw rules.refusal(422, "Data " + mistake);
            });
    return value;
  }

  /** What a client is given: names without their dot, as in the page's examples; bare texts. */
  static String data(StoredRecord record) {
    String value = record.value();
    if (RecordData.endsInName(record.type()) && value.endsWith(".")) {
      return value.substring(0, value.length() - 1);
    }
    return record.type().equals("TXT") ? RecordData.unquoted(value) : value;
  }
}
