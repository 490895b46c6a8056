// SPDX-License-Identifier: Apache-2.0
package io.clooster.daemon;

import io.clooster.call.FailureText;
import io.clooster.config.Config;
import io.clooster.link.protocol2.IdentityFailure;
import java.net.BindException;

/** Clooster can't start, and waiting would not help. The message is made to be shown as it is. */
public final class StartFailure extends Exception {
  private static final long serialVersionUID = 1L;

  StartFailure(String message) {
    super(message);
  }

  /** What Camel's exception means to an administrator. */
  static StartFailure of(Exception failure, Config config) {
    Throwable root = FailureText.rootOf(failure);
    if (failure instanceof Outgoing.Unusable) {
      return new StartFailure(String.valueOf(failure.getMessage()));
    }
    if (root instanceof BindException && config.role() instanceof Config.Role.Listening server) {
      return new StartFailure(
          "can't listen on "
              + server.address()
              + " port "
              + server.port()
              + ": "
              + root.getMessage()
              + advice(root));
    }
    if (root instanceof IdentityFailure || root instanceof WholeRoutes.Incomplete) {
      return new StartFailure(String.valueOf(root.getMessage()));
    }
    return new StartFailure(
        "the routes do not start: " + failure.getMessage() + " (" + FailureText.of(failure) + ")");
  }

  private static String advice(Throwable bind) {
    return String.valueOf(bind.getMessage()).contains("assign requested address")
        ? ". This machine does not have that address, or not yet: correct it, or leave it out to"
            + " listen on all"
        : ". Does another program, or another Clooster, use the port? Is the address this server's?";
  }
}
