// SPDX-License-Identifier: Apache-2.0
package io.clooster.daemon;

import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.apache.camel.CamelContext;
import org.apache.camel.Component;
import org.apache.camel.main.BaseMainSupport;
import org.apache.camel.main.MainConfigurationProperties;
import org.apache.camel.main.MainListenerSupport;
import org.apache.camel.spi.ExtendedPropertyConfigurerGetter;
import org.apache.camel.spi.PropertyConfigurer;
import org.apache.camel.support.PluginHelper;
import org.jspecify.annotations.Nullable;

/** Refuses a text where Camel wants a number: Camel itself would take it for zero. */
final class SettingTypes extends MainListenerSupport {
  private static final Set<Class<?>> NUMBERS =
      Set.of(int.class, long.class, Integer.class, Long.class);

  /** A number, a duration, or what Camel looks up. */
  private static final Pattern NUMBER =
      Pattern.compile(
          "[+-]?\\d+|(\\d+(\\.\\d+)?\\s*(ms|s|m|h|d|secs?|seconds?|mins?|minutes?|hours?|days?|millis(econds)?)\\s*)+"
              + "|#.*|.*\\{\\{.*");

  private final UserSettings users;

  SettingTypes(UserSettings users) {
    this.users = users;
  }

  /** The value of this setting is no number. */
  static final class NoNumber extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient UserSetting setting;

    private NoNumber(UserSetting setting) {
      super("it must be a number");
      this.setting = setting;
    }

    UserSetting setting() {
      return setting;
    }
  }

  @Override
  public void afterConfigure(BaseMainSupport main) {
    CamelContext context = main.getCamelContext();
    for (UserSetting setting : users.settings()) {
      if (!SettingRules.isLeftOut(setting)
          && !NUMBER.matcher(setting.value().strip()).matches()
          && isNumber(setting.key().split("\\.", 4), context)) {
        throw new NoNumber(setting);
      }
    }
  }

  private static boolean isNumber(String[] key, CamelContext context) {
    if (key.length >= 3 && key[1].equals("main")) {
      String name = String.join(".", key).substring("camel.main.".length());
      return isNumber(
          name,
          PluginHelper.getBootstrapConfigurerResolver(context)
              .resolvePropertyConfigurer(MainConfigurationProperties.class.getName(), context),
          new MainConfigurationProperties());
    }
    Component component =
        key.length == 4 && key[1].equals("component") ? context.hasComponent(key[2]) : null;
    return component != null
        && isNumber(key[3], component.getComponentPropertyConfigurer(), component);
  }

  private static boolean isNumber(
      String name, @Nullable PropertyConfigurer configurer, Object target) {
    if (!(configurer instanceof ExtendedPropertyConfigurerGetter getter)) {
      return false;
    }
    for (Map.Entry<String, Object> option : getter.getAllOptions(target).entrySet()) {
      if (UserSetting.folded(option.getKey()).equals(UserSetting.folded(name))) {
        return option.getValue() instanceof Class<?> type && NUMBERS.contains(type);
      }
    }
    return false;
  }
}
