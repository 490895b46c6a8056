// SPDX-License-Identifier: Apache-2.0
package io.clooster.dns.server;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Hetzner's Cloud API, as far as it is about zones. Paths, fields, limits and codes are those of
 * https://docs.hetzner.cloud/reference/cloud (its own OpenAPI description, docs.hetzner.cloud/
 * cloud.spec.json): sections Authentication, Errors, Actions, Pagination, Rate Limiting, Zones,
 * Zone RRSets, Zone RRSet Actions.
 */
final class HetznerRules extends HetznerForm {
  static final String ZONE_ID = "42";

  private final FakeZone zone;
  private final String token;
  private final HetznerActions actions;
  private final HetznerAnswers answers;
  private final Routes routes;

  HetznerRules(FakeZone zone, FakeSettings settings, String token) {
    this.zone = zone;
    this.token = token;
    this.actions = new HetznerActions(settings);
    this.answers = new HetznerAnswers(this, settings);
    String one = "/zones/{}/rrsets/{}/{}";
    this.routes =
        new Routes(this)
            .on("GET", "/zones", this::zones, "name", "mode", "sort", "page", "per_page")
            .on("GET", "/zones/{}", (request, at) -> ok("zone", zoneJson(at.get(0))))
            .on("GET", "/actions", this::polled, "id")
            .on("GET", "/actions/{}", (request, at) -> polled(at.get(0)))
            .on("GET", "/zones/actions/{}", (request, at) -> polled(at.get(0)))
            .on("GET", "/zones/{}/actions/{}", (request, at) -> polled(at.get(1)))
            .on("GET", "/zones/{}/rrsets", this::list, "name", "type", "sort", "page", "per_page")
            .on("POST", "/zones/{}/rrsets", this::create)
            .on("GET", one, this::read)
            .on("DELETE", one, this::delete)
            .on("POST", one + "/actions/set_records", this::setRecords)
            .on("POST", one + "/actions/add_records", this::addRecords)
            .on("POST", one + "/actions/remove_records", this::removeRecords)
            .on("POST", one + "/actions/change_ttl", this::changeTtl);
  }

  @Override
  void authenticate(ReceivedRequest request) {
    require(request, "Bearer", token, "unable to authenticate");
  }

  @Override
  void settle() {
    actions.settle();
  }

  @Override
  Routes routes() {
    return routes;
  }

  private ApiReply zones(ReceivedRequest request, List<String> at) {
    boolean here = request.query("name").map(zone.name()::equals).orElse(true);
    List<ObjectNode> all = here ? List.of(zoneJson(ZONE_ID)) : List.of();
    return answers.page(request, "zones", all, 50);
  }

  private ApiReply list(ReceivedRequest request, List<String> at) {
    check(at.get(0));
    List<String> types = request.query().getOrDefault("type", List.of());
    types.forEach(type -> HetznerBody.checkType(this, type));
    List<ObjectNode> all =
        FakeZone.sets(zone.read()).stream()
            .filter(set -> request.query("name").map(set.name()::equals).orElse(true))
            .filter(set -> types.isEmpty() || types.contains(set.type()))
            .map(HetznerAnswers::rrset)
            .toList();
    return answers.page(request, "rrsets", all, 100);
  }

  private ApiReply read(ReceivedRequest request, List<String> at) {
    check(at.get(0));
    checkOwner(at);
    return FakeZone.sets(zone.read()).stream()
        .filter(set -> set.is(at.get(1), at.get(2)))
        .findFirst()
        .map(set -> ok("rrset", HetznerAnswers.rrset(set)))
        .orElseThrow(() -> refusal(404, "RRSet not found"));
  }

  private ApiReply create(ReceivedRequest request, List<String> at) {
    check(at.get(0));
    HetznerBody body =
        HetznerBody.of(this, request, Set.of("name", "type", "ttl", "records", "labels"));
    String name = body.text("name");
    String type = body.text("type");
    HetznerBody.checkName(this, name, zone.name());
    HetznerBody.checkType(this, type);
    RecordSet set = new RecordSet(name, type, body.ttl(false), body.records(type));
    if (zone.find(name, type).isPresent()) {
      throw refusal(409, "RRSet with the same name and type already exists");
    }
    checkConflict(name, type);
    ObjectNode answer = JsonBody.object().set("rrset", HetznerAnswers.rrset(set));
    return ApiReply.json(201, answer.set("action", begin("create_rrset", () -> zone.set(set))));
  }

