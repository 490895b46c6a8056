// SPDX-License-Identifier: Apache-2.0
package io.clooster.dns.cloudflare;

import com.fasterxml.jackson.databind.JsonNode;
import io.clooster.dns.DnsFailure;
import java.util.List;

/**
 * What an operation has come to: calls that are still to be made, or its result.
 *
 * @param calls to be made side by side; none when it is over
 * @param result what the Kamelet leaves; empty until it is over
 * @param then what to do with the answers, in any order
 * @param zone what is remembered between operations
 */
public record CloudflareStep(
    List<CloudflareCall> calls, Object result, Then then, CloudflareZone zone) {

  /** Reads the answers to a step's calls. */
  public interface Then {
    CloudflareStep step(List<JsonNode> envelopes) throws DnsFailure;
  }

  static CloudflareStep asking(List<CloudflareCall> calls, Then then) {
    return new CloudflareStep(List.copyOf(calls), "", then, new CloudflareZone());
  }

  static CloudflareStep over(Object result) {
    return new CloudflareStep(
        List.of(),
        result,
        none -> {
          throw new IllegalStateException("it is over");
        },
        new CloudflareZone());
  }

  /** The same, with what is remembered. */
  CloudflareStep with(CloudflareZone remembered) {
    return new CloudflareStep(calls, result, then, remembered);
  }

  /** Whether there is more than one call to be made. */
  public boolean isSideBySide() {
    return calls.size() > 1;
  }
}
