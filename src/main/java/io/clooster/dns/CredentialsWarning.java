// SPDX-License-Identifier: Apache-2.0
package io.clooster.dns;

import io.clooster.config.Config;
import io.clooster.failover.Action;
import io.clooster.failover.Values;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Optional;
import org.apache.camel.Body;
import org.jspecify.annotations.Nullable;

/** Says that the credentials for the DNS end soon. */
public final class CredentialsWarning {
  private final String server;
  private final String provider;
  private final InstantSource clock;

  public CredentialsWarning(Config config) {
    this(config.thisServer(), config.provider().name(), InstantSource.system());
  }

  CredentialsWarning(String server, String provider, InstantSource clock) {
    this.server = server;
    this.provider = provider;
    this.clock = clock;
  }

  /**
   * The message; null where it is not time for one. Its id is the same for the same end and {@link
   * CredentialsExpiry.Stage}, and no other.
   *
   * @param expires what the provider said
   */
  public Action.@Nullable Notify on(@Body @Nullable String expires) {
    Instant now = clock.instant();
    Optional<CredentialsExpiry> expiry = CredentialsExpiry.of(expires);
    if (expiry.isEmpty() || expiry.get().stage(now) == CredentialsExpiry.Stage.LATER) {
      return null;
    }
    CredentialsExpiry.Stage stage = expiry.get().stage(now);
    boolean ended = stage == CredentialsExpiry.Stage.ENDED;
    String id =
        "%s-credentials-%d-%s"
            .formatted(
                server, expiry.get().at().getEpochSecond(), stage.name().toLowerCase(Locale.ROOT));
    Values values =
        Values.of("provider", provider)
            .and("at", expiry.get().at().toString())
            .and("left", ended ? null : expiry.get().left(now));
    return new Action.Notify(id, "credentials-end", ended ? "ended" : "soon", "", values);
  }
}
