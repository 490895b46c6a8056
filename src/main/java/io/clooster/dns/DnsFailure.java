// SPDX-License-Identifier: Apache-2.0
package io.clooster.dns;

import java.time.Duration;
import java.util.Set;

/**
 * A provider refused, or its answer is of no use; the message is the provider's own where it had
 * one.
 */
public final class DnsFailure extends Exception {
  private static final long serialVersionUID = 1L;

  /** "Unauthorized" and "Forbidden" of HTTP (RFC 9110). */
  private static final Set<Integer> DENIALS = Set.of(401, 403);

  private final Duration retryAfter;
  private final boolean denied;

  public DnsFailure(String message) {
    this(message, Duration.ZERO);
  }

  /** {@code retryAfter} is how long the provider asked us to wait, zero when it did not say. */
  public DnsFailure(String message, Duration retryAfter) {
    this(message, retryAfter, false);
  }

  /** {@code denied} when it refused our credentials. */
  public DnsFailure(String message, Duration retryAfter, boolean denied) {
    super(message);
    this.retryAfter = retryAfter;
    this.denied = denied;
  }

  /** True for an answer of HTTP that refuses our credentials, whatever else it says. */
  public static boolean isDenial(int status) {
    return DENIALS.contains(status);
  }

  /** True when the provider refused our credentials. */
  public boolean denied() {
    return denied;
  }

  public Duration retryAfter() {
    return retryAfter;
  }
}
