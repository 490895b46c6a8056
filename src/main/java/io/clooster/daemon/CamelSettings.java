// SPDX-License-Identifier: Apache-2.0
package io.clooster.daemon;

import io.clooster.config.Config;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Properties;

/**
 * What Camel is set to: by ourselves ({@code camel.properties}), and by the configuration, for the
 * placeholders of routes and the Kamelets. An {@code application.properties} on the class path
 * wins, where the caller lets Camel read one.
 */
final class CamelSettings {
  private CamelSettings() {}

  static Properties of(Config config, Path home) {
    Properties settings = ours();
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

  private static Properties ours() {
    Properties settings = new Properties();
    try (InputStream in = CamelSettings.class.getResourceAsStream("camel.properties")) {
      settings.load(Objects.requireNonNull(in, "camel.properties is a part of the jar"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return settings;
  }
}
