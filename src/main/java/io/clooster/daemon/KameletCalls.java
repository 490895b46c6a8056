// SPDX-License-Identifier: Apache-2.0
package io.clooster.daemon;

import io.clooster.call.CallLimits;
import io.clooster.config.Config;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.main.Main;
import org.jspecify.annotations.Nullable;

/**
 * The Kamelets of an installation with a configuration's values, and nothing that listens, ticks or
 * sends by itself.
 */
final class KameletCalls implements AutoCloseable {
  private final Config config;
  private final Path home;
  private final CallLimits limits;
  private final Main camel = new Main();

  private KameletCalls(Config config, Path home) {
    this.config = config;
    this.home = home;
    this.limits = Outgoing.limits(config, Daemon.CALL_DEADLINE);
  }

  /**
   * Makes them ready to be called.
   *
   * @throws StartFailure where their files are broken
   */
  static KameletCalls of(Config config, Path home) throws StartFailure {
    KameletCalls calls = new KameletCalls(config, home);
    try {
      CamelSetup.configure(
          calls.camel,
          config,
          home,
          RouteDirectory.withoutRoutes(home),
          calls.limits,
          UserSettings.of(home, System.getenv()));
      calls.camel.start();
      return calls;
    } catch (Exception e) {
      calls.close();
      throw StartFailure.of(e, config);
    }
  }

  Config config() {
    return config;
  }

  /** Whether the installation has such a Kamelet: some are for a provider or notifier to choose. */
  boolean has(String kamelet) {
    String file = kamelet + ".kamelet.yaml";
    return Files.exists(RouteDirectory.kamelets(home).resolve(file))
        || Files.exists(RouteDirectory.ownKamelets(home).resolve(file));
  }

  /** The DNS provider. */
  ProviderCalls provider() {
    return new ProviderCalls(camel.getCamelContext(), config);
  }

  /**
   * What the Kamelet answers; null where it answers nothing.
   *
   * @throws org.apache.camel.CamelExecutionException with what failed
   */
  <T> @Nullable T call(String kamelet, Object body, Class<T> type) {
    return camel
        .getCamelContext()
        .createProducerTemplate()
        .requestBody("kamelet:" + kamelet, body, type);
  }

  /** The exchange after this Kamelet has had it; what failed is in it. */
  Exchange send(String kamelet, Processor prepared) {
    return camel.getCamelContext().createProducerTemplate().send("kamelet:" + kamelet, prepared);
  }

  @Override
  public void close() {
    camel.stop();
    limits.close();
  }
}
