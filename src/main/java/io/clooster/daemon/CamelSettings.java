// SPDX-License-Identifier: Apache-2.0
package io.clooster.daemon;

import io.clooster.config.Config;
import java.nio.file.Path;
import java.util.Properties;

/**
 * The configuration as Camel's properties: for the routes' placeholders, the Kamelets, and Camel.
 */
final class CamelSettings {
  private CamelSettings() {}

  static Properties of(Config config, Path home) {
    Properties settings = new Properties();
    settings.putAll(config.properties());
    settings.setProperty("record.provider", config.record().provider());
    config
        .services()
        .forEach(
            (block, values) -> {
              for (String kamelet : RouteDirectory.kameletsOf(block, home)) {
                values.forEach(
                    (key, value) ->
                        settings.setProperty("camel.kamelet." + kamelet + "." + key, value));
              }
            });
    return settings;
  }
}
