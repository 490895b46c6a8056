// SPDX-License-Identifier: Apache-2.0
package io.clooster.dns.server;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * DigitalOcean's API, as far as it is about domains: each record stands for itself. Paths, fields
 * and answers are those of https://docs.digitalocean.com/reference/api/reference/domains/ and of
 * its source, github.com/digitalocean/openapi (specification/resources/domains); authorization,
 * errors, pages and rate limits those of the introduction there (specification/description.yml).
 */
final class DigitalOceanRules extends ApiRules {
  private static final Map<Integer, String> IDS =
      Map.of(
          400, "bad_request",
          401, "unauthorized",
          403, "forbidden",
          404, "not_found",
          405, "method_not_allowed",
          422, "unprocessable_entity",
          429, "too_many_requests",
          503, "service_unavailable");
  private static final Set<String> FIELDS =
      Set.of("type", "name", "data", "priority", "port", "ttl", "weight", "flags", "tag");
  private static final Set<String> TYPES =
      Set.of("A", "AAAA", "CAA", "CNAME", "MX", "NS", "SRV", "TXT");

  private final FakeZone zone;
  private final FakeSettings settings;
  private final String token;
  private final Routes routes;

  DigitalOceanRules(FakeZone zone, FakeSettings settings, String token) {
    this.zone = zone;
    this.settings = settings;
    this.token = token;
    String one = "/domains/{}/records/{}";
    this.routes =
        new Routes(this)
            .on("GET", "/domains", this::domains, "page", "per_page")
            .on("GET", "/domains/{}", this::domain)
            .on("GET", "/domains/{}/records", this::list, "name", "type", "page", "per_page")
            .on("POST", "/domains/{}/records", this::create)
            .on("GET", one, (request, at) -> ok(200, json(seen(at))))
            .on("PUT", one, this::update)
            .on("PATCH", one, this::update)
            .on("DELETE", one, this::delete);
  }

  @Override
  String base() {
    return "/v2";
  }

  @Override
  void authenticate(ReceivedRequest request) {
    require(request, "Bearer", token, "Unable to authenticate you");
  }

  @Override
  Routes routes() {
    return routes;
  }

  @Override
  ApiReply failure(int status, String message) {
    String id = IDS.getOrDefault(status, "server_error");
    return ApiReply.json(status, JsonBody.object().put("id", id).put("message", message));
  }

  /** Retry-After by https://docs.digitalocean.com/notes/2023/api-rate-limit. */
  @Override
  ApiReply throttled(int retryAfterSeconds) {
    return failure(429, "API Rate limit exceeded.")
        .with("Retry-After", String.valueOf(retryAfterSeconds))
        .with("RateLimit-Limit", "5000")
        .with("RateLimit-Remaining", "0")
        .with("RateLimit-Reset", String.valueOf(epochSecond() + retryAfterSeconds));
  }

  @Override
  ApiReply finished(ApiReply reply) {
    return reply
        .with("RateLimit-Limit", "5000")
        .with("RateLimit-Remaining", "4816")
        .with("RateLimit-Reset", String.valueOf(epochSecond() + 3600));
  }

  private static long epochSecond() {
    return System.currentTimeMillis() / 1000;
  }

  private ApiReply domains(ReceivedRequest request, List<String> at) {
    return page(request, "domains", List.of(domainJson()));
  }

  private ApiReply domain(ReceivedRequest request, List<String> at) {
    check(at.get(0));
    return ApiReply.json(200, JsonBody.object().set("domain", domainJson()));
  }

  /** The filter's name is absolute, unlike that of a record. */
  private ApiReply list(ReceivedRequest request, List<String> at) {
    check(at.get(0));
    Optional<String> name = request.query("name");
    if (name.isPresent()
        && !name.get().equals(zone.name())
        && !name.get().endsWith("." + zone.name())) {
      // The status is not documented; the page says that the name must be fully qualified.
      throw refusal(422, "name must be a fully qualified record name");
    }
    List<ObjectNode> all =
        zone.read().stream()
            .filter(record -> name.map(zone.absolute(record.name())::equals).orElse(true))
            .filter(record -> request.query("type").map(record.type()::equals).orElse(true))
            .map(DigitalOceanRules::json)
            .toList();
    return page(request, "domain_records", all);
  }

  private ApiReply create(ReceivedRequest request, List<String> at) {
    check(at.get(0));
    DigitalOceanBody body = body(request);
    String type = body.required("type");
    String name = body.required("name");
    if (!TYPES.contains(type)) {
      throw refusal(422, "Type is not included in the list");
    }
    checkConflict(zone.all(), name, type);
    StoredRecord made = zone.add(name, type, body.ttl(1800), body.value(type));
    return ok(201, json(made));
  }

