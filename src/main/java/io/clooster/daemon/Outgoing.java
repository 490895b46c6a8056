// SPDX-License-Identifier: Apache-2.0
package io.clooster.daemon;

import io.clooster.call.CallLimits;
import io.clooster.call.Connections;
import io.clooster.call.FailureText;
import io.clooster.call.Proxy;
import io.clooster.call.TrustedCertificates;
import io.clooster.config.Config;
import io.clooster.config.Secret;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.time.Duration;
import org.apache.hc.client5.http.io.HttpClientConnectionManager;
import org.jspecify.annotations.Nullable;

/** How a configuration wants the APIs to be called. */
final class Outgoing {
  /** A file that calls need can't be used; the message is made to be shown as it is. */
  static final class Unusable extends IllegalStateException {
    private static final long serialVersionUID = 1L;

    Unusable(String message, Throwable cause) {
      super(message, cause);
    }
  }

  private Outgoing() {}

  /** The limits of its calls, through its proxy if it has one, and whom they trust. */
  static CallLimits limits(Config config, Duration deadline) {
    return new CallLimits(deadline, proxy(config.http().proxy()), config.http().ca());
  }

  private static @Nullable Proxy proxy(Config.@Nullable Proxy proxy) {
    if (proxy == null) {
      return null;
    }
    @Nullable Secret password = proxy.password();
    return new Proxy(
        proxy.host(), proxy.port(), proxy.user(), password == null ? null : password.value());
  }

  /**
   * The connections for them.
   *
   * @throws Unusable if the file of certificates is no use any more
   */
  static HttpClientConnectionManager connections(Config config, Duration deadline) {
    if (config.http().ca() == null) {
      return Connections.pool(deadline);
    }
    try {
      return Connections.pool(deadline, TrustedCertificates.with(config.http().ca()));
    } catch (IOException | GeneralSecurityException e) {
      throw new Unusable(
          "http.ca: "
              + config.http().ca()
              + " can't be used: "
              + FailureText.of(e)
              + ". Name a file of certificates in PEM form that this user may read",
          e);
    }
  }
}
