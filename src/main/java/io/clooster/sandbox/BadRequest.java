// SPDX-License-Identifier: Apache-2.0
package io.clooster.sandbox;

import java.io.IOException;

/** What came in is not HTTP as we take it; the connection can't go on after the answer. */
final class BadRequest extends IOException {
  private static final long serialVersionUID = 1;

  private final int status;

  BadRequest(int status, String message) {
    super(message);
    this.status = status;
  }

  int status() {
    return status;
  }
}
