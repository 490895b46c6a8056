// SPDX-License-Identifier: Apache-2.0
package io.clooster.daemon;

import io.clooster.call.FailureText;
import io.clooster.config.Config;
import io.clooster.config.Problem;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.camel.PropertyBindingException;
import org.jspecify.annotations.Nullable;

/**
 * What the user has set of Camel: in {@code conf/application.properties} of the installation, and
 * in variables {@code CAMEL_…}, which win. Both win over ours, and neither over {@code
 * clooster.json}.
 *
 * @param settings in the order in which the later one wins
 * @param problems what can't be read
 */
record UserSettings(List<UserSetting> settings, List<Problem> problems) {
  private static final int MOST = 200;

  private static final Pattern PLACEHOLDER =
      Pattern.compile("Property with key \\[([^]]*)] not found");

  UserSettings {
    settings = List.copyOf(settings);
    problems = List.copyOf(problems);
  }

  /** Those of an installation. */
  static UserSettings of(Path home, Map<String, String> variables) {
    SettingsFile file = SettingsFile.read(home.resolve("conf").resolve("application.properties"));
    List<UserSetting> all = new ArrayList<>(file.settings());
    all.addAll(SettingsEnvironment.of(variables));
    List<Problem> problems = new ArrayList<>(file.problems());
    problems.addAll(ToolSettings.problems(all));
    return new UserSettings(all, problems);
  }

  /** In another application: its settings and its environment are not ours. */
  static UserSettings none() {
    return new UserSettings(List.of(), List.of());
  }

  /** Those that count; the key as it stands there. */
  Map<String, String> values() {
    Map<String, UserSetting> byName = new LinkedHashMap<>();
    settings.stream()
        .filter(setting -> !SettingRules.isLeftOut(setting))
        .forEach(setting -> byName.put(UserSetting.folded(setting.key()), setting));
    Map<String, String> values = new LinkedHashMap<>();
    byName.values().forEach(setting -> values.put(setting.key(), setting.value()));
    return values;
  }

  /** Values that no log may show. */
  List<String> secrets() {
    return settings.stream().filter(UserSetting::isSecret).map(UserSetting::value).toList();
  }

  /** What is taken, and may harm; or left out. */
  List<Problem> warnings(Config config) {
    Set<String> taken = config.properties().keySet();
    List<Problem> warnings = new ArrayList<>();
    for (UserSetting setting : settings) {
      if (taken.contains(setting.key())) {
        warnings.add(
            setting.problem(
                "stands in the configuration, which counts", "remove it here, change it there"));
      } else {
        SettingRules.warning(setting).ifPresent(warnings::add);
      }
    }
    warnings.addAll(ToolSettings.warnings(settings));
    return warnings;
  }

  UserSettings without(UserSetting setting) {
    return new UserSettings(
        settings.stream().filter(each -> !each.equals(setting)).toList(), problems);
  }

  /** Which of them Camel failed at; empty if it was something else. */
  Optional<UserSetting> blamed(Throwable failure) {
    if (FailureText.rootOf(failure) instanceof SettingTypes.WrongValue wrong) {
      return Optional.of(wrong.setting());
    }
    @Nullable UserSetting blamed = null;
    for (UserSetting setting : settings) {
      if (isNamed(setting, failure)) {
        blamed = setting;
      }
    }
    return Optional.ofNullable(blamed);
  }

  /** What Camel can't use of it. */
  static Problem unusable(UserSetting setting, Throwable failure) {
    Throwable root = FailureText.rootOf(failure);
    if (root instanceof PropertyBindingException) {
      return setting.problem("Camel has no such setting", "correct its name, or leave it out");
    }
    String why = FailureText.quote(String.valueOf(root.getMessage()));
    return setting.problem(
        "Camel can't use its value" + (setting.isSecret() ? "" : " (" + shortened(why) + ")"),
        "correct it, or leave it out");
  }

  private static String shortened(String text) {
    return text.length() <= MOST ? text : text.substring(0, MOST) + "…";
  }

  private static boolean isNamed(UserSetting setting, Throwable failure) {
    String key = UserSetting.folded(setting.key());
    for (Throwable each = failure; each != null; each = each.getCause()) {
      if (each instanceof PropertyBindingException binding
          && (key.equals(name(binding.getOptionPrefix(), binding.getOptionKey()))
              || key.equals(name(binding.getOptionPrefix(), binding.getPropertyName())))) {
        return true;
      }
      String text = String.valueOf(each.getMessage());
      Matcher placeholder = PLACEHOLDER.matcher(text);
      if (UserSetting.folded(text).contains(key)
          || (placeholder.find() && setting.value().contains("{{" + placeholder.group(1)))) {
        return true;
      }
      if (each == each.getCause()) {
        return false;
      }
    }
    return false;
  }

  private static String name(String prefix, String key) {
    return UserSetting.folded(prefix + "." + key);
  }
}
