// SPDX-License-Identifier: Apache-2.0
package io.clooster.dns.server;

import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.w3c.dom.Element;

/**
 * Amazon Route 53. Paths, elements, limits and errors are those of
 * https://docs.aws.amazon.com/Route53/latest/APIReference/: API_ChangeResourceRecordSets.html,
 * API_ListResourceRecordSets.html, API_GetHostedZone.html, API_ListHostedZonesByName.html,
 * API_GetChange.html, CommonErrors.html. Its endpoint is global, and signed for us-east-1:
 * https://docs.aws.amazon.com/general/latest/gr/r53.html.
 */
final class Route53Rules extends ApiRules {
  static final String ZONE_ID = "Z1PA6795UKMFR9";

  private static final Map<Integer, String> CODES =
      Map.of(
          400, "InvalidInput",
          403, "AccessDenied",
          404, "NoSuchHostedZone",
          405, "MethodNotAllowed",
          500, "InternalFailure",
          503, "ServiceUnavailable");

  private final FakeZone zone;
  private final FakeSettings settings;
  private final AwsAccess access;
  private final Routes routes;
  private final Map<String, Integer> changes = new HashMap<>();

  Route53Rules(FakeZone zone, FakeSettings settings, AwsCredentials credentials) {
    this.zone = zone;
    this.settings = settings;
    this.access = new AwsAccess(credentials, "us-east-1", "route53", Clock.systemUTC());
    Route53Lists lists = new Route53Lists(this, zone, settings);
    String[] where = {"name", "type", "identifier", "maxitems"};
    this.routes =
        new Routes(this)
            .on("GET", "/hostedzone/{}", lists::zone)
            .on("GET", "/hostedzonesbyname", lists::zones, "dnsname", "hostedzoneid", "maxitems")
            .on("GET", "/hostedzone/{}/rrset", lists::records, where)
            .on("GET", "/hostedzone/{}/rrset/", lists::records, where)
            .on("POST", "/hostedzone/{}/rrset", this::change)
            .on("POST", "/hostedzone/{}/rrset/", this::change)
            .on("GET", "/change/{}", this::changeInfo);
  }

  @Override
  String base() {
    return "/2013-04-01";
  }

  @Override
  void authenticate(ReceivedRequest request) {
    access
        .denial(request)
        .ifPresent(
            denial -> {
              throw refusal(denial.status(), denial.code(), denial.message());
            });
  }

  /** None is documented. */
  @Override
  void checkMediaType(ReceivedRequest request) {}

  @Override
  Routes routes() {
    return routes;
  }

  @Override
  ApiReply failure(int status, String message) {
    return failure(status, CODES.getOrDefault(status, "InternalFailure"), message);
  }

  /** By https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/DNSLimitations.html: 400. */
  @Override
  ApiReply throttled(int retryAfterSeconds) {
    return failure(400, "Throttling", "Rate exceeded");
  }

  @Override
  ApiReply finished(ApiReply reply) {
    return reply.with("x-amzn-RequestId", "b25f48e8-84fd-11e6-80d9-574e0c4664cb");
  }

  ApiRefusal refusal(int status, String code, String message) {
    return new ApiRefusal(failure(status, code, message));
  }

  void check(String id) {
    if (!id.equals(ZONE_ID)) {
      throw refusal(404, "NoSuchHostedZone", "No hosted zone found with ID: " + id);
    }
  }

  /** All of it, or nothing. */
  private ApiReply change(ReceivedRequest request, List<String> at) {
    check(at.get(0));
    Element root =
        Xml.parsed(request.body(), "ChangeResourceRecordSetsRequest")
            .orElseThrow(() -> refusal(400, "MalformedInput", "The XML is not as in the schema"));
    FakeZone next = new Route53Batch(this, zone).apply(root);
    zone.changeAll(
        () -> {
          zone.all().forEach(record -> zone.remove(record.id()));
          FakeZone.sets(next.all()).forEach(zone::set);
        });
    String id = "C" + (1_000 + changes.size());
    changes.put(id, settings.pendingPolls());
    return changeReply("ChangeResourceRecordSetsResponse", id, "PENDING");
  }

  private ApiReply changeInfo(ReceivedRequest request, List<String> at) {
    String id = at.get(0);
    int left =
        Optional.ofNullable(changes.get(id))
            .orElseThrow(() -> refusal(404, "NoSuchChange", "No change found with ID: " + id));
    changes.put(id, Math.max(0, left - 1));
    return changeReply("GetChangeResponse", id, left > 0 ? "PENDING" : "INSYNC");
  }

  private static ApiReply changeReply(String root, String id, String status) {
    return ApiReply.xml(
        200,
        Xml.root(
            root,
            Xml.element(
                "ChangeInfo",
                Xml.text("Id", "/change/" + id)
                    + Xml.text("Status", status)
                    + Xml.text("SubmittedAt", "2026-02-03T14:15:16.789Z"))));
  }

  private static ApiReply failure(int status, String code, String message) {
    String error =
        Xml.text("Type", "Sender") + Xml.text("Code", code) + Xml.text("Message", message);
    return ApiReply.xml(
        status,
        Xml.root(
            "ErrorResponse", Xml.element("Error", error) + Xml.text("RequestId", "b25f48e8-84fd")));
  }
}
