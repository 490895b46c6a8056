// SPDX-License-Identifier: Apache-2.0
package io.clooster.call;

import java.io.IOException;
import java.time.Duration;

/** A call was not answered in full within its total deadline. */
public final class DeadlineExceeded extends IOException implements InPlainWords {
  private static final long serialVersionUID = 1L;

  DeadlineExceeded(Duration deadline) {
    super("no full answer within " + FailureText.of(deadline));
  }
}
