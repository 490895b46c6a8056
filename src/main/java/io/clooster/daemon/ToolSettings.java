// SPDX-License-Identifier: Apache-2.0
package io.clooster.daemon;

import io.clooster.config.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What is to be known of settings that switch on Camel's tools for operators: which jar each needs,
 * and who gets in.
 */
final class ToolSettings {
  /** What Camel starts as soon as it reads it. */
  static final List<String> STARTED_AT_ONCE =
      List.of("camel.management.enabled", "camel.server.enabled", "camel.metrics.enabled");

  private static final Set<String> LOOPBACK = Set.of("127.0.0.1", "localhost", "::1");

  private static final List<String> SERVERS = List.of("camel.management.", "camel.server.");

  /** With these, who reaches the server does what he likes to the failover. */
  private static final List<String> DANGEROUS =
      List.of("send-enabled", "upload-enabled", "download-enabled");

  /**
   * A setting and what it needs.
   *
   * @param value what it must say for that
   * @param found a file in that jar
   * @param must true where Camel doesn't start without it; otherwise nothing comes of the setting
   */
  private record Need(String key, String value, String artifact, String found, boolean must) {
    Need(String key, String artifact, String found, boolean must) {
      this(key, "true", artifact, found, must);
    }
  }

  private static final String HTTP = "org/apache/camel/component/platform/http/main/";
  private static final String CONSOLE = "META-INF/org/apache/camel/dev-console/properties.json";
  private static final String METRICS = "META-INF/services/org/apache/camel/micrometer-prometheus";

  private static final String DUMP = "camel.main.dump-routes";
  private static final String SERVICES = "META-INF/services/org/apache/camel/";

  private static final List<Need> NEEDS =
      List.of(
          new Need(
              "camel.management.enabled",
              "camel-platform-http-main",
              HTTP + "ManagementHttpServer.class",
              true),
          new Need(
              "camel.server.enabled",
              "camel-platform-http-main",
              HTTP + "MainHttpServer.class",
              true),
          new Need("camel.metrics.enabled", "camel-micrometer-prometheus", METRICS, true),
          new Need(DUMP, "yaml", "camel-yaml-io", SERVICES + "modelyaml-dumper", true),
          new Need(DUMP, "xml", "camel-xml-io", SERVICES + "modelxml-dumper", true),
          new Need(
              "camel.management.metrics-enabled", "camel-micrometer-prometheus", METRICS, false),
          new Need("camel.main.dev-console-enabled", "camel-console", CONSOLE, false),
          new Need("camel.management.dev-console-enabled", "camel-console", CONSOLE, false),
          new Need(
              "camel.management.health-check-enabled",
              "camel-health",
              "META-INF/services/org/apache/camel/health-check/default-registry",
              false),
          new Need(
              "camel.management.jolokia-enabled",
              "camel-platform-http-jolokia",
              "META-INF/services/org/apache/camel/platform-http/jolokia",
              false),
          new Need(
              "camel.main.jmx-enabled",
              "camel-management",
              "META-INF/services/org/apache/camel/management/ManagementStrategyFactory",
              false));

  private ToolSettings() {}

  /** What Camel won't start with. */
  static List<Problem> problems(List<UserSetting> settings) {
    return missing(settings, true).toList();
  }

  /** What is without effect, or too much. */
  static List<Problem> warnings(List<UserSetting> settings) {
    List<Problem> warnings = new ArrayList<>(missing(settings, false).toList());
    for (UserSetting setting : settings) {
      for (String server : SERVERS) {
        if (is(setting, server + "host")
            && !LOOPBACK.contains(setting.value())
            && !isOn(settings, server + "authentication-enabled")) {
          warnings.add(
              setting.problem(
                  "whoever reaches this address looks into Clooster, and stops its routes",
                  "write 127.0.0.1, or ask for a password (docs/operators-tools.md)"));
        }
        for (String danger : DANGEROUS) {
          if (isOn(setting, server + danger)) {
            warnings.add(
                setting.problem(
                    "whoever reaches the port acts in Clooster's name", "leave it out"));
          }
        }
      }
    }
    return warnings;
  }

  private static Stream<Problem> missing(List<UserSetting> settings, boolean must) {
    return NEEDS.stream()
        .filter(need -> need.must() == must && !isThere(need.found()))
        .flatMap(
            need -> last(settings, need.key(), need.value()).map(on -> missing(on, need)).stream());
  }

  private static Problem missing(UserSetting setting, Need need) {
    return setting.problem(
        "needs " + need.artifact() + " in lib/ext/",
        "put it there with what it depends on (docs/operators-tools.md), or leave this out");
  }

  /** The one that counts, if it says this. */
  private static Optional<UserSetting> last(List<UserSetting> settings, String key, String value) {
    return settings.stream()
        .filter(setting -> is(setting, key))
        .reduce((earlier, later) -> later)
        .filter(setting -> setting.value().strip().equalsIgnoreCase(value));
  }

  private static boolean isOn(List<UserSetting> settings, String key) {
    return last(settings, key, "true").isPresent();
  }

  private static boolean isOn(UserSetting setting, String key) {
    return isOn(List.of(setting), key);
  }

  private static boolean is(UserSetting setting, String key) {
    return UserSetting.folded(setting.key()).equals(UserSetting.folded(key));
  }

  private static boolean isThere(String resource) {
    return ToolSettings.class.getClassLoader().getResource(resource) != null;
  }
}
