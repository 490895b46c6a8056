// SPDX-License-Identifier: Apache-2.0
package io.clooster.sandbox;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The part of Cloudflare's v4 API that deals with zones and their DNS records. */
final class CloudflareApi implements Api {
  static final String BASE = "/client/v4";

  private final Credentials credentials;
  private final SandboxZones zones;
  private final ZonesEndpoint zonesEndpoint;
  private final ListBehaviour lists = new ListBehaviour();
  private volatile RateLimit limit;

  CloudflareApi(Credentials credentials, SandboxZones zones) {
    this.credentials = credentials;
    this.zones = zones;
    this.zonesEndpoint = new ZonesEndpoint(zones);
    this.limit = new RateLimit(1_200, Duration.ofMinutes(5), System::nanoTime);
  }

  SandboxZones zones() {
    return zones;
  }

  ListBehaviour lists() {
    return lists;
  }

  /** Starts a new account for everybody. */
  void limit(RateLimit newLimit) {
    limit = newLimit;
  }

  @Override
  public String name() {
    return "cloudflare";
  }

  @Override
  public ApiAnswer failure(int status, String code, String message) {
    return Envelope.failure(new ApiError(status, Integer.parseInt(code), message));
  }

  @Override
  public ApiAnswer answer(Request request) {
    Access access;
    try {
      access = access(request);
    } catch (ApiError e) {
      return Envelope.failure(e);
    }
    RateLimit inForce = limit;
    RateLimit.Balance balance = inForce.spend(access.id());
    String policy = "\"default\";q=" + inForce.quota() + ";w=" + inForce.window().toSeconds();
    String state = "\"default\";r=" + balance.left() + ";t=" + balance.secondsToReset();
    ApiAnswer answer =
        balance.allowed()
            ? routed(request, access)
            : Envelope.failure(exceeded(inForce))
                .with("Retry-After", Long.toString(balance.secondsToReset()));
    return answer.with("Ratelimit-Policy", policy).with("Ratelimit", state);
  }

  private Access access(Request request) {
    try {
      return credentials.of(request);
    } catch (ApiError e) {
      // Asked about a token, the API says what it thinks of it, in other words.
      throw e.code() == 9109 && request.path().equals(BASE + "/user/tokens/verify")
          ? new ApiError(401, 1000, "Invalid API Token")
          : e;
    }
  }

  private static ApiError exceeded(RateLimit limit) {
    return new ApiError(
        429,
        10100,
        "More than %d requests per %d seconds reached. Please wait and consider throttling your request speed"
            .formatted(limit.quota(), limit.window().toSeconds()));
  }

  private ApiAnswer routed(Request request, Access access) {
    try {
      return route(request, access);
    } catch (ApiError e) {
      return Envelope.failure(e);
    }
  }

  private ApiAnswer route(Request request, Access access) {
    String path = request.path();
    if (!path.startsWith(BASE + "/")) {
      throw ApiError.noRoute(path);
    }
    List<String> parts = List.of(path.substring(BASE.length() + 1).split("/", -1));
    if (parts.equals(List.of("user", "tokens", "verify"))) {
      return verify(onlyGet(request), access, credentials.expiry(request));
    }
    if (!parts.get(0).equals("zones") || parts.size() > 4) {
      throw ApiError.noRoute(path);
    }
    if (parts.size() == 1) {
      return zonesEndpoint.list(access, new Parameters(onlyGet(request).query()));
    }
    credentials.refuseChange(request);
    SandboxZone zone = zonesEndpoint.find(access, parts.get(1), path);
    if (parts.size() == 2) {
      new Parameters(onlyGet(request).query()).refuseRest();
      return Envelope.success(zone.json());
    }
    if (!parts.get(2).equals("dns_records")) {
      throw ApiError.noRoute(path);
    }
    RecordsEndpoint records = new RecordsEndpoint(zone, access, lists);
    return parts.size() == 3
        ? records.collection(request)
        : belowRecords(records, parts.get(3), request);
  }

  private static ApiAnswer belowRecords(RecordsEndpoint records, String last, Request request) {
    if (last.equals("batch")) {
      return records.batch(request);
    }
    if (!Ids.isId(last)) {
      throw ApiError.noRoute(request.path());
    }
    return records.single(last, request);
  }

  private static ApiAnswer verify(Request request, Access access, Optional<Instant> expires) {
    if (!access.token()) {
      throw new ApiError(401, 1000, "Invalid API Token");
    }
    new Parameters(request.query()).refuseRest();
    ObjectNode token = Json.object().put("id", access.id()).put("status", "active");
    expires.ifPresent(at -> token.put("expires_on", at.toString()));
    return Envelope.success(token);
  }

  private static Request onlyGet(Request request) {
    if (!request.method().equals("GET")) {
      throw RecordsEndpoint.noMethod(request);
    }
    return request;
  }
}
