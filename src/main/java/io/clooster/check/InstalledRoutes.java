// SPDX-License-Identifier: Apache-2.0
package io.clooster.check;

import io.clooster.config.Config;
import io.clooster.config.Problem;
import io.clooster.daemon.ExtensionJars;
import io.clooster.daemon.RouteDirectory;
import io.clooster.daemon.SettingsCheck;
import io.clooster.daemon.TrialBuild;
import io.clooster.message.Texts;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What was found in {@code routes/}, {@code conf/} and {@code lib/ext/} of an installation.
 *
 * @param problems what keeps something from running as it is meant
 * @param warnings what runs, but may harm
 * @param built whether Camel was asked to make what the files say
 */
public record InstalledRoutes(List<Problem> problems, List<Problem> warnings, boolean built) {
  private static final SettingsCheck NO_SETTINGS = new SettingsCheck(List.of(), List.of());

  public InstalledRoutes {
    problems = problems.stream().distinct().sorted(Problem.IN_FILE_ORDER).toList();
    warnings = warnings.stream().sorted(Problem.IN_FILE_ORDER).toList();
  }

  /**
   * Checks the files, how they go together, and, where there is a configuration, whether Camel can
   * make what they say; the last takes two to four seconds. Where something is wrong with the files
   * themselves Camel is not asked: it would say that again, less clearly.
   */
  public static InstalledRoutes check(Path home, @Nullable Config config) {
    SettingsCheck settings =
        config == null ? NO_SETTINGS : SettingsCheck.of(config, home, System.getenv());
    return check(
        home,
        config,
        settings,
        ExtensionJars.warnings(home),
        () -> TrialBuild.of(Objects.requireNonNull(config), home));
  }

  /** The same inside another application, whose settings and jars are not ours. */
  public static InstalledRoutes checkEmbedded(Path home, @Nullable Config config) {
    return check(
        home,
        config,
        NO_SETTINGS,
        List.of(),
        () -> TrialBuild.ofEmbedded(Objects.requireNonNull(config), home));
  }

  private static InstalledRoutes check(
      Path home,
      @Nullable Config config,
      SettingsCheck settings,
      List<Problem> jars,
      Supplier<List<TrialBuild.Failure>> trial) {
    Path routes = RouteDirectory.routes(home);
    Texts texts = Texts.of(routes);
    List<Problem> problems = new ArrayList<>(RouteFiles.check(routes));
    List<Problem> warnings = new ArrayList<>(settings.warnings());
    warnings.addAll(jars);
    // The daemon runs with them: the words that it was built with, or was shipped with, count.
    warnings.addAll(texts.problems());
    warnings.addAll(texts.missing());
    boolean readable = problems.isEmpty();
    problems.addAll(settings.problems());
    if (!readable) {
      return new InstalledRoutes(problems, warnings, false);
    }
    List<YamlFile> files = RouteFiles.read(routes);
    Wiring wiring = new Wiring(routes, files, config == null ? Map.of() : config.properties());
    problems.addAll(wiring.problems());
    boolean built = config != null && settings.problems().isEmpty();
    if (built) {
      RouteItems items = RouteItems.of(files);
      for (TrialBuild.Failure failure : trial.get()) {
        problems.add(items.problem(failure, routes));
      }
    }
    warnings.addAll(wiring.warnings());
    return new InstalledRoutes(problems, warnings, built);
  }
}
