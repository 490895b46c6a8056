// SPDX-License-Identifier: Apache-2.0
package io.clooster.daemon;

import io.clooster.call.FailureText;
import io.clooster.config.Config;
import org.apache.camel.CamelExecutionException;

/** Tries a notifier's credentials, without a message. */
final class NotifierProbe {
  private final KameletCalls calls;
  private final Config.Notifier notifier;

  NotifierProbe(KameletCalls calls, Config.Notifier notifier) {
    this.calls = calls;
    this.notifier = notifier;
  }

  CheckFinding probe() {
    String service = notifier.name();
    String kamelet = KameletNames.trial(notifier.kamelet());
    if (!calls.has(kamelet)) {
      return CheckFinding.good(
          "The notifier "
              + service
              + " can't be tried without a message: whether it is delivered, the first one shows");
    }
    try {
      calls.call(KameletNames.instance(kamelet, service), "", Object.class);
      return CheckFinding.good("The notifier " + service + " accepts the credentials");
    } catch (CamelExecutionException e) {
      return CheckFinding.error(
          "the notifier "
              + service
              + " would not deliver a message: "
              + FailureText.of(e)
              + "; correct its block in the configuration, or see whether it can be reached");
    }
  }
}
