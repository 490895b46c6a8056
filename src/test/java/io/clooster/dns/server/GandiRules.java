// SPDX-License-Identifier: Apache-2.0
package io.clooster.dns.server;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Gandi's LiveDNS, https://api.gandi.net/docs/livedns/. What was read there, or rather at the same
 * page of the sandbox, https://api.sandbox.gandi.net/docs/livedns: the authorization, and the form
 * of an error. From https://api.gandi.net/docs/reference/: the type of bodies, {@code sharing_id}.
 * Pages are as in https://api.gandi.net/docs/simplehosting. Paths, fields, statuses and messages of
 * records are those of public clients: acme.sh, lego (gandiv5), libdns/gandi, robertgauld/gandi_v5.
 */
final class GandiRules extends ApiRules {
  /** What stands in {@code object} and {@code cause}. */
  private static final Map<Integer, String> CAUSES =
      Map.of(
          401, "Unauthorized",
          403, "Forbidden",
          404, "Not Found",
          405, "Method Not Allowed",
          409, "Conflict",
          415, "Unsupported Media Type",
          429, "Too Many Requests");

  private final FakeZone zone;
  private final FakeSettings settings;
  private final String token;
  private final Routes routes;

  GandiRules(FakeZone zone, FakeSettings settings, String token) {
    this.zone = zone;
    this.settings = settings;
    this.token = token;
    String all = "/domains/{}/records";
    this.routes =
        new Routes(this)
            .on("GET", "/domains", this::domains, "page", "per_page", "sharing_id")
            .on("GET", "/domains/{}", this::domain)
            .on("GET", all, (request, at) -> list(request, at, set -> true), "page", "per_page")
            .on("GET", all + "/{}", this::ofName)
            .on("GET", all + "/{}/{}", this::read)
            .on("POST", all, this::create)
            .on("POST", all + "/{}/{}", this::createAt)
            .on("PUT", all + "/{}", this::replaceName)
            .on("PUT", all + "/{}/{}", this::replace)
            .on("DELETE", all + "/{}", this::deleteName)
            .on("DELETE", all + "/{}/{}", this::delete);
  }

  @Override
  String base() {
    return "/v5/livedns";
  }

  /** A personal access token; the older Apikey is deprecated there, and not taken here. */
  @Override
  void authenticate(ReceivedRequest request) {
    require(request, "Bearer", token, "The server could not verify that you authorized to access");
  }

  @Override
  Routes routes() {
    return routes;
  }

  @Override
  ApiReply failure(int status, String message) {
    if (status == 400) {
      return invalid("query", message).reply();
    }
    String cause = CAUSES.getOrDefault(status, "Internal Server Error");
    return ApiReply.json(
        status,
        JsonBody.object()
            .put("cause", cause)
            .put("code", status)
            .put("message", message)
            .put("object", "HTTP" + cause.replace(" ", "")));
  }

  /** What is wrong with a field; the form of 400 is remembered, not read: don't rely on it. */
  ApiRefusal invalid(String field, String mistake) {
    ObjectNode body = JsonBody.object().put("status", "error");
    ObjectNode error = body.putArray("errors").addObject();
    error.put("location", "body").put("name", field).put("description", mistake);
    return new ApiRefusal(ApiReply.json(400, body));
  }

  private ApiReply domains(ReceivedRequest request, List<String> at) {
    return ApiReply.json(200, JsonBody.array().add(domainJson(request)));
  }

  private ApiReply domain(ReceivedRequest request, List<String> at) {
    check(at);
    return ApiReply.json(200, domainJson(request));
  }

  private ApiReply ofName(ReceivedRequest request, List<String> at) {
    return list(request, at, set -> set.name().equals(at.get(1)));
  }

  /** Total-Count, and 100 on a page unless another number is asked for. */
  private ApiReply list(ReceivedRequest request, List<String> at, Predicate<RecordSet> wanted) {
    check(at);
    List<RecordSet> all = FakeZone.sets(zone.read()).stream().filter(wanted).toList();
    int size = settings.pageOf(number(request, "per_page", 100));
    Page<RecordSet> page = Page.of(all, number(request, "page", 1), size);
    ArrayNode body = JsonBody.array();
    page.items().forEach(set -> body.add(json(request, set)));
    ApiReply reply = ApiReply.json(200, body).with("Total-Count", String.valueOf(page.total()));
    String next = request.origin() + request.path() + "?per_page=" + size + "&page=";
    return page.hasNext()
        ? reply.with("Link", "<" + next + (page.number() + 1) + ">; rel=\"next\"")
        : reply;
  }

