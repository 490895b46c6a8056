// SPDX-License-Identifier: Apache-2.0
package io.clooster.daemon;

import io.clooster.call.CallLimits;
import io.clooster.call.Connections;
import io.clooster.config.Config;
import io.clooster.link.Links;
import java.nio.file.Path;
import java.time.Duration;
import org.apache.camel.CamelContext;
import org.apache.camel.builder.TemplatedRouteBuilder;
import org.apache.camel.main.Main;

/**
 * One running Clooster: Camel with the routes of an installation and one configuration. It waits
 * for an API or a peer that is not there yet; it fails to start only for what waiting can't mend.
 */
public final class Daemon implements AutoCloseable {
  /** The total time that any call to an API may take. */
  private static final Duration CALL_DEADLINE = Duration.ofSeconds(10);

  private final Main camel;
  private final StateDirectory state;

  private Daemon(Main camel, StateDirectory state) {
    this.camel = camel;
    this.state = state;
  }

  /**
   * Starts with the routes below {@code home}.
   *
   * @throws StartFailure with a message that is made to be shown to the user
   */
  public static Daemon start(Config config, Path home) throws StartFailure {
    StateDirectory state = StateDirectory.lock(config.stateDir());
    Main camel = camel(config, home, RouteDirectory.all(home));
    try {
      camel.start();
      for (String service : config.messengers()) {
        deliver(service, camel.getCamelContext());
      }
      return new Daemon(camel, state);
    } catch (Exception e) {
      camel.stop();
      state.close();
      throw StartFailure.of(e, config);
    }
  }

  /** True while the peer is linked. */
  public boolean linked() {
    return camel.getCamelContext().getRegistry().findSingleByType(Links.class).any();
  }

  /** Stops the routes; what waits in the outbox stays there. */
  @Override
  public void close() {
    camel.stop();
    state.close();
  }

  /** Camel with the files of the pattern {@code routes}, configured but not started. */
  static Main camel(Config config, Path home, String routes) {
    Main camel = new Main();
    camel.configure().withRoutesIncludePattern(routes);
    camel.setInitialProperties(CamelSettings.of(config, home));
    camel.bind("config", config);
    camel.bind("key", config.key());
    camel.bind("callLimits", new CallLimits(CALL_DEADLINE));
    camel.bind("httpConnections", Connections.pool(CALL_DEADLINE));
    return camel;
  }

  private static void deliver(String service, CamelContext context) {
    TemplatedRouteBuilder.builder(context, "notify-deliver")
        .routeId("notify-deliver-" + service)
        .parameter("service", service)
        .add();
  }
}
