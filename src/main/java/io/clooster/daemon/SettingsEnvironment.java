// SPDX-License-Identifier: Apache-2.0
package io.clooster.daemon;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.apache.camel.main.MainHelper;
import org.jspecify.annotations.Nullable;

/**
 * Camel's settings in environment variables: {@code CAMEL_MAIN_SHUTDOWN_TIMEOUT}, {@code
 * CAMEL_COMPONENT_JMS_USERNAME}. Read here and not by Camel, so that a bad one can be told by its
 * name.
 */
final class SettingsEnvironment {
  /** Groups whose second part is a name, with Camel's own list of these names. */
  private static final Map<String, String> NAMED =
      Map.of(
          "COMPONENT", "components.properties",
          "DATAFORMAT", "dataformats.properties",
          "LANGUAGE", "languages.properties");

  private static final List<String> PLAIN =
      List.of("MAIN", "SSL", "HEALTH", "ROUTECONTROLLER", "MANAGEMENT", "METRICS", "SERVER");

  /** {@code CAMEL_SERVER_PORT=8080} is the user's, {@code tcp://10.0.0.1:80} that of a cluster. */
  private static final Pattern PORT = Pattern.compile("\\d{1,5}");

  private SettingsEnvironment() {}

  /** Those of {@code variables} that Camel knows a group for, in the order of their names. */
  static List<UserSetting> of(Map<String, String> variables) {
    return new TreeMap<>(variables)
        .entrySet().stream()
            .filter(variable -> !variable.getValue().isBlank())
            .map(variable -> setting(variable.getKey(), variable.getValue()))
            .filter(Objects::nonNull)
            .toList();
  }

  private static @Nullable UserSetting setting(String variable, String value) {
    String[] parts = variable.split("_", 3);
    if (parts.length < 3 || !parts[0].equals("CAMEL") || parts[2].isEmpty()) {
      return null;
    }
    @Nullable String key = null;
    if (PLAIN.contains(parts[1]) && !isOfKubernetes(variable, value)) {
      key = "camel." + lower(parts[1]) + "." + hyphens(parts[2]);
    } else if (NAMED.containsKey(parts[1])) {
      String name = name(parts[2], NAMED.get(parts[1]));
      key =
          parts[2].length() <= name.length() + 1
              ? null
              : "camel."
                  + lower(parts[1])
                  + "."
                  + hyphens(name)
                  + "."
                  + hyphens(parts[2].substring(name.length() + 1));
    }
    return key == null ? null : new UserSetting(key, value, "environment variable " + variable, 0);
  }

  /** What a cluster puts into the environment for a service that is called "camel-main". */
  private static boolean isOfKubernetes(String variable, String value) {
    return variable.endsWith("_SERVICE_HOST")
        || variable.endsWith("_SERVICE_PORT")
        || (variable.endsWith("_PORT") && !PORT.matcher(value.strip()).matches())
        || variable.contains("_PORT_");
  }

  /** The longest known name at the beginning, {@code AWS2_S3}; else the first word. */
  private static String name(String text, String list) {
    return known(list).stream()
        .map(name -> name.toUpperCase(Locale.ROOT).replace('-', '_'))
        .filter(name -> text.startsWith(name + "_"))
        .max(Comparator.comparingInt(String::length))
        .orElseGet(() -> text.split("_", 2)[0]);
  }

  private static List<String> known(String list) {
    try (InputStream in = MainHelper.class.getResourceAsStream(list);
        BufferedReader lines =
            new BufferedReader(
                new InputStreamReader(
                    Objects.requireNonNull(in, "a part of camel-main"), StandardCharsets.UTF_8))) {
      return lines.lines().filter(line -> !line.startsWith("#") && !line.isBlank()).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String hyphens(String text) {
    return lower(text).replace('_', '-');
  }

  private static String lower(String text) {
    return text.toLowerCase(Locale.ROOT);
  }
}
