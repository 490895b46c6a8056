// SPDX-License-Identifier: Apache-2.0
package io.clooster.sandbox;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The part of Pushbullet's v2 API that sends notes. */
final class PushbulletApi implements Api {
  static final String BASE = "/v2";

  private final Set<String> tokens = ConcurrentHashMap.newKeySet();
  private final String iden = Ids.next();
  private final List<Push> pushes = new ArrayList<>();
  private volatile RateLimit limit = new RateLimit(16_384, Duration.ofHours(1), System::nanoTime);

  void allowToken(String token) {
    tokens.add(token);
  }

  /** Starts a new account for everybody. */
  void limit(RateLimit newLimit) {
    limit = newLimit;
  }

  List<Push> pushes() {
    synchronized (pushes) {
      return List.copyOf(pushes);
    }
  }

  @Override
  public String name() {
    return "pushbullet";
  }

  @Override
  public ApiAnswer failure(int status, String code, String message) {
    ObjectNode body = Json.object();
    body.putObject("error")
        .put("code", code)
        .put("type", status >= 500 ? "server" : "invalid_request")
        .put("message", message);
    return ApiAnswer.json(status, body);
  }

  @Override
  public ApiAnswer answer(Request request) {
    Optional<String> token = token(request);
    if (token.isEmpty() || !tokens.contains(token.get())) {
      return failure(401, "invalid_access_token", "Access token is missing or invalid.");
    }
    RateLimit inForce = limit;
    RateLimit.Balance balance = inForce.spend(token.get());
    long reset = Instant.now().getEpochSecond() + balance.secondsToReset();
    ApiAnswer answer =
        balance.allowed()
            ? route(request)
            : failure(429, "ratelimited", "You have been ratelimited.");
    return answer
        .with("X-Ratelimit-Limit", Integer.toString(inForce.quota()))
        .with("X-Ratelimit-Remaining", Integer.toString(balance.left()))
        .with("X-Ratelimit-Reset", Long.toString(reset));
  }

  private static Optional<String> token(Request request) {
    return request
        .header("access-token")
        .or(
            () ->
                request
                    .header("authorization")
                    .filter(value -> value.startsWith("Bearer "))
                    .map(value -> value.substring("Bearer ".length())));
  }

  private ApiAnswer route(Request request) {
    return switch (request.method() + " " + request.path()) {
      case "POST " + BASE + "/pushes" -> push(request);
      case "GET " + BASE + "/users/me" -> ApiAnswer.json(200, me());
      default -> failure(404, "not_found", "The resource could not be found.");
    };
  }

  private ApiAnswer push(Request request) {
    if (!request.mediaType().equals("application/json")) {
      return failure(400, "invalid_content_type", "The Content-Type must be application/json.");
    }
    Optional<ObjectNode> body = Json.object(request.body());
    if (body.isEmpty()) {
      return failure(400, "invalid_json", "Failed to parse JSON body.");
    }
    try {
      return ApiAnswer.json(200, json(send(PushForm.of(body.get()))));
    } catch (PushForm.Invalid e) {
      return failure(400, "invalid_param", String.valueOf(e.getMessage()));
    }
  }

  /** Sends the note, unless one with the same guid was sent before: then that one is meant. */
  private Push send(PushForm form) {
    synchronized (pushes) {
      Optional<Push> before =
          pushes.stream()
              .filter(push -> !push.guid().isEmpty() && push.guid().equals(form.guid()))
              .findFirst();
      Push push = before.orElseGet(() -> form.push(Ids.next()));
      if (before.isEmpty()) {
        pushes.add(push);
      }
      return push;
    }
  }

  private ObjectNode json(Push push) {
    double seconds = push.at().toEpochMilli() / 1000.0;
    ObjectNode json = Json.object().put("iden", push.iden()).put("type", "note");
    json.put("active", true).put("dismissed", false).put("direction", "self");
    json.put("created", seconds).put("modified", seconds);
    json.put("title", push.title()).put("body", push.body());
    if (!push.guid().isEmpty()) {
      json.put("guid", push.guid());
    }
    json.put("sender_iden", iden).put("sender_email", "sandbox@example.com");
    json.put("receiver_iden", iden).put("receiver_email", "sandbox@example.com");
    return json;
  }

  private ObjectNode me() {
    return Json.object()
        .put("iden", iden)
        .put("active", true)
        .put("email", "sandbox@example.com")
        .put("email_normalized", "sandbox@example.com")
        .put("name", "Sandbox");
  }
}
