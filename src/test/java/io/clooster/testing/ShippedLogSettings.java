// SPDX-License-Identifier: Apache-2.0
package io.clooster.testing;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.joran.JoranConfigurator;
import ch.qos.logback.core.joran.spi.JoranException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;
import org.slf4j.LoggerFactory;

/** The levels that the daemon's log has for users, in place of the tests', while it is open. */
public final class ShippedLogSettings implements AutoCloseable {
  private static final String LEVEL = "org.slf4j.simpleLogger.log.";

  private final LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();

  public ShippedLogSettings() {
    Properties settings = new Properties();
    try (InputStream in =
        ShippedLogSettings.class.getResourceAsStream("/io/clooster/cli/log.properties")) {
      settings.load(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    settings.stringPropertyNames().stream()
        .filter(name -> name.startsWith(LEVEL))
        .forEach(
            name ->
                context
                    .getLogger(name.substring(LEVEL.length()))
                    .setLevel(Level.valueOf(settings.getProperty(name).strip())));
  }

  @Override
  public void close() {
    JoranConfigurator configurator = new JoranConfigurator();
    configurator.setContext(context);
    context.reset();
    try {
      configurator.doConfigure(ShippedLogSettings.class.getResource("/logback-test.xml"));
    } catch (JoranException e) {
      throw new IllegalStateException("logback-test.xml is not read", e);
    }
  }
}
