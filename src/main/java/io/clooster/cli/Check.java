// SPDX-License-Identifier: Apache-2.0
package io.clooster.cli;

import io.clooster.check.FileAccess;
import io.clooster.check.InstalledRoutes;
import io.clooster.check.NameCheck;
import io.clooster.check.Overview;
import io.clooster.check.OwnPlace;
import io.clooster.check.Programs;
import io.clooster.check.StateTrial;
import io.clooster.config.Config;
import io.clooster.config.ConfigException;
import io.clooster.config.ConfigRemarks;
import io.clooster.config.LoadedConfig;
import io.clooster.config.StatePlace;
import io.clooster.daemon.CheckFinding;
import io.clooster.daemon.OnlineCheck;
import io.clooster.daemon.RouteDirectory;
import io.clooster.routes.RouteSources;
import java.nio.file.Files;
import java.nio.file.Path;
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

  @Option(
      names = "--home",
      paramLabel = "DIR",
      description = {
        "the home of a Clooster inside another application: its clooster.json and its routes,",
        "without conf/, lib/ext/ and CAMEL_..., which are not read there"
      })
  private @Nullable Path embedded;

  private StatePlace.Origin origin = StatePlace.Origin.BESIDE;
  private final CheckReport report = new CheckReport();

  @Override
  public Integer call() {
    Path home = home();
    @Nullable Config config = configuration(home);
    if (config != null) {
      state(config);
      Programs.of(argument.file(), config).forEach(this::program);
      hooks(config);
    }
    routes(home, config);
    if (config == null) {
      report.skipped(
          "the names, and whether Camel can build the routes"
              + (online ? ", and what --online asks" : ""));
    } else {
      names(config);
      overview(config);
      if (online) {
        others(config, home);
      }
    }
    return report.end();
  }

  /** Whose routes are looked at. */
  private Path home() {
    if (embedded == null) {
      return Installation.home();
    }
    argument.otherwise(embedded.resolve(ConfigOption.DEFAULT));
    if (RouteDirectory.hasShipped(embedded)) {
      return embedded.toAbsolutePath();
    }
    report.good(
        RouteDirectory.routes(embedded)
            + " has none of Clooster's routes yet, and is filled at the next start: checked are the"
            + " routes of this installation"
            + (Files.isDirectory(RouteSources.siteOf(RouteDirectory.routes(embedded)))
                ? ", and not those in site/; check them after that start"
                : ""));
    return Installation.home();
  }

  private void state(Config config) {
    StateTrial.@Nullable Trouble trouble =
        StateTrial.of(argument.file(), config.stateDir()).orElse(null);
    if (trouble == null) {
      report.good("State can be kept in " + config.stateDir() + ", " + why());
    } else if (trouble.certain()) {
      report.error(trouble.problem() + "; it is " + why());
    } else {
      report.warning(trouble.problem() + "; it is " + why());
    }
  }

  /** What would be run, and when: nothing is started to see it. */
  private void hooks(Config config) {
    if (!config.hooks().isEmpty()) {
      report.good("Hooks of this server: " + HookPlan.of(config));
    }
  }

  private void program(Programs.Trouble trouble) {
    if (trouble.certain()) {
      report.error(trouble.problem());
    } else {
      report.warning(trouble.problem());
    }
  }

  /** Where systemd starts it, it may be another one: that is said. */
  private String why() {
    if (embedded != null && origin == StatePlace.Origin.BESIDE) {
      return "beside the configuration, as there is no state_dir";
    }
    return origin == StatePlace.Origin.BESIDE
        ? "beside the configuration, as there is no state_dir; as a service of systemd it is kept"
            + " in STATE_DIRECTORY, by the shipped unit "
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
      report.good("The configuration is valid: " + argument.file());
      warn(loaded.remarks());
      return loaded.config();
    } catch (ConfigException e) {
      e.problems().forEach(report::error);
      warn(e.remarks());
      return null;
    }
  }

  private void warn(ConfigRemarks remarks) {
    report.warnings(remarks.warnings());
    report.warnings(remarks.advice());
    report.warnings(FileAccess.of(argument.file(), remarks));
  }

  private void routes(Path home, @Nullable Config config) {
    InstalledRoutes found =
        embedded == null
            ? InstalledRoutes.check(home, config)
            : InstalledRoutes.checkEmbedded(home, config);
    report.of("The routes are valid: " + RouteDirectory.routes(home), found.problems());
    report.warnings(found.warnings());
    if (config != null && !found.built()) {
      report.skipped("whether Camel can build the routes");
    }
  }

  private void names(Config config) {
    NameCheck.Found found = NameCheck.of(config);
    if (!found.names().isEmpty() || !found.problems().isEmpty()) {
      report.of("The names are found: " + found.names(), found.problems());
    }
    report.warnings(found.warnings());
    OwnPlace.warning(argument.file(), config, found, OwnPlace.addresses())
        .ifPresent(report::warning);
  }

  private void overview(Config config) {
    report.good("What is in force, and where it is weaker:");
    Overview.of(config, online).forEach(report::good);
  }

  private void others(Config config, Path home) {
    for (CheckFinding finding : OnlineCheck.of(config, home)) {
      switch (finding.level()) {
        case GOOD -> report.good(finding.text());
        case WARNING -> report.warning(finding.text());
        case ERROR -> report.error(finding.text());
      }
    }
  }
}
