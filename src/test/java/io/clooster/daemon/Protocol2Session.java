// SPDX-License-Identifier: Apache-2.0
package io.clooster.daemon;

import io.clooster.call.CallLimits;
import io.clooster.config.Config;
import io.clooster.link.protocol2.LinkSettings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.main.Main;

/** The shipped routes with protocol 2, in this process, for one server of a group. */
final class Protocol2Session implements AutoCloseable {
  private static final Path HOME = Path.of("").toAbsolutePath();

  private final Main camel = new Main();
  private final CallLimits limits = new CallLimits(RouteSession.CALL_DEADLINE);
  private final RouteSession rest;

  private Protocol2Session(RouteSession rest) {
    this.rest = rest;
  }

  /**
   * Starts.
   *
   * @param port to listen on, 0 for none
   * @param ports of the peers that are connected to
   */
  static Protocol2Session start(
      Path directory, LinkSettings settings, int port, Map<String, Integer> ports)
      throws Exception {
    Files.createDirectories(directory);
    Protocol2Session session = new Protocol2Session(RouteSession.listening(directory));
    var config = session.rest.config();
    Files.createDirectories(config.stateDir());
    CamelSetup.configure(
        session.camel, config, HOME, RouteDirectory.all(HOME), session.limits, UserSettings.none());
    session.camel.bind("linkSettings", settings);
    session.camel.addInitialProperty("link.protocol", "2");
    session.camel.addInitialProperty("link.listens", String.valueOf(port != 0));
    session.camel.addInitialProperty("listen.address", "127.0.0.1");
    session.camel.addInitialProperty("listen.port", String.valueOf(port));
    session.camel.start();
    ports.forEach(
        (peer, at) ->
            RoutesByConfig.dial(
                new Config.Server(peer, "127.0.0.1", at, Map.of()), session.context()));
    return session;
  }

  CamelContext context() {
    return camel.getCamelContext();
  }

  @Override
  public void close() {
    camel.stop();
    limits.close();
    rest.close();
  }
}
