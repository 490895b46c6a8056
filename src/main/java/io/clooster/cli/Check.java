// SPDX-License-Identifier: Apache-2.0
package io.clooster.cli;

import io.clooster.check.FileAccess;
import io.clooster.check.InstalledRoutes;
import io.clooster.check.NameCheck;
import io.clooster.check.StateTrial;
import io.clooster.config.Config;
import io.clooster.config.ConfigException;
import io.clooster.config.ConfigRemarks;
import io.clooster.config.LoadedConfig;
import io.clooster.config.Problem;
import io.clooster.config.StatePlace;
import io.clooster.daemon.CheckFinding;
import io.clooster.daemon.OnlineCheck;
import io.clooster.daemon.RouteDirectory;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code clooster check}: everything that can be found wrong before it is needed. */
@Command(
    name = "check",
    mixinStandardHelpOptions = true,
    description = {
      "Check the configuration, the routes and the names; change nothing.",
      "With --online also the credentials, the record and the claim beside it, the right to change"
          + " the zone (by a TXT record that is made and deleted again), the notifiers, and"
          + " whether the other servers answer."
    })
final class Check implements Callable<Integer> {
  @Mixin private ConfigArgument argument;

  @Option(
      names = "--online",
      description = "ask the DNS provider, the notifiers and the other servers, too")
  private boolean online;

  private StatePlace.Origin origin = StatePlace.Origin.BESIDE;

  @Override
  public Integer call() {
    Path home = Installation.home();
    @Nullable Config config = configuration(home);
    boolean sound = config != null;
    sound &= config == null || state(config);
    sound &= routes(home, config);
    if (config != null) {
      sound &= report("The names are found: " + NameCheck.names(config), NameCheck.of(config));
      sound &= !online || others(config, home);
    }
    return sound ? ExitStatus.OK : ExitStatus.CONFIG;
  }

  private boolean state(Config config) {
    StateTrial.@Nullable Trouble trouble =
        StateTrial.of(argument.file(), config.stateDir()).orElse(null);
    if (trouble == null) {
      System.out.println("State can be kept in " + config.stateDir() + ", " + why());
    } else {
      System.err.println(
          (trouble.certain() ? "" : "warning: ") + trouble.problem() + "; it is " + why());
    }
    return trouble == null || !trouble.certain();
  }

  /** Where systemd starts it, it may be another one: that is said. */
  private String why() {
    return origin == StatePlace.Origin.BESIDE
        ? "beside the configuration, as there is no state_dir; as a service of systemd it is kept in"
            + " STATE_DIRECTORY, by the shipped unit "
            + StatePlaces.PACKAGED
        : StatePlaces.why(origin);
  }

  /**
   * Null where it can't be used; its errors come first then, and what else there is to say after.
   */
  private @Nullable Config configuration(Path home) {
    try {
      LoadedConfig loaded = argument.load(home);
      origin = StatePlace.of(argument.file(), System::getenv).origin();
      System.out.println("The configuration is valid: " + argument.file());
      warn(loaded.remarks());
      return loaded.config();
    } catch (ConfigException e) {
      System.err.println(e.getMessage());
      warn(e.remarks());
      return null;
    }
  }

  private void warn(ConfigRemarks remarks) {
    warn(remarks.warnings());
    warn(remarks.advice());
    warn(FileAccess.of(argument.file(), remarks));
  }

  private static void warn(List<Problem> problems) {
    problems.forEach(problem -> System.err.println("warning: " + problem));
  }

  private static boolean routes(Path home, @Nullable Config config) {
    InstalledRoutes found = InstalledRoutes.check(home, config);
    boolean sound =
        report(
            "The routes are valid: " + RouteDirectory.routes(home),
            found.problems().stream().map(Problem::toString).toList());
    warn(found.warnings());
    return sound;
  }

  private static boolean report(String good, List<String> problems) {
    if (problems.isEmpty()) {
      System.out.println(good);
    }
    problems.forEach(System.err::println);
    return problems.isEmpty();
  }

  private static boolean others(Config config, Path home) {
    boolean sound = true;
    for (CheckFinding finding : OnlineCheck.of(config, home)) {
      switch (finding.level()) {
        case GOOD -> System.out.println(finding.text());
        case WARNING -> System.err.println("warning: " + finding.text());
        case ERROR -> {
          System.err.println(finding.text());
          sound = false;
        }
      }
    }
    return sound;
  }
}