  private ApiReply read(ReceivedRequest request, List<String> at) {
    check(at);
    return FakeZone.sets(zone.read()).stream()
        .filter(set -> set.is(at.get(1), at.get(2)))
        .findFirst()
        .map(set -> ApiReply.json(200, json(request, set)))
        .orElseThrow(this::notFound);
  }

  private ApiReply create(ReceivedRequest request, List<String> at) {
    check(at);
    GandiBody body = GandiBody.of(this, request, "rrset_name", "rrset_type");
    return create(body.set(body.text("rrset_name"), body.text("rrset_type")));
  }

  private ApiReply createAt(ReceivedRequest request, List<String> at) {
    check(at);
    return create(GandiBody.of(this, request).set(at.get(1), at.get(2)));
  }

  /** 201, or 200 if there is the same already, or 409 if there is another one. */
  private ApiReply create(RecordSet set) {
    RecordSet old = zone.find(set.name(), set.type()).orElse(set);
    if (!Set.copyOf(old.values()).equals(Set.copyOf(set.values())) || old.ttl() != set.ttl()) {
      throw refusal(409, "A DNS Record already exists with different value");
    }
    if (zone.find(set.name(), set.type()).isPresent()) {
      return message(200, "A DNS Record already exists with same value");
    }
    checkConflict(zone.all(), set);
    zone.set(set);
    return message(201, "DNS Record Created");
  }

  private ApiReply replace(ReceivedRequest request, List<String> at) {
    check(at);
    RecordSet set = GandiBody.of(this, request).set(at.get(1), at.get(2));
    checkConflict(zone.all(), set);
    zone.set(set);
    return message(201, "DNS Record Created");
  }

  /** All sets of one name at once. */
  private ApiReply replaceName(ReceivedRequest request, List<String> at) {
    check(at);
    List<RecordSet> items = GandiBody.items(this, request, at.get(1));
    List<StoredRecord> others =
        zone.all().stream().filter(record -> !record.name().equals(at.get(1))).toList();
    FakeZone trial = new FakeZone(zone.name());
    others.forEach(one -> trial.add(one.name(), one.type(), one.ttl(), one.value()));
    for (RecordSet item : items) {
      checkConflict(trial.all(), item);
      trial.set(item);
    }
    zone.changeAll(
        () -> {
          zone.all().stream()
              .filter(record -> record.name().equals(at.get(1)))
              .forEach(record -> zone.remove(record.id()));
          items.forEach(zone::set);
        });
    return message(201, "DNS Record Created");
  }

  private ApiReply delete(ReceivedRequest request, List<String> at) {
    check(at);
    if (zone.find(at.get(1), at.get(2)).isEmpty()) {
      throw notFound();
    }
    zone.remove(at.get(1), at.get(2));
    return ApiReply.empty(204);
  }

  private ApiReply deleteName(ReceivedRequest request, List<String> at) {
    check(at);
    List<StoredRecord> gone =
        zone.all().stream().filter(record -> record.name().equals(at.get(1))).toList();
    if (gone.isEmpty()) {
      throw notFound();
    }
    zone.changeAll(() -> gone.forEach(record -> zone.remove(record.id())));
    return ApiReply.empty(204);
  }

  // DNS's own rule; the status is not documented for it.
  private void checkConflict(List<StoredRecord> among, RecordSet set) {
    if (FakeZone.conflicts(among, set.name(), set.type())) {
      throw invalid("rrset_type", "CNAME can't be used together with other records");
    }
  }

  private void check(List<String> at) {
    if (!at.get(0).equals(zone.name())) {
      throw notFound();
    }
  }

  private ApiRefusal notFound() {
    return refusal(404, "The resource could not be found.");
  }

  private static ApiReply message(int status, String message) {
    return ApiReply.json(status, JsonBody.object().put("message", message));
  }

  private ObjectNode domainJson(ReceivedRequest request) {
    String href = request.origin() + base() + "/domains/" + zone.name();
    ObjectNode json = JsonBody.object().put("fqdn", zone.name()).put("domain_href", href);
    return json.put("domain_records_href", href + "/records").put("automatic_snapshots", true);
  }

  private JsonNode json(ReceivedRequest request, RecordSet set) {
    ObjectNode json = JsonBody.object().put("rrset_name", set.name());
    json.put("rrset_type", set.type()).put("rrset_ttl", set.ttl());
    json.set("rrset_values", JsonBody.arrayOf(set.values()));
    String records = request.origin() + base() + "/domains/" + zone.name() + "/records/";
    return json.put("rrset_href", records + set.name() + "/" + set.type());
  }

  private int number(ReceivedRequest request, String parameter, int otherwise) {
    String text = request.query(parameter).orElse(String.valueOf(otherwise));
    if (!text.matches("[1-9]\\d{0,8}")) {
      throw invalid(parameter, "must be a number from 1");
    }
    return Integer.parseInt(text);
  }
}
