// SPDX-License-Identifier: Apache-2.0
package io.clooster.dns.server;

/** What one provider asks of a request, and what it does with it. */
abstract class ApiRules {
  /** The path under which all of it is, without a slash at its end. */
  abstract String base();

  /** Refuses a request without the credentials, or with others. */
  abstract void authenticate(ReceivedRequest request);

  abstract Routes routes();

  /** An answer that says no, in the provider's form. */
  abstract ApiReply failure(int status, String message);

  /** What a request is answered with that comes too soon after others. */
  ApiReply throttled(int retryAfterSeconds) {
    return failure(429, "Too many requests").with("Retry-After", String.valueOf(retryAfterSeconds));
  }

  /** Refuses a body that is not said to be of the documented type. */
  void checkMediaType(ReceivedRequest request) {
    if (!request.body().isEmpty() && !request.mediaType().equals("application/json")) {
      throw refusal(415, "Content-Type must be application/json");
    }
  }

  /** Time has passed: what was under way in the background may have ended. */
  void settle() {}

  /** What every answer carries. */
  ApiReply finished(ApiReply reply) {
    return reply;
  }

  final ApiRefusal refusal(int status, String message) {
    return new ApiRefusal(failure(status, message));
  }

  /** Asks for {@code scheme}, one space, and the token, letter by letter. */
  final void require(ReceivedRequest request, String scheme, String token, String message) {
    if (!request.header("Authorization").orElse("").equals(scheme + " " + token)) {
      throw refusal(401, message);
    }
  }
}