  private ApiReply update(ReceivedRequest request, List<String> at) {
    StoredRecord old = existing(at);
    DigitalOceanBody body = body(request);
    String type = body.text("type").orElse(old.type());
    if (!type.equals(old.type())) {
      // Not documented as possible: the fake's own.
      throw refusal(422, "Type can't be changed");
    }
    String name = body.text("name").orElse(old.name());
    StoredRecord changed =
        new StoredRecord(
            old.id(),
            name,
            type,
            body.ttl(old.ttl()),
            body.has("data") ? body.value(type) : old.value());
    checkConflict(
        zone.all().stream().filter(record -> record.id() != old.id()).toList(), name, type);
    zone.update(changed);
    return ok(200, json(changed));
  }

  private ApiReply delete(ReceivedRequest request, List<String> at) {
    zone.remove(existing(at).id());
    return ApiReply.empty(204);
  }

  private DigitalOceanBody body(ReceivedRequest request) {
    JsonNode tree =
        JsonBody.parsed(request.body())
            .filter(JsonNode::isObject)
            .orElseThrow(() -> refusal(400, "Invalid JSON"));
    ObjectNode object = (ObjectNode) tree;
    JsonBody.unknown(object, FIELDS)
        .ifPresent(
            name -> {
              // The fake's own: a misspelled field would be lost in silence.
              throw refusal(422, name + " is not a field of a record");
            });
    return new DigitalOceanBody(this, object);
  }

  private StoredRecord existing(List<String> at) {
    return byId(zone.all(), at);
  }

  private StoredRecord seen(List<String> at) {
    return byId(zone.read(), at);
  }

  private StoredRecord byId(List<StoredRecord> records, List<String> at) {
    check(at.get(0));
    return records.stream()
        .filter(record -> String.valueOf(record.id()).equals(at.get(1)))
        .findFirst()
        .orElseThrow(this::notFound);
  }

  private void check(String domain) {
    if (!domain.equals(zone.name())) {
      throw notFound();
    }
  }

  private ApiRefusal notFound() {
    return refusal(404, "The resource you were accessing could not be found.");
  }

  // Public client: external-dns, octodns (they delete before they create for this answer).
  private void checkConflict(List<StoredRecord> among, String name, String type) {
    boolean second = type.equals("CNAME") && among.stream().anyMatch(old -> old.is(name, type));
    if (second || FakeZone.conflicts(among, name, type)) {
      throw refusal(422, "CNAME records cannot share a name with other records");
    }
  }

  private static ApiReply ok(int status, ObjectNode record) {
    return ApiReply.json(status, JsonBody.object().set("domain_record", record));
  }

  private ObjectNode domainJson() {
    return JsonBody.object().put("name", zone.name()).put("ttl", 1800).put("zone_file", "");
  }

  /** Names are given without the dot that they were sent with; fields of other types are null. */
  private static ObjectNode json(StoredRecord record) {
    ObjectNode json = JsonBody.object().put("id", record.id()).put("type", record.type());
    json.put("name", record.name()).put("data", DigitalOceanBody.data(record));
    json.put("ttl", record.ttl());
    for (String field : List.of("priority", "port", "weight", "flags", "tag")) {
      json.putNull(field);
    }
    return json;
  }

  private ApiReply page(ReceivedRequest request, String root, List<ObjectNode> all) {
    int size = settings.pageOf(Math.min(200, number(request, "per_page", 20)));
    Page<ObjectNode> page = Page.of(all, number(request, "page", 1), size);
    ObjectNode body = JsonBody.object();
    page.items().forEach(body.putArray(root)::add);
    ObjectNode links = body.putObject("links");
    String url = request.origin() + request.path() + "?per_page=" + size + "&page=";
    if (page.hasNext()) {
      ObjectNode pages = links.putObject("pages");
      pages.put("next", url + (page.number() + 1)).put("last", url + page.last());
    } else if (page.number() > 1) {
      ObjectNode pages = links.putObject("pages");
      pages.put("first", url + 1).put("prev", url + (page.number() - 1));
    }
    body.putObject("meta").put("total", page.total());
    return ApiReply.json(200, body);
  }

  private int number(ReceivedRequest request, String parameter, int otherwise) {
    String text = request.query(parameter).orElse(String.valueOf(otherwise));
    if (!text.matches("[1-9]\\d{0,8}")) {
      throw refusal(400, parameter + " must be a number from 1");
    }
    return Integer.parseInt(text);
  }
}
