// SPDX-License-Identifier: Apache-2.0
package io.clooster.dns.server;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * deSEC's API. Paths, fields and answers are those of https://desec.readthedocs.io/en/latest/dns/
 * rrsets.html and domains.html, authorization and rate limits those of authentication.html and
 * rate-limits.html there; owns_qname is what public clients use. The texts of errors are Django
 * REST framework's, on which it stands, and no part of the pages.
 */
final class DesecRules extends ApiRules {
  private static final String CREATED = "2019-09-18T16:32:16.510368Z";

  private final FakeZone zone;
  private final FakeSettings settings;
  private final String token;
  private final DesecChanges changes;
  private final Routes routes;

  DesecRules(FakeZone zone, FakeSettings settings, String token) {
    this.zone = zone;
    this.settings = settings;
    this.token = token;
    this.changes = new DesecChanges(zone, settings);
    String all = "/domains/{}/rrsets/";
    String one = all + "{}/{}/";
    this.routes =
        new Routes(this)
            .on("GET", "/domains/", this::domains, "owns_qname", "cursor")
            .on("GET", "/domains/{}/", this::domain)
            .on("GET", all, this::list, "type", "subname", "cursor")
            .on("POST", all, this::write)
            .on("PUT", all, this::write)
            .on("PATCH", all, this::write)
            .on("GET", one, this::read)
            .on("PUT", one, this::writeOne)
            .on("PATCH", one, this::writeOne)
            .on("DELETE", one, this::delete);
  }

  @Override
  String base() {
    return "/api/v1";
  }

  @Override
  void authenticate(ReceivedRequest request) {
    String said = request.header("Authorization").orElse("");
    boolean any = said.startsWith("Token ");
    require(
        request,
        "Token",
        token,
        any ? "Invalid token." : "Authentication credentials were not provided.");
  }

  @Override
  Routes routes() {
    return routes;
  }

  @Override
  ApiReply failure(int status, String message) {
    ApiReply reply = ApiReply.json(status, JsonBody.object().put("detail", message));
    return status == 401 ? reply.with("WWW-Authenticate", "Token") : reply;
  }

  @Override
  ApiReply throttled(int retryAfterSeconds) {
    String text = "Request was throttled. Expected available in %d seconds.";
    return failure(429, text.formatted(retryAfterSeconds))
        .with("Retry-After", String.valueOf(retryAfterSeconds));
  }

  private ApiReply domains(ReceivedRequest request, List<String> at) {
    boolean mine =
        request
            .query("owns_qname")
            .map(name -> name.equals(zone.name()) || name.endsWith("." + zone.name()))
            .orElse(true);
    ArrayNode body = JsonBody.array();
    return ApiReply.json(200, mine ? body.add(domainJson()) : body);
  }

  private ApiReply domain(ReceivedRequest request, List<String> at) {
    check(at);
    return ApiReply.json(200, domainJson());
  }

  /**
   * 500 at a time; with more, a cursor is needed, the empty one to begin with. The newest first.
   */
  private ApiReply list(ReceivedRequest request, List<String> at) {
    check(at);
    List<RecordSet> all = new ArrayList<>(FakeZone.sets(zone.read()));
    all.removeIf(
        set ->
            !request.query("type").map(set.type()::equals).orElse(true)
                || !request.query("subname").map(subname(set)::equals).orElse(true));
    all.sort(Comparator.comparing(all::indexOf).reversed());
    int size = settings.pageOf(500);
    Optional<String> cursor = request.query("cursor");
    String first = "<" + url(request, "") + ">; rel=\"first\"";
    if (cursor.isEmpty() && all.size() > size) {
      String how = "Pagination required. You can query up to 500 items at a time.";
      throw new ApiRefusal(failure(400, how).with("Link", first));
    }
    int number = cursor.filter(text -> !text.isEmpty()).map(this::pageNumber).orElse(1);
    Page<RecordSet> page = Page.of(all, number, size);
    ArrayNode body = JsonBody.array();
    page.items().forEach(set -> body.add(json(set)));
    String link = first;
    if (page.number() > 1) {
      link += ", <" + url(request, "p" + (number - 1)) + ">; rel=\"prev\"";
    }
    if (page.hasNext()) {
      link += ", <" + url(request, "p" + (number + 1)) + ">; rel=\"next\"";
    }
    ApiReply reply = ApiReply.json(200, body);
    return cursor.isPresent() ? reply.with("Link", link) : reply;
  }