  private ApiReply delete(ReceivedRequest request, List<String> at) {
    RecordSet set = existing(at);
    return act("delete_rrset", () -> zone.remove(set.name(), set.type()));
  }

  private ApiReply setRecords(ReceivedRequest request, List<String> at) {
    RecordSet old = existing(at);
    List<String> values = HetznerBody.of(this, request, Set.of("records")).records(old.type());
    return act("set_rrset_records", () -> change(old, old.ttl(), values));
  }

  /** Creates the set if there is none; the TTL is for that case. */
  private ApiReply addRecords(ReceivedRequest request, List<String> at) {
    check(at.get(0));
    checkOwner(at);
    HetznerBody body = HetznerBody.of(this, request, Set.of("records", "ttl"));
    RecordSet old =
        zone.find(at.get(1), at.get(2))
            .orElseGet(() -> new RecordSet(at.get(1), at.get(2), body.ttl(false), List.of()));
    // The status of these two is not documented: the fake's own.
    if (body.saysTtl() && body.ttl(false) != old.ttl()) {
      throw invalid("ttl", "is not that of the RRSet");
    }
    Set<String> values = new LinkedHashSet<>(old.values());
    for (String value : body.records(old.type())) {
      if (!values.add(value)) {
        throw refusal(409, "The record is already there");
      }
    }
    checkConflict(old.name(), old.type());
    return act("add_rrset_records", () -> change(old, old.ttl(), List.copyOf(values)));
  }

  /** Deletes the set if none is left. */
  private ApiReply removeRecords(ReceivedRequest request, List<String> at) {
    RecordSet old = existing(at);
    List<String> left = new ArrayList<>(old.values());
    for (String value : HetznerBody.of(this, request, Set.of("records")).records(old.type())) {
      if (!left.remove(value)) {
        // The status is not documented: the fake's own.
        throw refusal(404, "Record not found");
      }
    }
    return act("remove_rrset_records", () -> change(old, old.ttl(), left));
  }

  private ApiReply changeTtl(ReceivedRequest request, List<String> at) {
    RecordSet old = existing(at);
    int ttl = HetznerBody.of(this, request, Set.of("ttl")).ttl(true);
    return act("change_rrset_ttl", () -> change(old, ttl, old.values()));
  }

  private void change(RecordSet old, long ttl, List<String> values) {
    zone.set(new RecordSet(old.name(), old.type(), ttl, values));
  }

  private ApiReply act(String command, Runnable effect) {
    return ApiReply.json(201, JsonBody.object().set("action", begin(command, effect)));
  }

  /** While an action is under way, the next one is refused: 423, locked. */
  private ObjectNode begin(String command, Runnable effect) {
    if (actions.running()) {
      throw refusal(423, "There is already an Action running.");
    }
    return actions.begin(command, effect);
  }

  private ApiReply polled(String id) {
    return ok("action", actions.poll(id).orElseThrow(() -> refusal(404, "Action not found")));
  }

  private ApiReply polled(ReceivedRequest request, List<String> at) {
    List<String> ids = request.query().getOrDefault("id", List.of());
    if (ids.isEmpty()) {
      throw invalid("id", "is required");
    }
    return ok("actions", actions.poll(ids));
  }

  private RecordSet existing(List<String> at) {
    check(at.get(0));
    checkOwner(at);
    return zone.find(at.get(1), at.get(2)).orElseThrow(() -> refusal(404, "RRSet not found"));
  }

  private void check(String idOrName) {
    if (!idOrName.equals(ZONE_ID) && !idOrName.equals(zone.name())) {
      throw refusal(404, "Zone not found");
    }
  }

  private void checkOwner(List<String> at) {
    HetznerBody.checkName(this, at.get(1), zone.name());
    HetznerBody.checkType(this, at.get(2));
  }

  // DNS's own rule; the code is not documented for it.
  private void checkConflict(String name, String type) {
    if (zone.conflicts(name, type)) {
      throw invalid("type", "conflicts with another RRSet of this name");
    }
  }

  private ApiReply ok(String root, JsonNode value) {
    return ApiReply.json(200, JsonBody.object().set(root, value));
  }

  private ObjectNode zoneJson(String idOrName) {
    check(idOrName);
    return HetznerAnswers.zone(zone.name(), zone.all().size());
  }
}
