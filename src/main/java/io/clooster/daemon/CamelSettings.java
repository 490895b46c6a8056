// SPDX-License-Identifier: Apache-2.0
package io.clooster.daemon;

import io.clooster.config.Config;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.Set;
import java.util.UUID;

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

  /**
   * What stands in each provider's block and is no property of its Kamelet: that gets them with
   * each order, and may call a bean of its own so.
   */
  private static final Set<String> OURS = Set.of("zone", "record", "type", "preferred_value");

  private CamelSettings() {}

  static Properties of(Config config, Path home, UserSettings users) {
    Properties settings = ours();
    users.values().forEach((key, value) -> put(settings, key, value));
    settings.putAll(config.properties());
    settings.setProperty("camel.component.kamelet.location", RouteDirectory.kameletLocations(home));
    settings.setProperty("dns.provider", config.provider().name());
    settings.setProperty("dns.kamelet", config.provider().kamelet());
    settings.setProperty("operate.run", UUID.randomUUID().toString());
    settings.setProperty("clooster.version", BuildVersion.get());
    provider(config, home, settings);
    config.notifiers().forEach(notifier -> notifier(config, notifier, settings));
    return settings;
  }

  private static void provider(Config config, Path home, Properties settings) {
    String provider = config.provider().name();
    for (String kamelet : RouteDirectory.kameletsOf(provider + "-dns", home)) {
      values(config, provider)
          .forEach(
              (key, value) -> {
                if (!OURS.contains(key)) {
                  settings.setProperty(KameletNames.setting(kamelet, key), value);
                }
              });
    }
  }

  private static void notifier(Config config, Config.Notifier notifier, Properties settings) {
    for (String kamelet : List.of(notifier.kamelet(), KameletNames.trial(notifier.kamelet()))) {
      values(config, notifier.name())
          .forEach(
              (key, value) ->
                  settings.setProperty(KameletNames.setting(kamelet, notifier.name(), key), value));
    }
  }

  private static Map<String, String> values(Config config, String block) {
    return config.services().getOrDefault(block, Map.of());
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
