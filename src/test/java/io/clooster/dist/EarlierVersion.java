// SPDX-License-Identifier: Apache-2.0
package io.clooster.dist;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * An earlier version, built once from this repository's own history, in a directory below {@code
 * target/}. A test that needs one is reported as not run where there is no history.
 */
public final class EarlierVersion {
  private static final Path BUILDS = Path.of("target", "earlier").toAbsolutePath();

  private EarlierVersion() {}

  /** The last one before this file came. */
  public static TestInstallation before(String file) throws IOException, InterruptedException {
    String commit = commitBefore(file);
    Path directory = BUILDS.resolve(commit);
    var built = new TestInstallation(directory.resolve("target/clooster"));
    Path whole = directory.resolve("target/is-whole");
    if (!Files.exists(whole)) {
      unpack(commit, directory);
      build(directory);
      Files.createFile(whole);
    }
    return built;
  }

  private static String commitBefore(String file) throws IOException, InterruptedException {
    String added =
        git("log", "--reverse", "--format=%H", "--", file).out().lines().findFirst().orElse("");
    var before = git("rev-parse", "--verify", "--quiet", added + "^{commit}^");
    if (added.isEmpty() || before.status() != 0) {
      Tool.notRun("there is no git history here, of which to build the version before " + file);
    }
    return before.out().strip();
  }

  private static Command.Outcome git(String... words) throws IOException, InterruptedException {
    Object[] all = new Object[words.length + 1];
    all[0] = Tool.find("git", "git");
    System.arraycopy(words, 0, all, 1, words.length);
    return Command.of(all).with("HOME", System.getProperty("user.home")).run();
  }

  private static void unpack(String commit, Path directory)
      throws IOException, InterruptedException {
    Files.createDirectories(directory);
    Path archive = directory.resolve("archive.tar");
    var archived = git("archive", "--output=" + archive, commit);
    assertThat(archived.status()).as(archived.err()).isZero();
    var unpacked = Command.of("tar", "-x", "-f", archive, "-C", directory).run();
    assertThat(unpacked.status()).as(unpacked.err()).isZero();
  }

  /** As the README says: the first of the two commands. */
  private static void build(Path directory) throws IOException, InterruptedException {
    var maven =
        ExampleBuild.maven(
                directory.resolve("mvnw"),
                "-B",
                "-q",
                "-Dmaven.repo.local=" + ExampleBuild.machinesRepository(),
                "-Dmaven.test.skip=true",
                "package")
            .in(directory);
    ExampleBuild.isWhole(
        maven.start().outcome(20),
        "the earlier version needs what can't be fetched from Maven Central");
  }
}
