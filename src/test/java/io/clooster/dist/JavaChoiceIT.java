// SPDX-License-Identifier: Apache-2.0
package io.clooster.dist;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which Java the start script takes, and what it says when there is none. */
class JavaChoiceIT {
  @TempDir private Path temp;
  private TestInstallation installation;

  @BeforeEach
  void anInstallation() throws IOException {
    temp = temp.toRealPath();
    installation = TestInstallation.fakedAt(temp.resolve("clooster"));
  }

  private Command version() {
    return Command.of(installation.script(), "version").with("CLOOSTER_CACHE", "none");
  }

  /** A directory for the PATH in which {@code java} is a link, as distributions have it. */
  private Path linkTo(FakeJava java) throws IOException {
    var directory = Files.createDirectory(temp.resolve("path"));
    Files.createSymbolicLink(directory.resolve("java"), java.program());
    return directory;
  }

  @ParameterizedTest
  @ValueSource(strings = {"17", "17.0.15", "21.0.1", "25", "26-ea", "31.0.1"})
  void fromSeventeenOnAnyJavaIsAccepted(String release) throws Exception {
    var java = FakeJava.at(temp.resolve("jdk"), release);

    var outcome = version().with("JAVA_HOME", java.home()).run();

    assertThat(outcome.err()).isEmpty();
    assertThat(outcome.status()).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"1.8.0_392", "9", "11.0.2", "16.0.1"})
  void anOlderJavaIsNamedWithTheRemedyAndNotStarted(String release) throws Exception {
    var java = FakeJava.at(temp.resolve("jdk"), release);

    var outcome = version().with("JAVA_HOME", java.home()).run();

    assertThat(outcome.status()).isEqualTo(1);
    assertThat(outcome.out()).isEmpty();
    assertThat(outcome.err())
        .contains("found Java " + release + ": " + java.program() + " (by JAVA_HOME)")
        .contains("Install Java 17");
  }

  @Test
  void theOneThatTheInstallationBringsComesBeforeAll() throws Exception {
    var old = FakeJava.at(temp.resolve("old"), "11.0.2");
    FakeJava.at(installation.home().resolve("runtime"), "17.0.15");

    var outcome = version().with("JAVA_HOME", old.home()).run();

    assertThat(outcome.err()).isEmpty();
    assertThat(outcome.status()).isZero();
  }

  @Test
  void halfOfTheOneThatTheInstallationBringsIsToldWithTheRemedy() throws Exception {
    Files.createDirectories(installation.home().resolve("runtime/lib"));

    var outcome = version().run();

    assertThat(outcome.status()).isEqualTo(1);
    assertThat(outcome.err()).contains("no bin/java in its runtime/", "Unpack Clooster again");
  }

  @Test
  void javaHomeComesBeforeThePath() throws Exception {
    var old = linkTo(FakeJava.at(temp.resolve("old"), "11.0.2"));
    var java = FakeJava.at(temp.resolve("jdk"), "17.0.15");

    var outcome =
        version().with("PATH", old + ":/usr/bin:/bin").with("JAVA_HOME", java.home()).run();

    assertThat(outcome.err()).isEmpty();
    assertThat(outcome.status()).isZero();
  }

  @Test
  void withoutJavaHomeTheLinkOnThePathIsFollowedToItsRelease() throws Exception {
    var path = linkTo(FakeJava.at(temp.resolve("jdk"), "21.0.1"));

    var outcome = version().with("PATH", path + ":/usr/bin:/bin").run();

    assertThat(outcome.err()).isEmpty();
    assertThat(outcome.status()).isZero();
  }

  @Test
  void anOlderJavaOnThePathIsNamed() throws Exception {
    var path = linkTo(FakeJava.at(temp.resolve("jdk"), "11.0.2"));

    var outcome = version().with("PATH", path + ":/usr/bin:/bin").run();

    assertThat(outcome.status()).isEqualTo(1);
    assertThat(outcome.err()).contains("found Java 11.0.2: " + path.resolve("java") + " (by PATH)");
  }

  @Test
  void whereThereIsNoReleaseFileJavaIsAsked() throws Exception {
    var java =
        FakeJava.withoutRelease(
            temp.resolve("jdk"), "Picked up X: -Dx=\"y\"\nopenjdk version \"17.0.4.1\" 2022-08-12");

    var outcome = version().with("JAVA_HOME", java.home()).run();

    assertThat(outcome.err()).isEmpty();
    assertThat(outcome.status()).isZero();
  }

  @Test
  void anOlderJavaWithoutAReleaseFileIsNamed() throws Exception {
    var java = FakeJava.withoutRelease(temp.resolve("jdk"), "java version \"1.7.0_80\"");

    var outcome = version().with("JAVA_HOME", java.home()).run();

    assertThat(outcome.status()).isEqualTo(1);
    assertThat(outcome.err()).contains("found Java 1.7.0_80");
  }

  @Test
  void aJavaThatDoesNotTellItsVersionIsNamed() throws Exception {
    var java = FakeJava.withoutRelease(temp.resolve("jdk"), "Segmentation fault");

    var outcome = version().with("JAVA_HOME", java.home()).run();

    assertThat(outcome.status()).isEqualTo(1);
    assertThat(outcome.err()).contains("cannot tell the version of " + java.program());
  }

  @Test
  void aJavaHomeWithoutJavaIsNamedEvenWithAJavaOnThePath() throws Exception {
    var path = linkTo(FakeJava.at(temp.resolve("jdk"), "17.0.15"));

    var outcome =
        version()
            .with("PATH", path + ":/usr/bin:/bin")
            .with("JAVA_HOME", temp.resolve("nothing"))
            .run();

    assertThat(outcome.status()).isEqualTo(1);
    assertThat(outcome.err())
        .contains("JAVA_HOME is " + temp.resolve("nothing"), "Install Java 17");
  }

  @Test
  void withNoJavaAtAllItSaysWhatToDo() throws Exception {
    var outcome = version().with("PATH", Files.createDirectory(temp.resolve("empty"))).run();

    assertThat(outcome.status()).isEqualTo(1);
    assertThat(outcome.err()).contains("found none", "Install Java 17");
  }
}
