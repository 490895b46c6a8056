// SPDX-License-Identifier: Apache-2.0
package io.clooster.health;

import io.clooster.call.FailureText;
import java.io.IOException;
import org.apache.camel.http.base.HttpOperationFailedException;

/** Makes outcomes of what a route met. */
public final class CheckResults {

  /** The look found nothing wrong. */
  public CheckResult success(String check) {
    return new CheckResult(check, true, "");
  }

  /** The look found something wrong, or did not come to an end. */
  public CheckResult failure(String check, Throwable failure) {
    return new CheckResult(check, false, reason(FailureText.rootOf(failure)));
  }

  private static String reason(Throwable root) {
    if (root instanceof HttpOperationFailedException refused) {
      return "HTTP " + refused.getStatusCode();
    } else if (root instanceof CheckFailure) {
      return FailureText.quote(String.valueOf(root.getMessage()));
    } else if (root instanceof IOException) {
      return FailureText.of(root);
    }
    // Its text might quote the URL, and with it a secret.
    return root.getClass().getSimpleName();
  }
}
