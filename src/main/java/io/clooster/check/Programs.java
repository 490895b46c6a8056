// SPDX-License-Identifier: Apache-2.0
package io.clooster.check;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.clooster.config.Config;
import io.clooster.config.HealthCheck;
import io.clooster.config.Problem;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Whether the programs that the configuration names are there, and may be run: that of {@code
 * exec}, those of notifiers, {@code checks} and {@code hooks}. None of them is started.
 */
public final class Programs {
  private static final Set<PosixFilePermission> EXECUTE =
      EnumSet.of(
          PosixFilePermission.OWNER_EXECUTE,
          PosixFilePermission.GROUP_EXECUTE,
          PosixFilePermission.OTHERS_EXECUTE);

  private final Path file;
  private final List<Trouble> found = new ArrayList<>();

  private Programs(Path file) {
    this.file = file;
  }

  /**
   * What keeps a program from being run.
   *
   * @param certain false where it may be otherwise for the user, and from the directory, that
   *     Clooster runs as and in
   */
  public record Trouble(Problem problem, boolean certain) {}

  /** Everything that is wrong with them; empty if nothing is. */
  public static List<Trouble> of(Path file, Config config) {
    Programs programs = new Programs(file);
    Map<String, String> exec = config.services().get("exec");
    if (exec != null && config.provider().name().equals("exec")) {
      first(exec.getOrDefault("command", "[]"))
          .ifPresent(program -> programs.look("exec.command", program));
    }
    for (Config.Notifier notifier : config.notifiers()) {
      if (notifier.kamelet().equals("exec" + Config.Notifier.SINK)) {
        Map<String, String> values = config.services().getOrDefault(notifier.name(), Map.of());
        first(values.getOrDefault("command", "[]"))
            .ifPresent(program -> programs.look(notifier.name() + ".command", program));
      }
    }
    for (HealthCheck check : config.checks()) {
      if (check instanceof HealthCheck.Command command) {
        programs.look("checks", command.words().get(0));
      }
    }
    config.hooks().forEach((hook, program) -> programs.look("hooks." + hook, program.name()));
    return programs.found;
  }

  /** Empty where the trial of the routes says what is wrong with it. */
  private static Optional<String> first(String command) {
    try {
      return new ObjectMapper()
          .readValue(command, new TypeReference<List<String>>() {}).stream().findFirst();
    } catch (JsonProcessingException e) {
      return Optional.empty();
    }
  }

  private void look(String key, String program) {
    Path path;
    try {
      path = Path.of(program);
    } catch (InvalidPathException e) {
      trouble(key, program, true, "is no path on this system", "correct it");
      return;
    }
    if (!program.contains(File.separator)) {
      if (!isInPath(program)) {
        trouble(key, program, false, "is in no directory of PATH", "write its whole path");
      }
    } else if (!path.isAbsolute()) {
      trouble(
          key,
          program,
          false,
          "is relative to the directory that Clooster is started in",
          "write its whole path");
    } else if (Files.notExists(path)) {
      trouble(key, program, true, "is not there", "put it there, or correct the path");
    } else if (Files.isDirectory(path)) {
      trouble(key, program, true, "is a directory", "write the path of the program");
    } else if (!Files.isExecutable(path)) {
      boolean nobody = nobodyMay(path);
      trouble(
          key,
          program,
          nobody,
          nobody
              ? "is not executable"
              : "may not be run by the user " + System.getProperty("user.name"),
          "make it so for Clooster's user: chmod 755");
    }
  }

  private static boolean isInPath(String program) {
    String path = System.getenv("PATH");
    return path != null
        && List.of(path.split(File.pathSeparator, -1)).stream()
            .anyMatch(directory -> Files.isExecutable(Path.of(directory, program)));
  }

  private static boolean nobodyMay(Path path) {
    try {
      Set<PosixFilePermission> mode = EnumSet.copyOf(EXECUTE);
      mode.retainAll(Files.getPosixFilePermissions(path));
      return mode.isEmpty();
    } catch (IOException | UnsupportedOperationException e) {
      return false;
    }
  }

  private void trouble(String key, String program, boolean certain, String what, String remedy) {
    found.add(
        new Trouble(new Problem(file.toString(), 0, key, program + " " + what, remedy), certain));
  }
}
