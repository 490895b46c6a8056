// SPDX-License-Identifier: Apache-2.0
package io.clooster.dns.server;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What deSEC asks of the fields of an RRset, by https://desec.readthedocs.io/en/latest/dns/
 * rrsets.html (RRset Field Reference, Restricted Types, Caveats).
 */
final class DesecFields {
  private static final Set<String> WRITTEN = Set.of("subname", "type", "ttl", "records");

  /** A client that sends back what it was given sends these too: read-only, and not looked at. */
  private static final Set<String> READ_ONLY = Set.of("created", "domain", "name", "touched");

  private static final Set<String> RESTRICTED =
      Set.of("ALIAS", "DNAME", "DNSKEY", "NSEC3PARAM", "RRSIG", "SOA");
  private static final int MAXIMUM_TTL = 86_400;

  private final FakeSettings settings;

  DesecFields(FakeSettings settings) {
    this.settings = settings;
  }

  /**
   * What is wrong with one RRset: its fields' names, each with texts; empty if nothing is.
   *
   * @param typeInPath empty if the path says neither name nor type
   */
  ObjectNode mistakes(JsonNode rrset, String method, Optional<String> typeInPath) {
    boolean known = typeInPath.isPresent();
    ObjectNode mistakes = JsonBody.object();
    if (!(rrset instanceof ObjectNode object)) {
      mistakes.putArray("non_field_errors").add("Invalid data. Expected a dictionary.");
      return mistakes;
    }
    // The fake's own rule: a misspelled field would be lost in silence.
    Optional<String> unknown = JsonBody.unknown(without(object, READ_ONLY), WRITTEN);
    unknown.ifPresent(name -> mistakes.putArray(name).add("Unknown field."));
    if (method.equals("PUT") || !known) {
      require(object, "type", mistakes);
    }
    if (!method.equals("PATCH")) {
      require(object, "ttl", mistakes);
      require(object, "records", mistakes);
    }
    // "All fields, including subname", for one; optional in a list and when created.
    if (method.equals("PUT") && known) {
      require(object, "subname", mistakes);
    }
    checkType(object, mistakes);
    checkSubname(object, mistakes);
    checkTtl(object, mistakes);
    String type = object.path("type").asText(typeInPath.orElse(""));
    checkRecords(object, type, method, mistakes);
    return mistakes;
  }

  /** What lacks for making a new set by PATCH. */
  ObjectNode missing(JsonNode rrset, String method, boolean there) {
    ObjectNode mistakes = JsonBody.object();
    boolean deleted = rrset.path("records").isArray() && rrset.path("records").isEmpty();
    if (method.equals("PATCH") && !there && !deleted) {
      require((ObjectNode) rrset, "ttl", mistakes);
      require((ObjectNode) rrset, "records", mistakes);
    }
    return mistakes;
  }

  private static void checkType(ObjectNode rrset, ObjectNode mistakes) {
    JsonNode type = rrset.path("type");
    if (type.isMissingNode()) {
      return;
    }
    if (!type.isTextual() || !type.textValue().matches("[A-Z][A-Z0-9]*")) {
      mistakes.putArray("type").add("Enter a valid value.");
    } else if (RESTRICTED.contains(type.textValue())) {
      mistakes.putArray("type").add("You cannot tinker with this RR set.");
    }
  }

  private static void checkSubname(ObjectNode rrset, ObjectNode mistakes) {
    JsonNode subname = rrset.path("subname");
    if (!subname.isMissingNode()
        && (!subname.isTextual()
            || subname.textValue().length() > 178
            || !subname.textValue().matches("|\\*|(\\*\\.)?[a-z0-9_-]+(\\.[a-z0-9_-]+)*"))) {
      mistakes.putArray("subname").add("Subname can only use (lowercase) a-z, 0-9, ., -, and _.");
    }
  }

  private void checkTtl(ObjectNode rrset, ObjectNode mistakes) {
    JsonNode ttl = rrset.path("ttl");
    if (ttl.isMissingNode()) {
      return;
    }
    if (!ttl.isInt()) {
      mistakes.putArray("ttl").add("A valid integer is required.");
    } else if (ttl.intValue() < settings.minimumTtl()) {
      String text = "Ensure this value is greater than or equal to %d.";
      mistakes.putArray("ttl").add(text.formatted(settings.minimumTtl()));
    } else if (ttl.intValue() > MAXIMUM_TTL) {
      String text = "Ensure this value is less than or equal to %d.";
      mistakes.putArray("ttl").add(text.formatted(MAXIMUM_TTL));
    }
  }

  /** An empty list deletes, but creates nothing; names end in a dot, TXT stands in quotes. */
  private static void checkRecords(
      ObjectNode rrset, String type, String method, ObjectNode mistakes) {
    if (!rrset.has("records")) {
      return;
    }
    Optional<List<String>> records = JsonBody.texts(rrset.get("records"));
    if (records.isEmpty() || records.get().size() > 4091) {
      mistakes.putArray("records").add("Expected a list of strings.");
      return;
    }
    if (records.get().isEmpty() && method.equals("POST")) {
      mistakes.putArray("records").add("This field must not be empty when using POST.");
    } else if (type.equals("CNAME") && records.get().size() > 1) {
      mistakes.putArray("records").add("RRset of type CNAME cannot have multiple records.");
    }
    for (String record : records.get()) {
      Optional<String> mistake = RecordData.mistake(type, record);
      if (mistake.isPresent()) {
        mistakes.putArray("records").add(record + " " + mistake.get());
      } else if (RecordData.endsInName(type) && !record.endsWith(".")) {
        mistakes.putArray("records").add("Hostname must be fully qualified (i.e., end in a dot).");
      }
    }
  }

  private static void require(ObjectNode rrset, String field, ObjectNode mistakes) {
    if (!rrset.has(field)) {
      mistakes.putArray(field).add("This field is required.");
    }
  }

  private static ObjectNode without(ObjectNode rrset, Set<String> names) {
    return rrset.deepCopy().without(names);
  }
}
