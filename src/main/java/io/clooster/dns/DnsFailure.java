// SPDX-License-Identifier: Apache-2.0
package io.clooster.dns;

import java.time.Duration;

/**
 * A provider refused, or its answer is of no use; the message is the provider's own where it had
 * one.
 */
public final class DnsFailure extends Exception {
  private static final long serialVersionUID = 1L;

  private final Duration retryAfter;

  public DnsFailure(String message) {
    this(message, Duration.ZERO);
  }

  /** {@code retryAfter} is how long the provider asked us to wait, zero when it did not say. */
  public DnsFailure(String message, Duration retryAfter) {
    super(message);
    this.retryAfter = retryAfter;
  }

  public Duration retryAfter() {
    return retryAfter;
  }
}
