// SPDX-License-Identifier: Apache-2.0
package io.clooster.dns.server;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.w3c.dom.Element;

/**
 * A change batch, by
 * https://docs.aws.amazon.com/Route53/latest/APIReference/API_ChangeResourceRecordSets.html. The
 * texts of InvalidChangeBatch are those that users report (kubernetes-sigs/external-dns#732,
 * hashicorp/terraform#9732, boto/boto#2887). Only simple record sets: no aliases, no routing.
 */
final class Route53Batch {
  private static final Set<String> TYPES =
      Set.of(
          "SOA", "A", "TXT", "NS", "CNAME", "MX", "NAPTR", "PTR", "SRV", "SPF", "AAAA", "CAA", "DS",
          "TLSA", "SSHFP", "SVCB", "HTTPS");

  private final Route53Rules rules;
  private final FakeZone zone;
  private final FakeZone trial;
  private int records;

  Route53Batch(Route53Rules rules, FakeZone zone) {
    this.rules = rules;
    this.zone = zone;
    this.trial = new FakeZone(zone.name());
    zone.all().forEach(one -> trial.add(one.name(), one.type(), one.ttl(), one.value()));
  }

  /** The zone as it is after all changes, one after the other. */
  FakeZone apply(Element root) {
    Element batch = children(root, Set.of("ChangeBatch")).get("ChangeBatch");
    Element changes =
        children(required(batch, "ChangeBatch"), Set.of("Comment", "Changes")).get("Changes");
    List<Element> list = Xml.children(required(changes, "Changes"));
    if (list.isEmpty()) {
      throw malformed("Changes must have at least one Change");
    }
    for (Element change : list) {
      if (!Xml.is(change, "Change")) {
        throw malformed(change.getTagName() + " is not expected in Changes");
      }
      one(children(change, Set.of("Action", "ResourceRecordSet")));
    }
    return trial;
  }

  private void one(Map<String, Element> change) {
    String action = text(change, "Action");
    Element element = required(change.get("ResourceRecordSet"), "ResourceRecordSet");
    RecordSet set = set(children(element, Set.of("Name", "Type", "TTL", "ResourceRecords")));
    Optional<RecordSet> old = trial.find(set.name(), set.type());
    String which = "[name='" + zone.absolute(set.name()) + ".', type='" + set.type() + "']";
    // An UPSERT counts twice: "Quotas on ChangeResourceRecordSets requests" in DNSLimitations.html.
    records += set.values().size() * (action.equals("UPSERT") ? 2 : 1);
    if (records > 1_000) {
      throw invalid("Number of records limit of 1000 exceeded.");
    }
    switch (action) {
      case "CREATE" -> {
        if (old.isPresent()) {
          throw invalid("Tried to create resource record set " + which + " but it already exists");
        }
        put(set);
      }
      case "UPSERT" -> put(set);
      case "DELETE" -> delete(set, old, which);
      default ->
          throw rules.refusal(400, "InvalidInput", "Action must be CREATE, DELETE or UPSERT");
    }
  }

  /** All that was said when it was created must be said again: the TTL and each value. */
  private void delete(RecordSet set, Optional<RecordSet> old, String which) {
    String tried = "Tried to delete resource record set " + which;
    RecordSet there = old.orElseThrow(() -> invalid(tried + " but it was not found"));
    if (there.ttl() != set.ttl() || !Set.copyOf(there.values()).equals(Set.copyOf(set.values()))) {
      throw invalid(tried + " but the values provided do not match the current values");
    }
    trial.remove(set.name(), set.type());
  }

  private void put(RecordSet set) {
    String what = "RRSet of type " + set.type() + " with DNS name " + zone.absolute(set.name());
    if (set.type().equals("CNAME") && set.name().equals("@")) {
      throw invalid(what + ". is not permitted at apex in zone " + zone.name() + ".");
    }
    if (trial.conflicts(set.name(), set.type())) {
      throw invalid(
          what
              + ". is not permitted as it conflicts with other records with the same DNS name in"
              + " zone "
              + zone.name()
              + ".");
    }
    trial.set(set);
  }

  private RecordSet set(Map<String, Element> fields) {
    String name = text(fields, "Name");
    String bare = name.endsWith(".") ? name.substring(0, name.length() - 1) : name;
    // A name is always absolute, with or without its dot.
    String lower = bare.toLowerCase(Locale.ROOT);
    if (!lower.equals(zone.name()) && !lower.endsWith("." + zone.name())) {
      throw invalid(
          "RRSet with DNS name " + bare + ". is not permitted in zone " + zone.name() + ".");
    }
    String type = text(fields, "Type");
    if (!TYPES.contains(type)) {
      throw rules.refusal(400, "InvalidInput", "Type is not one of the enumerated ones");
    }
    String ttl = text(fields, "TTL");
    if (!ttl.matches("\\d{1,10}") || Long.parseLong(ttl) > 2_147_483_647L) {
      throw rules.refusal(400, "InvalidInput", "TTL must be from 0 to 2147483647");
    }
    Element list = required(fields.get("ResourceRecords"), "ResourceRecords");
    return new RecordSet(zone.relative(bare), type, Long.parseLong(ttl), values(type, list));
  }

  private List<String> values(String type, Element list) {
    List<String> values = new ArrayList<>();
    for (Element record : Xml.children(list)) {
      if (!Xml.is(record, "ResourceRecord")) {
        throw malformed(record.getTagName() + " is not expected in ResourceRecords");
      }
      String value = text(children(record, Set.of("Value")), "Value");
      RecordData.mistake(type, value)
          .ifPresent(
              mistake -> {
                throw invalid("Invalid Resource Record: '" + value + "' " + mistake);
              });
      if (values.contains(value)) {
        throw invalid("Duplicate Resource Record: '" + value + "'");
      }
      values.add(value);
    }
    if (values.isEmpty() || (type.equals("CNAME") && values.size() > 1)) {
      throw invalid("Wrong number of resource records for the type " + type);
    }
    return values;
  }

  /** By their names; one that is not among {@code known}, or twice there, is refused. */
  private Map<String, Element> children(Element parent, Set<String> known) {
    Map<String, Element> children = new HashMap<>();
    for (Element child : Xml.children(parent)) {
      String name = String.valueOf(child.getLocalName());
      if (!known.contains(name) || !Xml.is(child, name) || children.put(name, child) != null) {
        throw malformed(name + " is not expected in " + parent.getLocalName());
      }
    }
    return children;
  }

  private String text(Map<String, Element> fields, String name) {
    return required(fields.get(name), name).getTextContent();
  }

  private Element required(@Nullable Element element, String name) {
    if (element == null) {
      throw malformed(name + " is missing");
    }
    return element;
  }

  private ApiRefusal malformed(String message) {
    return rules.refusal(400, "MalformedInput", message);
  }

  private ApiRefusal invalid(String message) {
    return rules.refusal(400, "InvalidChangeBatch", "[" + message + "]");
  }
}
