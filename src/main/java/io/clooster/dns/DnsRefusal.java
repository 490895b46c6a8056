// SPDX-License-Identifier: Apache-2.0
package io.clooster.dns;

import java.time.Duration;

/**
 * A provider refused a write that depended on what was read: perhaps since that is not there any
 * more, which only another read can tell. Where it is known for sure to be so, it is a {@link
 * DnsConflict}.
 */
public final class DnsRefusal extends Exception {
  private static final long serialVersionUID = 1L;

  private final Duration retryAfter;

  /**
   * The message is the provider's own.
   *
   * @param retryAfter how long the provider asked us to wait, zero when it did not say
   */
  public DnsRefusal(String message, Duration retryAfter) {
    super(message);
    this.retryAfter = retryAfter;
  }

  public Duration retryAfter() {
    return retryAfter;
  }
}
