// SPDX-License-Identifier: Apache-2.0
package io.clooster.sandbox;

import java.time.Instant;
import java.util.OptionalLong;

/**
 * One request that an API received, and what became of it so far.
 *
 * @param api {@code cloudflare} or {@code pushbullet}
 * @param at when it arrived
 * @param arrivedNanos {@link System#nanoTime} of that
 * @param effectNanos {@link System#nanoTime} when the API had carried it out (or refused it on its
 *     merits); empty as long as it has not, and for good if a fault kept it from the API
 * @param method HTTP method
 * @param path whole path, {@code /client/v4/zones}
 * @param query without the question mark; empty if there is none
 * @param status HTTP status of the answer; 0 as long as none is sent, and for good if none is
 * @param body what the client sent, credentials left out; empty if nothing
 */
public record ApiCall(
    String api,
    Instant at,
    long arrivedNanos,
    OptionalLong effectNanos,
    String method,
    String path,
    String query,
    int status,
    String body) {

  /** Whether it asks for a change: any method but GET and HEAD. */
  public boolean isWrite() {
    return !method.equals("GET") && !method.equals("HEAD");
  }

  ApiCall effectiveAt(long nanos) {
    return new ApiCall(
        api, at, arrivedNanos, OptionalLong.of(nanos), method, path, query, status, body);
  }

  ApiCall answered(int withStatus) {
    return new ApiCall(api, at, arrivedNanos, effectNanos, method, path, query, withStatus, body);
  }
}
