// SPDX-License-Identifier: Apache-2.0
package io.clooster.daemon;

import io.clooster.dns.CredentialsExpiry;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.apache.camel.CamelExecutionException;

/** Asks when the credentials for the DNS end. Not every provider tells, nor for all of them. */
final class TokenProbe {
  private final KameletCalls calls;

  TokenProbe(KameletCalls calls) {
    this.calls = calls;
  }

  /** Nothing where nobody says. */
  List<CheckFinding> probe() {
    if (!calls.config().provider().can().contains("token")) {
      return List.of();
    }
    try {
      String expires = calls.provider().token();
      Optional<CredentialsExpiry> expiry = CredentialsExpiry.of(expires);
      return expiry.map(found -> List.of(finding(found))).orElse(List.of());
    } catch (CamelExecutionException e) {
      // Whether they are good at all, the record tells.
      return List.of();
    }
  }

  private CheckFinding finding(CredentialsExpiry expiry) {
    Instant now = Instant.now();
    return expiry.stage(now) == CredentialsExpiry.Stage.LATER
        ? CheckFinding.good("The credentials for the DNS end at " + expiry.at())
        : CheckFinding.warning(expiry.told(calls.config().provider().name(), now));
  }
}
