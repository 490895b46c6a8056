// SPDX-License-Identifier: Apache-2.0
package io.clooster.daemon;

import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.camel.CamelContext;
import org.apache.camel.Component;
import org.apache.camel.main.BaseMainSupport;
import org.apache.camel.main.MainConfigurationProperties;
import org.apache.camel.main.MainListenerSupport;
import org.apache.camel.spi.PropertyConfigurer;
import org.apache.camel.spi.PropertyConfigurerGetter;
import org.apache.camel.support.PluginHelper;
import org.jspecify.annotations.Nullable;

/**
 * Refuses what Camel itself would take for something else, or fail at without a word: a text where
 * it wants a number, which would be zero, and a class that is not there.
 */
final class SettingTypes extends MainListenerSupport {
  private static final List<Class<?>> NUMBERS =
      List.of(int.class, long.class, Integer.class, Long.class);

  /** A number, a duration, or what Camel looks up. */
  private static final Pattern NUMBER =
      Pattern.compile(
          "[+-]?\\d+|(\\d+(\\.\\d+)?\\s*(ms|s|m|h|d|secs?|seconds?|mins?|minutes?|hours?|days?|millis(econds)?)\\s*)+"
              + "|#.*|.*\\{\\{.*");

  private static final String UUID_GENERATOR = "camel.main.uuid-generator";

  /** Of another word Camel says nothing; with "off" all messages have the same name. */
  private static final Set<String> UUID_GENERATORS =
      Set.of("default", "short", "classic", "simple");

  private static final List<String> CLASSES =
      List.of("camel.main.configuration-classes", "camel.main.main-listener-classes");

  private static final Pattern CLASS = Pattern.compile("#class:([\\w.$]+).*");

  private final UserSettings users;

  SettingTypes(UserSettings users) {
    this.users = users;
  }

  /** The setting can't have this value. */
  static final class WrongValue extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient UserSetting setting;

    private WrongValue(UserSetting setting, String why) {
      super(why);
      this.setting = setting;
    }

    UserSetting setting() {
      return setting;
    }
  }

  @Override
  public void beforeInitialize(BaseMainSupport main) {
    CamelContext context = main.getCamelContext();
    PropertyConfigurer known =
        PluginHelper.getBootstrapConfigurerResolver(context)
            .resolvePropertyConfigurer(MainConfigurationProperties.class.getName(), context);
    for (UserSetting setting : users.settings()) {
      if (!SettingRules.isLeftOut(setting)) {
        names(setting, context);
      }
      String[] key = setting.key().split("\\.", 3);
      if (key.length == 3 && key[1].equals("main")) {
        check(setting, key[2], known);
      }
    }
  }

  /** Classes, and Camel's own words for some. */
  private static void names(UserSetting setting, CamelContext context) {
    String value = setting.value().strip();
    Matcher one = CLASS.matcher(value);
    if (one.matches()) {
      known(one.group(1), setting, context);
    } else if (CLASSES.stream().anyMatch(key -> is(setting, key))) {
      for (String each : value.split(",", -1)) {
        known(each, setting, context);
      }
    } else if (is(setting, UUID_GENERATOR) && !UUID_GENERATORS.contains(value)) {
      throw new WrongValue(setting, "it must be default, short, classic or simple");
    }
  }

  private static void known(String name, UserSetting setting, CamelContext context) {
    if (!name.contains("{{") && context.getClassResolver().resolveClass(name) == null) {
      throw new WrongValue(
          setting, "the class " + name + " is not there; its jar belongs into lib/ext/");
    }
  }

  private static boolean is(UserSetting setting, String key) {
    return UserSetting.folded(setting.key()).equals(UserSetting.folded(key));
  }

  @Override
  public void afterConfigure(BaseMainSupport main) {
    for (UserSetting setting : users.settings()) {
      String[] key = setting.key().split("\\.", 4);
      if (key.length == 4 && key[1].equals("component")) {
        Component component = main.getCamelContext().hasComponent(key[2]);
        if (component != null) {
          check(setting, key[3], component.getComponentPropertyConfigurer());
        }
      }
    }
  }

  private static void check(
      UserSetting setting, String name, @Nullable PropertyConfigurer configurer) {
    if (!SettingRules.isLeftOut(setting)
        && !NUMBER.matcher(setting.value().strip()).matches()
        && configurer instanceof PropertyConfigurerGetter known
        && NUMBERS.stream()
            .anyMatch(type -> type == known.getOptionType(UserSetting.folded(name), true))) {
      throw new WrongValue(setting, "it must be a number");
    }
  }
}
