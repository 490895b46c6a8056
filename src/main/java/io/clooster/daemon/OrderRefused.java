// SPDX-License-Identifier: Apache-2.0
package io.clooster.daemon;

import java.util.Map;

/** What the operator asked for is not done, and nothing was changed; the message says why. */
public final class OrderRefused extends Exception {
  private static final long serialVersionUID = 1L;

  private final int status;

  /** {@code status} is that of HTTP. */
  OrderRefused(int status, String message) {
    super(message);
    this.status = status;
  }

  /** That of HTTP. */
  public int status() {
    return status;
  }

  /** What is told of it, plain data for JSON. */
  public Map<String, Object> answer() {
    return Map.of("error", String.valueOf(getMessage()));
  }
}
