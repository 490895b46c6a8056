// SPDX-License-Identifier: Apache-2.0
package io.clooster.dns;

import io.clooster.call.FailureText;
import io.clooster.call.RetryAfter;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import org.apache.camel.http.base.HttpOperationFailedException;

/**
 * An answer of HTTP that is no success, as Camel's component throws it where a Kamelet says nothing
 * else.
 *
 * @param now for a {@code Retry-After} that is a date
 */
record HttpRefusal(HttpOperationFailedException answer, Instant now) {
  /** "Conflict" and "Precondition Failed" (RFC 9110): what was read is not there any more. */
  private static final Set<Integer> CONFLICTS = Set.of(409, 412);

  private static final int TOO_MANY_CALLS = 429;

  /** Whether a write that depended on what was read came too late. */
  boolean isConflict() {
    return CONFLICTS.contains(answer.getStatusCode());
  }

  /** Whether that may be so: another read tells. */
  boolean mayBeConflict() {
    int status = answer.getStatusCode();
    return status / 100 == 4 && status != TOO_MANY_CALLS && !isDenial();
  }

  /** Whether our credentials are refused. */
  boolean isDenial() {
    return DnsFailure.isDenial(answer.getStatusCode());
  }

  /** Its status and its body, in one line that has no secret of ours. */
  String reason() {
    String body = answer.getResponseBody();
    return "refused with HTTP "
        + answer.getStatusCode()
        + (body == null || body.isBlank() ? "" : ": " + FailureText.quote(body));
  }

  /** How long it asked us to wait; zero when it did not say. */
  Duration retryAfter() {
    Map<String, String> headers = answer.getResponseHeaders();
    return headers == null
        ? Duration.ZERO
        : headers.entrySet().stream()
            .filter(header -> "Retry-After".equalsIgnoreCase(header.getKey()))
            .map(header -> RetryAfter.of(header.getValue(), now))
            .findFirst()
            .orElse(Duration.ZERO);
  }
}
