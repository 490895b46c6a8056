// SPDX-License-Identifier: Apache-2.0
package io.clooster.daemon;

import java.util.List;
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

/** Refuses a text where Camel wants a number: Camel itself would take it for zero. */
final class SettingTypes extends MainListenerSupport {
  private static final List<Class<?>> NUMBERS =
      List.of(int.class, long.class, Integer.class, Long.class);

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
  public void beforeInitialize(BaseMainSupport main) {
    CamelContext context = main.getCamelContext();
    PropertyConfigurer known =
        PluginHelper.getBootstrapConfigurerResolver(context)
            .resolvePropertyConfigurer(MainConfigurationProperties.class.getName(), context);
    for (UserSetting setting : users.settings()) {
      String[] key = setting.key().split("\\.", 3);
      if (key.length == 3 && key[1].equals("main")) {
        check(setting, key[2], known);
      }
    }
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
      throw new NoNumber(setting);
    }
  }
}
