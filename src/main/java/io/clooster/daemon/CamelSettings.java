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
 * What Camel is set to: by ourselves ({@code camel.properties}), over that by the user ({@link
 * UserSettings}), and over both by the configuration, for the placeholders of routes and the
 * Kamelets.
 */
final class CamelSettings {
  /** Whether a placeholder may be one of the environment. */
  static final String ENVIRONMENT = "camel.component.properties.environment-variable-mode";

  /** Whether it may be one of Java's system properties. */
  static final String SYSTEM = "camel.component.properties.system-properties-mode";

  static final String NEVER = "0";

  private CamelSettings() {}

  static Properties of(Config config, Path home, UserSettings users) {
    Properties settings = ours();
    users.values().forEach((key, value) -> put(settings, key, value));
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

  /** In the place of ours, however the key is spelt: of two spellings Camel would take either. */
  private static void put(Properties settings, String key, String value) {
    String folded = UserSetting.folded(key);
    settings.stringPropertyNames().stream()
        .filter(name -> UserSetting.folded(name).equals(folded))
        .forEach(settings::remove);
    settings.setProperty(key, value);
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
