// SPDX-License-Identifier: Apache-2.0
package io.clooster.dist;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Builds an example as its reader does who has installed Clooster in the local repository, offline
 * and below {@code target/}. That repository is one of its own, so that none on this machine is
 * changed; what else the example needs, this build has brought.
 */
public final class ExampleBuild {
  private static final Path TARGET = Path.of("target").toAbsolutePath();

  /** The jar for others. */
  static final Path JAR = TARGET.resolve("clooster-2.0.0.jar");

  /** The pom that is published with it. */
  static final Path POM = TARGET.resolve("flattened-pom.xml");

  private ExampleBuild() {}

  /** Builds this one of {@code examples/}, offline: this build has brought all. Returns where. */
  public static Path of(String example) throws IOException, InterruptedException {
    var project = prepared(example);
    var built = maven(packaging(project, "-o")).start().outcome(5);
    if (built.status() != 0) {
      // On a new machine this build has brought all but, perhaps, a pom or two.
      built = maven(packaging(project)).start().outcome(5);
    }
    assertThat(built.status()).as(built.out() + built.err()).isZero();
    return project;
  }

  /** The same for one that needs what this build has not brought: not run where it can't be had. */
  public static Path online(String example) throws IOException, InterruptedException {
    var project = prepared(example);
    var built = maven(packaging(project)).start().outcome(5);
    isWhole(built, example + " needs jars of Maven Central, which can't be reached");
    return project;
  }

  /**
   * Runs a build of this very tree. One at a time: they share what they write in {@code target/}
   * for themselves, the file that Ant is given above all.
   */
  static synchronized Command.Outcome here(Command maven, int minutes)
      throws IOException, InterruptedException {
    return maven.start().outcome(minutes);
  }

  /** The build succeeded; in CI it has to, where what it has to fetch can't be had elsewhere. */
  static void isWhole(Command.Outcome built, String otherwise) {
    String output = built.out() + built.err();
    if (built.status() != 0
        && output.contains("Could not transfer")
        && !"true".equals(System.getenv("CI"))) {
      Tool.notRun(otherwise);
    }
    assertThat(built.status()).as(output).isZero();
  }

  private static Path prepared(String example) throws IOException, InterruptedException {
    Path project = TARGET.resolve("examples").resolve(example);
    delete(project);
    copy(Path.of("examples", example), project);
    install(repository(project).resolve("io/clooster/clooster/2.0.0"));
    if (maven("--version").run().status() != 0) {
      Tool.missing("Maven, which the wrapper would have to download,", "maven");
    }
    return project;
  }

  private static Object[] packaging(Path project, String... options) {
    List<Object> words = new ArrayList<>(List.of("-B", "-q", "-f", project.resolve("pom.xml")));
    words.add("-Dmaven.repo.local=" + repository(project));
    words.add("-Dmaven.repo.local.tail=" + machinesRepository());
    words.addAll(List.of(options));
    words.add("package");
    return words.toArray();
  }

  /** The wrapper with these arguments, by this build's Java. */
  static Command maven(Object... arguments) {
    return maven(Path.of("mvnw").toAbsolutePath(), arguments);
  }

  /** The same by the wrapper of another checkout. */
  static Command maven(Path wrapper, Object... arguments) {
    Object[] words = new Object[arguments.length + 1];
    words[0] = wrapper;
    System.arraycopy(arguments, 0, words, 1, arguments.length);
    Command command = Command.of(words).with("JAVA_HOME", System.getProperty("java.home"));
    for (String variable : new String[] {"HOME", "MAVEN_USER_HOME"}) {
      if (System.getenv(variable) != null) {
        command = command.with(variable, System.getenv(variable));
      }
    }
    return command;
  }

  /** What this example has for itself of the local repository. */
  private static Path repository(Path project) {
    return TARGET.resolve("examples/repository").resolve(project.getFileName());
  }

  /** Failsafe says which one this build uses. */
  static String machinesRepository() {
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
