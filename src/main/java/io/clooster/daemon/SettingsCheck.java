// SPDX-License-Identifier: Apache-2.0
package io.clooster.daemon;

import io.clooster.call.CallLimits;
import io.clooster.config.Config;
import io.clooster.config.Problem;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.camel.main.Main;

/**
 * Whether Camel can use what the user has set: {@code conf/application.properties} and variables
 * {@code CAMEL_…}.
 *
 * @param problems what keeps Clooster from starting
 * @param warnings what changes something that the failover relies on
 */
public record SettingsCheck(List<Problem> problems, List<Problem> warnings) {
  /** Each costs another try. */
  private static final int MOST = 20;

  public SettingsCheck {
    problems = List.copyOf(problems);
    warnings = List.copyOf(warnings);
  }

  /** Tries them on a Camel without any route, one after the other; nothing is started. */
  public static SettingsCheck of(Config config, Path home, Map<String, String> variables) {
    UserSettings users = UserSettings.of(home, variables);
    List<Problem> problems = new ArrayList<>(users.problems());
    List<Problem> warnings = users.warnings(config);
    UserSettings left = users;
    while (!left.settings().isEmpty() && problems.size() < MOST) {
      Optional<Exception> failure = failure(config, home, left);
      Optional<UserSetting> blamed = failure.flatMap(left::blamed);
      if (blamed.isEmpty()) {
        break; // What fails without them as well, the trial of the routes tells.
      }
      problems.add(UserSettings.unusable(blamed.get(), failure.get()));
      left = left.without(blamed.get());
    }
    return new SettingsCheck(problems, warnings);
  }

  private static Optional<Exception> failure(Config config, Path home, UserSettings users) {
    Main camel = new Main();
    try (CallLimits limits = new CallLimits(Daemon.CALL_DEADLINE)) {
      CamelSetup.tryOut(camel, config, home, limits, users);
      return Optional.empty();
    } catch (Exception e) {
      return Optional.of(e);
    } finally {
      camel.stop();
    }
  }
}
