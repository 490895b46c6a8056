// SPDX-License-Identifier: Apache-2.0
package io.clooster.dns.server;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * How deSEC changes sets, by https://desec.readthedocs.io/en/latest/dns/rrsets.html (Creating an
 * RRset, Modifying an RRset, Bulk Operations).
 */
final class DesecChanges {
  private final FakeZone zone;
  private final DesecFields fields;

  DesecChanges(FakeZone zone, FakeSettings settings) {
    this.zone = zone;
    this.fields = new DesecFields(settings);
  }

  /** One new set. */
  RecordSet create(JsonNode body) {
    ObjectNode mistakes = fields.mistakes(body, "POST", Optional.empty());
    check(mistakes, mistakes);
    RecordSet set = set(body, Optional.empty());
    ObjectNode clash = clash(zone.all(), set, true);
    check(clash, clash);
    zone.set(set);
    return set;
  }

  /** Of one set that is there; empty if it is deleted by that. */
  Optional<RecordSet> change(RecordSet old, JsonNode body, String method) {
    ObjectNode mistakes = fields.mistakes(body, method, Optional.of(old.type()));
    // The name and the type may be said again, but not changed.
    if (body.has("subname") && !owner(body).equals(old.name())) {
      mistakes.putArray("subname").add("Can only be written on create.");
    }
    if (body.has("type") && !body.path("type").asText().equals(old.type())) {
      mistakes.putArray("type").add("Can only be written on create.");
    }
    check(mistakes, mistakes);
    RecordSet set =
        set(
            ((ObjectNode) body).put("type", old.type()).put("subname", bare(old)),
            Optional.of(old));
    zone.set(set);
    return Optional.of(set).filter(kept -> !kept.values().isEmpty());
  }

  /** All of them, or none; gives those that are there then. */
  List<RecordSet> apply(ArrayNode list, String method) {
    ArrayNode mistakes = JsonBody.array();
    list.forEach(item -> mistakes.add(fields.mistakes(item, method, Optional.empty())));
    checkAll(mistakes);
    mistakes.removeAll();
    FakeZone trial = new FakeZone(zone.name());
    zone.all().forEach(one -> trial.add(one.name(), one.type(), one.ttl(), one.value()));
    List<RecordSet> sets = new ArrayList<>();
    for (JsonNode item : list) {
      Optional<RecordSet> old = zone.find(owner(item), item.path("type").asText());
      mistakes.add(fields.missing(item, method, old.isPresent()));
      RecordSet set = set(item, old);
      // What goes away makes room for what comes, wherever the two stand in the list.
      if (set.values().isEmpty()) {
        trial.remove(set.name(), set.type());
      }
      if (sets.stream().anyMatch(other -> other.is(set.name(), set.type()))) {
        object(mistakes).putArray("non_field_errors").add("Same RRset twice in one request.");
      }
      sets.add(set);
    }
    for (int i = 0; i < sets.size(); i++) {
      RecordSet set = sets.get(i);
      if (!set.values().isEmpty()) {
        ((ObjectNode) mistakes.get(i)).setAll(clash(trial.all(), set, method.equals("POST")));
        trial.set(set);
      }
    }
    checkAll(mistakes);
    zone.changeAll(() -> sets.forEach(zone::set));
    return sets.stream().filter(set -> !set.values().isEmpty()).toList();
  }

  private static ObjectNode object(ArrayNode mistakes) {
    return (ObjectNode) mistakes.get(mistakes.size() - 1);
  }

  private ObjectNode clash(List<StoredRecord> among, RecordSet set, boolean mustBeNew) {
    ObjectNode mistakes = JsonBody.object();
    if (mustBeNew && among.stream().anyMatch(old -> old.is(set.name(), set.type()))) {
      mistakes
          .putArray("non_field_errors")
          .add("Another RRset with the same subdomain and type exists for this domain.");
    } else if (FakeZone.conflicts(among, set.name(), set.type())
        || (set.type().equals("CNAME") && set.name().equals("@"))) {
      mistakes
          .putArray("non_field_errors")
          .add("RRset with conflicting type present: No other RRsets are allowed alongside CNAME.");
    }
    return mistakes;
  }

  /** What is said, and for the rest what there was. */
  private static RecordSet set(JsonNode body, Optional<RecordSet> old) {
    List<String> values =
        JsonBody.texts(body.path("records"))
            .orElseGet(() -> old.map(RecordSet::values).orElse(List.of()));
    long ttl = body.path("ttl").asLong(old.map(RecordSet::ttl).orElse(3600L));
    return new RecordSet(owner(body), body.path("type").asText(), ttl, values);
  }

  private static String owner(JsonNode body) {
    String subname = body.path("subname").asText("");
    return subname.isEmpty() ? "@" : subname;
  }

  private static String bare(RecordSet set) {
    return set.name().equals("@") ? "" : set.name();
  }

  private void checkAll(ArrayNode mistakes) {
    for (JsonNode one : mistakes) {
      check(one, mistakes);
    }
  }

  private void check(JsonNode mistakes, JsonNode answer) {
    if (!mistakes.isEmpty()) {
      throw new ApiRefusal(ApiReply.json(400, answer));
    }
  }
}
