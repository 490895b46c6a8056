// SPDX-License-Identifier: Apache-2.0
package io.clooster.testing;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.joran.JoranConfigurator;
import ch.qos.logback.core.joran.spi.JoranException;
import org.slf4j.LoggerFactory;

/** The log settings that users have, in place of the tests', while it is open. */
public final class ShippedLogSettings implements AutoCloseable {
  private final LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();

  public ShippedLogSettings() {
    use("/logback.xml");
  }

  @Override
  public void close() {
    use("/logback-test.xml");
  }

  private void use(String settings) {
    JoranConfigurator configurator = new JoranConfigurator();
    configurator.setContext(context);
    context.reset();
    try {
      configurator.doConfigure(ShippedLogSettings.class.getResource(settings));
    } catch (JoranException e) {
      throw new IllegalStateException(settings + " is not read", e);
    }
  }
}
