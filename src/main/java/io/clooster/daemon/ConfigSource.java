// SPDX-License-Identifier: Apache-2.0
package io.clooster.daemon;

import java.util.Properties;
import java.util.function.Predicate;
import org.apache.camel.Ordered;
import org.apache.camel.spi.LoadablePropertiesSource;
import org.jspecify.annotations.Nullable;

/** Gives a Camel context that somebody else has set up the values of a configuration. */
final class ConfigSource implements LoadablePropertiesSource, Ordered {
  private final Properties values;

  /** These values, which count more than what the context has from elsewhere. */
  ConfigSource(Properties values) {
    this.values = values;
  }

  @Override
  public String getName() {
    return "clooster";
  }

  @Override
  public @Nullable String getProperty(String name) {
    return values.getProperty(name);
  }

  @Override
  public Properties loadProperties() {
    return loadProperties(name -> true);
  }

  @Override
  public Properties loadProperties(Predicate<String> filter) {
    Properties some = new Properties();
    values.stringPropertyNames().stream()
        .filter(filter)
        .forEach(name -> some.setProperty(name, values.getProperty(name)));
    return some;
  }

  @Override
  public void reloadProperties(String location) {
    // What a configuration says counts from the next start.
  }

  @Override
  public int getOrder() {
    return HIGHEST;
  }
}
