// SPDX-License-Identifier: Apache-2.0
package io.clooster.health;

import java.io.IOException;

/** A look found something wrong, and says so in words that are fit for the log. */
final class CheckFailure extends IOException {
  private static final long serialVersionUID = 1L;

  CheckFailure(String message) {
    super(message);
  }
}
