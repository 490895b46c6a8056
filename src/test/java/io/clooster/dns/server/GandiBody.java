// SPDX-License-Identifier: Apache-2.0
package io.clooster.dns.server;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** The fields of a record set; public clients: lego (gandiv5), libdns/gandi. */
final class GandiBody {
  private static final Set<String> TYPES =
      Set.of(
          "A",
          "AAAA",
          "ALIAS",
          "CAA",
          "CDS",
          "CNAME",
          "DNAME",
          "DS",
          "HTTPS",
          "KEY",
          "LOC",
          "MX",
          "NAPTR",
          "NS",
          "OPENPGPKEY",
          "PTR",
          "RP",
          "SPF",
          "SRV",
          "SSHFP",
          "SVCB",
          "TLSA",
          "TXT",
          "WKS");
  private static final int DEFAULT_TTL = 10_800;

  private final GandiRules rules;
  private final ObjectNode body;

  private GandiBody(GandiRules rules, ObjectNode body) {
    this.rules = rules;
    this.body = body;
  }

  /** Reads it; a field that is not among them is refused (the fake's own rule). */
  static GandiBody of(GandiRules rules, ReceivedRequest request, String... more) {
    JsonNode tree =
        JsonBody.parsed(request.body())
            .orElseThrow(() -> rules.invalid("body", "is not valid JSON"));
    return of(rules, tree, more);
  }

  private static GandiBody of(GandiRules rules, JsonNode tree, String... more) {
    if (!(tree instanceof ObjectNode object)) {
      throw rules.invalid("body", "must be an object");
    }
    Set<String> known = new HashSet<>(Arrays.asList(more));
    known.addAll(Set.of("rrset_ttl", "rrset_values"));
    JsonBody.unknown(object, known)
        .ifPresent(
            name -> {
              throw rules.invalid(name, "is not in the schema");
            });
    return new GandiBody(rules, object);
  }

  /** The sets that are to be all of one name, in {@code items}. */
  static List<RecordSet> items(GandiRules rules, ReceivedRequest request, String name) {
    JsonNode items =
        JsonBody.parsed(request.body())
            .map(tree -> tree.path("items"))
            .filter(JsonNode::isArray)
            .orElseThrow(() -> rules.invalid("items", "is required"));
    List<RecordSet> sets = new ArrayList<>();
    for (JsonNode item : items) {
      GandiBody body = of(rules, item, "rrset_type");
      sets.add(body.set(name, body.text("rrset_type")));
    }
    return sets;
  }

  String text(String field) {
    if (!body.path(field).isTextual()) {
      throw rules.invalid(field, "is required");
    }
    return body.get(field).textValue();
  }

  /**
   * Names are relative to the domain, {@code @} for itself. The TTL is at least 300 s (public
   * client: lego); at most 30 days, which is remembered and was not read.
   */
  RecordSet set(String name, String type) {
    if (name.isEmpty() || name.endsWith(".")) {
      throw rules.invalid("rrset_name", "must be relative to the domain");
    }
    if (!TYPES.contains(type)) {
      throw rules.invalid("rrset_type", "is not supported");
    }
    JsonNode ttl = body.path("rrset_ttl");
    if (!ttl.isMissingNode()
        && (!ttl.isInt() || ttl.intValue() < 300 || ttl.intValue() > 2_592_000)) {
      throw rules.invalid("rrset_ttl", "must be between 300 and 2592000");
    }
    return new RecordSet(name, type, ttl.asInt(DEFAULT_TTL), values(type));
  }

  private List<String> values(String type) {
    List<String> values =
        JsonBody.texts(body.path("rrset_values"))
            .filter(texts -> !texts.isEmpty())
            .orElseThrow(() -> rules.invalid("rrset_values", "must be a list of strings"));
    if (type.equals("CNAME") && values.size() > 1) {
      throw rules.invalid("rrset_values", "must be one for a CNAME");
    }
    return values.stream().map(value -> value(type, value)).toList();
  }

  /**
   * As in a zone file: without quotation marks, each word of a TXT is a string of its own (seen in
   * github.com/Gandi/gandi.cli/issues/285; public client: acme.sh for one word).
   */
  private String value(String type, String value) {
    String kept =
        type.equals("TXT") && !value.startsWith("\"")
            ? Arrays.stream(value.split(" +"))
                .map(RecordData::quoted)
                .collect(Collectors.joining(" "))
            : value;
    RecordData.mistake(type, kept)
        .ifPresent(
            mistake -> {
              throw rules.invalid("rrset_values", mistake);
            });
    return kept;
  }
}
