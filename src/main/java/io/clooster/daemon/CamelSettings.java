// SPDX-License-Identifier: Apache-2.0
package io.clooster.daemon;

import io.clooster.config.Config;
import io.clooster.systemd.NotifySettings;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * What Camel is set to: by ourselves ({@code camel.properties} and, in a process of our own, {@code
 * process.properties}), over that by the user ({@link UserSettings}), and over both by the
 * configuration, for the placeholders of routes and the Kamelets.
 */
final class CamelSettings {
  /** Whether a placeholder may be one of the environment. */
  static final String ENVIRONMENT = "camel.component.properties.environment-variable-mode";

  /** Whether it may be one of Java's system properties. */
  static final String SYSTEM = "camel.component.properties.system-properties-mode";

  static final String NEVER = "0";

  /** Where systemd is told of this process; a host's own matter. */
  static final String SYSTEMD = "systemd.socket";

  /**
   * What stands in each provider's block and is no property of its Kamelet: that gets them with
   * each order, and may call a bean of its own so.
   */
  private static final Set<String> OURS = Set.of("zone", "record", "type", "preferred_value");

  private CamelSettings() {}

  static Properties of(Config config, Path home, UserSettings users) {
    Properties settings = read("camel.properties");
    settings.putAll(read("process.properties"));
    users.values().forEach((key, value) -> put(settings, key, value));
    settings.putAll(ofConfig(config, RouteDirectory.kameletNames(home)));
    settings.setProperty("camel.component.kamelet.location", RouteDirectory.kameletLocations(home));
    NotifySettings.of(System.getenv(), ProcessHandle.current().pid())
        .ifPresent(
            systemd -> {
              settings.setProperty(SYSTEMD, systemd.socket());
              settings.setProperty("systemd.every", String.valueOf(systemd.every().toMillis()));
            });
    return settings;
  }

  /**
   * The same where somebody else has set Camel up, and lets it find its Kamelets.
   *
   * @param kamelets the names of those that there are
   * @param theirs what they have set, which stays as it is
   */
  static Properties beside(Set<String> theirs, Config config, Collection<String> kamelets) {
    Set<String> taken = theirs.stream().map(UserSetting::folded).collect(Collectors.toSet());
    Properties settings = read("camel.properties");
    settings.stringPropertyNames().stream()
        .filter(key -> taken.contains(UserSetting.folded(key)))
        .forEach(settings::remove);
    settings.putAll(ofConfig(config, kamelets));
    return settings;
  }

  private static Properties ofConfig(Config config, Collection<String> kamelets) {
    Properties settings = new Properties();
    settings.putAll(config.properties());
    settings.setProperty("dns.provider", config.provider().name());
    settings.setProperty("dns.kamelet", config.provider().kamelet());
    settings.setProperty("operate.run", UUID.randomUUID().toString());
    settings.setProperty("clooster.version", BuildVersion.get());
    kamelets.stream()
        .filter(kamelet -> kamelet.startsWith(config.provider().name() + "-dns-"))
        .forEach(kamelet -> provider(config, kamelet, settings));
    config.notifiers().forEach(notifier -> notifier(config, notifier, settings));
    return settings;
  }

  private static void provider(Config config, String kamelet, Properties settings) {
    values(config, config.provider().name())
        .forEach(
            (key, value) -> {
              if (!OURS.contains(key)) {
                settings.setProperty(KameletNames.setting(kamelet, key), value);
              }
            });
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

  private static Properties read(String file) {
    Properties settings = new Properties();
    try (InputStream in = CamelSettings.class.getResourceAsStream(file)) {
      settings.load(Objects.requireNonNull(in, file + " is a part of the jar"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return settings;
  }
}
