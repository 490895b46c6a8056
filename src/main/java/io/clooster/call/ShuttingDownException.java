// SPDX-License-Identifier: Apache-2.0
package io.clooster.call;

import java.io.InterruptedIOException;

/** Clooster stops and did not wait for this: it says nothing about what was called. */
public final class ShuttingDownException extends InterruptedIOException {
  private static final long serialVersionUID = 1L;

  ShuttingDownException() {
    super("Clooster is stopping");
  }
}
