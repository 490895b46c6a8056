// SPDX-License-Identifier: Apache-2.0
package io.clooster.dist;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;

/**
 * Builds an example as its reader does who has installed Clooster in the local repository, offline
 * and below {@code target/}. That repository is one of its own, so that none on this machine is
 * changed; what else the example needs, this build has brought.
 */
final class ExampleBuild {
  private static final Path TARGET = Path.of("target").toAbsolutePath();

  /** The jar for others. */
  static final Path JAR = TARGET.resolve("clooster-2.0.0.jar");

  /** The pom that is published with it. */
  static final Path POM = TARGET.resolve("flattened-pom.xml");

  private ExampleBuild() {}

  /** Builds this one of {@code examples/}, and returns the directory of the built project. */
  static Path of(String example) throws IOException, InterruptedException {
    Path project = TARGET.resolve("examples").resolve(example);
    Path repository = TARGET.resolve("examples/repository");
    delete(project);
    copy(Path.of("examples", example), project);
    install(repository.resolve("io/clooster/clooster/2.0.0"));
    if (maven("--version").run().status() != 0) {
      Tool.missing("Maven, which the wrapper would have to download,", "maven");
    }
    var built =
        maven(
                "-B",
                "-q",
                "-o",
                "-f",
                project.resolve("pom.xml"),
                "-Dmaven.repo.local=" + repository,
                "-Dmaven.repo.local.tail=" + machinesRepository(),
                "package")
            .start()
            .outcome(5);
    assertThat(built.status()).as(built.out() + built.err()).isZero();
    return project;
  }

  private static Command maven(Object... arguments) {
    Object[] words = new Object[arguments.length + 1];
    words[0] = Path.of("mvnw").toAbsolutePath();
    System.arraycopy(arguments, 0, words, 1, arguments.length);
    Command command = Command.of(words).with("JAVA_HOME", System.getProperty("java.home"));
    for (String variable : new String[] {"HOME", "MAVEN_USER_HOME"}) {
      if (System.getenv(variable) != null) {
        command = command.with(variable, System.getenv(variable));
      }
    }
    return command;
  }

  /** Failsafe says which one this build uses. */
  private static String machinesRepository() {
    return System.getProperty(
        "localRepository", System.getProperty("user.home") + "/.m2/repository");
  }

  /** As {@code mvn install} does, which no build must do with the machine's own repository. */
  private static void install(Path place) throws IOException {
    Files.createDirectories(place);
    Files.copy(JAR, place.resolve("clooster-2.0.0.jar"), StandardCopyOption.REPLACE_EXISTING);
    Files.copy(POM, place.resolve("clooster-2.0.0.pom"), StandardCopyOption.REPLACE_EXISTING);
  }

  private static void copy(Path from, Path to) throws IOException {
    try (var files = Files.walk(from)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Path relative = from.relativize(file);
        if (!relative.startsWith("target")) {
          Path copy = to.resolve(relative);
          Files.createDirectories(copy.getParent());
          Files.copy(file, copy);
        }
      }
    }
  }

  private static void delete(Path directory) throws IOException {
    if (Files.exists(directory)) {
      try (var files = Files.walk(directory)) {
        for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      }
    }
  }
}
