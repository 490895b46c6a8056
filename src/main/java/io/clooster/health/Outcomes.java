// SPDX-License-Identifier: Apache-2.0
package io.clooster.health;

import io.clooster.call.PlainWords;
import java.io.IOException;
import org.apache.camel.http.base.HttpOperationFailedException;

/** Makes outcomes of what a route met. */
public final class Outcomes {

  /** The look found nothing wrong. */
  public Outcome success(String check) {
    return new Outcome(check, true, "");
  }

  /** The look found something wrong, or did not come to an end. */
  public Outcome failure(String check, Throwable failure) {
    return new Outcome(check, false, reason(PlainWords.rootOf(failure)));
  }

  private static String reason(Throwable root) {
    if (root instanceof HttpOperationFailedException refused) {
      return "HTTP " + refused.getStatusCode();
    } else if (root instanceof CheckFailure) {
      return PlainWords.quote(String.valueOf(root.getMessage()));
    } else if (root instanceof IOException) {
      return PlainWords.of(root);
    }
    // Its text might quote the URL, and with it a secret.
    return root.getClass().getSimpleName();
  }
}