  private ApiReply read(ReceivedRequest request, List<String> at) {
    check(at);
    return FakeZone.sets(zone.read()).stream()
        .filter(set -> set.is(owner(at.get(1)), at.get(2)))
        .findFirst()
        .map(set -> ApiReply.json(200, json(set)))
        .orElseThrow(this::notFound);
  }

  /** One new set, or a list of sets: all of them, or none. */
  private ApiReply write(ReceivedRequest request, List<String> at) {
    check(at);
    JsonNode body = body(request);
    if (body instanceof ArrayNode list) {
      ArrayNode written = JsonBody.array();
      changes.apply(list, request.method()).forEach(set -> written.add(json(set)));
      return ApiReply.json(request.method().equals("POST") ? 201 : 200, written);
    }
    if (!request.method().equals("POST")) {
      throw refusal(400, "Expected a list of items");
    }
    return ApiReply.json(201, json(changes.create(body)));
  }

  private ApiReply writeOne(ReceivedRequest request, List<String> at) {
    check(at);
    String owner = owner(at.get(1));
    RecordSet old = zone.find(owner, at.get(2)).orElseThrow(this::notFound);
    return changes
        .change(old, body(request), request.method())
        .map(set -> ApiReply.json(200, json(set)))
        .orElseGet(() -> ApiReply.empty(204));
  }

  /** Also if there was none. */
  private ApiReply delete(ReceivedRequest request, List<String> at) {
    check(at);
    zone.remove(owner(at.get(1)), at.get(2));
    return ApiReply.empty(204);
  }

  private JsonNode body(ReceivedRequest request) {
    return JsonBody.parsed(request.body())
        .filter(JsonNode::isContainerNode)
        .orElseThrow(() -> refusal(400, "JSON parse error - Expecting value"));
  }

  private void check(List<String> at) {
    if (!at.get(0).equals(zone.name())) {
      throw notFound();
    }
  }

  private ApiRefusal notFound() {
    return refusal(404, "Not found.");
  }

  private int pageNumber(String cursor) {
    if (!cursor.matches("p[1-9]\\d{0,6}")) {
      throw refusal(404, "Invalid cursor");
    }
    return Integer.parseInt(cursor.substring(1));
  }

  private static String url(ReceivedRequest request, String cursor) {
    StringBuilder url = new StringBuilder(request.origin() + request.path() + "?");
    request
        .query()
        .forEach(
            (name, values) -> {
              if (!name.equals("cursor")) {
                url.append(name).append('=').append(values.get(0)).append('&');
              }
            });
    return url.append("cursor=").append(cursor).toString();
  }

  /** In a path the zone itself is {@code @}, and three dots may stand for the rest of the name. */
  private static String owner(String subname) {
    String bare = subname.replaceFirst("\\.\\.\\.$", "");
    return bare.isEmpty() ? "@" : bare;
  }

  private static String subname(RecordSet set) {
    return set.name().equals("@") ? "" : set.name();
  }

  private ObjectNode domainJson() {
    ObjectNode json = JsonBody.object().put("created", CREATED).put("name", zone.name());
    return json.put("minimum_ttl", settings.minimumTtl())
        .put("published", CREATED)
        .put("touched", CREATED);
  }

  private ObjectNode json(RecordSet set) {
    ObjectNode json = JsonBody.object().put("created", CREATED).put("domain", zone.name());
    json.put("subname", subname(set)).put("name", zone.absolute(set.name()) + ".");
    json.put("type", set.type()).set("records", JsonBody.arrayOf(set.values()));
    return json.put("ttl", set.ttl()).put("touched", CREATED);
  }
}
