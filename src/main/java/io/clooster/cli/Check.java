// SPDX-License-Identifier: Apache-2.0
package io.clooster.cli;

import io.clooster.check.NameCheck;
import io.clooster.check.RouteFiles;
import io.clooster.config.Config;
import io.clooster.config.Problem;
import io.clooster.daemon.RecordProbe;
import io.clooster.daemon.RouteDirectory;
import io.clooster.daemon.StartFailure;
import java.nio.file.Path;
import java.util.ArrayList;
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
      "With --online also the credentials, the zone, the record and the claim beside it."
    })
final class Check implements Callable<Integer> {
  @Mixin private ConfigArgument argument;

  @Option(names = "--online", description = "read record and claim at the DNS provider, too")
  private boolean online;

  @Override
  public Integer call() {
    Path home = Installation.home();
    @Nullable Config config = argument.read(home);
    boolean sound = config != null;
    if (config != null) {
      System.out.println("The configuration is valid: " + argument.file());
    }
    sound &= report("The routes are valid: " + RouteDirectory.routes(home), routes(home));
    if (config != null) {
      sound &= report("The names are found: " + NameCheck.names(config), NameCheck.of(config));
      sound &= !online || record(config, home);
    }
    return sound ? ExitStatus.OK : ExitStatus.CONFIG;
  }

  private static List<String> routes(Path home) {
    List<String> problems = new ArrayList<>();
    for (Problem problem : RouteFiles.check(RouteDirectory.routes(home))) {
      problems.add(problem.toString());
    }
    return problems;
  }

  private static boolean report(String good, List<String> problems) {
    if (problems.isEmpty()) {
      System.out.println(good);
    }
    problems.forEach(System.err::println);
    return problems.isEmpty();
  }

  private static boolean record(Config config, Path home) {
    try {
      RecordProbe.Found found = RecordProbe.read(config, home);
      found.records().forEach(record -> System.out.println("The record was read: " + record));
      found.claim().ifPresent(claim -> System.out.println("The claim: " + claim));
      return true;
    } catch (StartFailure e) {
      System.err.printf(
          "the %s can't be read: %s%n", wording(config.recordNames()), e.getMessage());
      return false;
    }
  }

  private static String wording(List<String> records) {
    return (records.size() == 1 ? "record " : "records ") + String.join(", ", records);
  }
}
