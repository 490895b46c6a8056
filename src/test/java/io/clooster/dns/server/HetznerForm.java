// SPDX-License-Identifier: Apache-2.0
package io.clooster.dns.server;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;

/**
 * How Hetzner refuses, by https://docs.hetzner.cloud/reference/cloud#description/errors and
 * #description/rate-limiting there.
 */
abstract class HetznerForm extends ApiRules {
  /** From the table of error codes; the rest has no code of its own there. */
  private static final Map<Integer, String> CODES =
      Map.of(
          400, "json_error",
          401, "unauthorized",
          403, "forbidden",
          404, "not_found",
          405, "method_not_allowed",
          409, "uniqueness_error",
          422, "invalid_input",
          423, "locked",
          429, "rate_limit_exceeded",
          503, "unavailable");

  @Override
  final String base() {
    return "/v1";
  }

  @Override
  final ApiReply failure(int status, String message) {
    return failure(status, CODES.getOrDefault(status, "server_error"), message);
  }

  /** No Retry-After: only RateLimit-Reset is documented, a time in seconds since 1970. */
  @Override
  final ApiReply throttled(int retryAfterSeconds) {
    long reset = System.currentTimeMillis() / 1000 + retryAfterSeconds;
    return failure(429, "Too many requests")
        .with("RateLimit-Limit", "3600")
        .with("RateLimit-Remaining", "0")
        .with("RateLimit-Reset", String.valueOf(reset));
  }

  @Override
  final ApiReply finished(ApiReply reply) {
    return reply
        .with("RateLimit-Limit", "3600")
        .with("RateLimit-Remaining", "3599")
        .with("RateLimit-Reset", String.valueOf(System.currentTimeMillis() / 1000 + 1));
  }

  final ApiRefusal refusal(int status, String code, String message) {
    return new ApiRefusal(failure(status, code, message));
  }

  final ApiRefusal invalid(String field, String mistake) {
    return refusal(422, "invalid_input", "invalid input in field '" + field + "': " + mistake);
  }

  private static ApiReply failure(int status, String code, String message) {
    ObjectNode body = JsonBody.object();
    body.putObject("error").put("code", code).put("message", message).putNull("details");
    return ApiReply.json(status, body);
  }
}
