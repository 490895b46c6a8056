// SPDX-License-Identifier: Apache-2.0
package io.clooster.dist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where from, and by what name, the start script can be started, and what Java gets from it. */
class LauncherIT {
  @TempDir private Path temp;
  private FakeJava java;

  @BeforeEach
  void aJava() throws IOException {
    // By its real path: that is what the script prints.
    temp = temp.toRealPath();
    java = FakeJava.at(temp.resolve("jdk"), "17.0.15");
  }

  private Command command(Object... words) {
    return Command.of(words).with("JAVA_HOME", java.home()).with("CLOOSTER_CACHE", "none");
  }

  @Test
  void theBuiltDirectoryRunsAsItIs() throws Exception {
    var installation = TestInstallation.copiedTo(temp.resolve("clooster"));

    var outcome =
        Command.of(installation.script(), "version")
            .with("JAVA_HOME", System.getProperty("java.home"))
            .run();

    assertThat(outcome.err()).isEmpty();
    assertThat(outcome.out()).isNotBlank();
    assertThat(outcome.status()).isZero();
  }

  @Test
  void aMovedCopyRunsFromADirectoryWithBlanks() throws Exception {
    var installation = TestInstallation.copiedTo(temp.resolve("first"));
    var moved = temp.resolve("a dream & $HOME of 'Moritz'");
    Files.move(installation.home(), moved);

    var outcome =
        Command.of(new TestInstallation(moved).script(), "version")
            .with("JAVA_HOME", System.getProperty("java.home"))
            .run();

    assertThat(outcome.err()).isEmpty();
    assertThat(outcome.out()).isNotBlank();
    assertThat(outcome.status()).isZero();
  }

  @Test
  void aDirectoryWithLettersBeyondAsciiNeedsNoLocale() throws Exception {
    var installation = TestInstallation.copiedTo(temp.resolve("plain"));

    // The shell writes the name, as Java couldn't if this test itself has no locale.
    var outcome =
        Command.of(
                "sh",
                "-c",
                "cd \"$1\" && new=$(printf 'Tr\\303\\244ume') && mv plain \"$new\""
                    + " && exec \"$new/bin/clooster\" version",
                "sh",
                temp)
            .with("JAVA_HOME", System.getProperty("java.home"))
            .run();

    assertThat(outcome.err()).isEmpty();
    assertThat(outcome.out()).isNotBlank();
    assertThat(outcome.status()).isZero();
    assertThat(installation.home()).doesNotExist();
  }

  @Test
  void itFindsItsDirectoryThroughSymbolicLinks() throws Exception {
    var installation = TestInstallation.fakedAt(temp.resolve("opt/clooster 2"));
    // A relative link to an absolute link, and a linked directory on the way.
    var linked = Files.createSymbolicLink(temp.resolve("linked"), installation.home());
    var absolute =
        Files.createSymbolicLink(temp.resolve("absolute"), linked.resolve("bin/clooster"));
    var relative = Files.createSymbolicLink(temp.resolve("relative"), absolute.getFileName());

    var outcome = command(relative, "version").run();

    assertThat(FakeJava.arguments(outcome)).contains("-Dclooster.home=" + installation.home());
  }

  @Test
  void itRunsFromItsOwnDirectoryByItsBareName() throws Exception {
    var installation = TestInstallation.fakedAt(temp.resolve("clooster"));

    var outcome = command("sh", "clooster", "version").in(installation.home().resolve("bin")).run();

    assertThat(FakeJava.arguments(outcome)).contains("-Dclooster.home=" + installation.home());
  }

  @Test
  void itRunsByThePathInAnotherDirectory() throws Exception {
    var installation = TestInstallation.fakedAt(temp.resolve("clooster"));
    var elsewhere = Files.createDirectory(temp.resolve("elsewhere"));

    var outcome =
        command("sh", "-c", "clooster version")
            .in(elsewhere)
            .with("PATH", installation.home().resolve("bin") + ":" + System.getenv("PATH"))
            .run();

    assertThat(FakeJava.arguments(outcome)).contains("-Dclooster.home=" + installation.home());
  }

  @Test
  void aCdpathDoesNotLeadItAstray() throws Exception {
    var installation = TestInstallation.fakedAt(temp.resolve("clooster"));
    var astray = Files.createDirectories(temp.resolve("astray/bin")).getParent();

    var outcome =
        command("bin/clooster", "version").in(installation.home()).with("CDPATH", astray).run();

    assertThat(FakeJava.arguments(outcome)).contains("-Dclooster.home=" + installation.home());
  }

  @Test
  void theClassPathNamesEveryJarInTheOrderOfTheNames() throws Exception {
    var installation = TestInstallation.fakedAt(temp.resolve("clooster"));

    var outcome = command(installation.script(), "version").run();

    var lib = installation.lib();
    assertThat(FakeJava.arguments(outcome))
        .containsSequence(
            "-cp",
            "%s/Zoo-1.jar:%s/camel-main-4.jar:%s/clooster-2.0.0.jar".formatted(lib, lib, lib));
  }

  @Test
  void theProcessBecomesJavaSoThatSignalsReachIt() throws Exception {
    var installation = TestInstallation.fakedAt(temp.resolve("clooster"));

    var outcome = command(installation.script(), "version").run();

    assertThat(outcome.out()).startsWith("pid " + outcome.pid() + "\n");
  }

  @Test
  void argumentsArriveUnchanged() throws Exception {
    var installation = TestInstallation.fakedAt(temp.resolve("clooster"));

    var outcome = command(installation.script(), "check", "my config.json", "*", "").run();

    // The last one, empty, is not seen here: it ends the output.
    assertThat(FakeJava.arguments(outcome))
        .endsWith("io.clooster.Clooster", "check", "my config.json", "*");
  }

  @Test
  void theUsersOptionsFollowOursAndWin() throws Exception {
    var installation = TestInstallation.fakedAt(temp.resolve("clooster"));
    Files.createFile(temp.resolve("-Dpattern=file"));

    var outcome =
        command(installation.script(), "version")
            .with("CLOOSTER_JAVA_OPTS", "-Xmx128m  -Dpattern=*")
            .in(temp)
            .run();

    assertThat(FakeJava.arguments(outcome))
        .contains("-Xmx64m")
        .endsWith("-Xmx128m", "-Dpattern=*", "io.clooster.Clooster", "version");
  }

  @Test
  void twoVersionsInOneDirectoryAreRefused() throws Exception {
    var installation = TestInstallation.fakedAt(temp.resolve("clooster"));
    Files.writeString(installation.lib().resolve("clooster-2.1.0.jar"), "newer");

    var outcome = command(installation.script(), "version").run();

    assertThat(outcome.status()).isEqualTo(1);
    assertThat(outcome.err()).contains("clooster-2.0.0.jar", "clooster-2.1.0.jar");
  }

  @Test
  void anIncompleteDirectoryIsNamed() throws Exception {
    var installation = TestInstallation.fakedAt(temp.resolve("clooster"));
    Files.delete(installation.lib().resolve("clooster-2.0.0.jar"));

    var outcome = command(installation.script(), "version").run();

    assertThat(outcome.status()).isEqualTo(1);
    assertThat(outcome.err()).contains(installation.home() + " is not complete");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a:b", "a,b", "a*b", "a?b", "a{{b}}", "a\\b", "a\nb"})
  void aDirectoryThatJavaOrCamelCannotNameIsRefused(String name) throws Exception {
    var installation = TestInstallation.fakedAt(temp.resolve(name));

    var outcome = command(installation.script(), "version").run();

    assertThat(outcome.status()).isEqualTo(1);
    assertThat(outcome.err()).contains("colon, comma", installation.home().toString());
  }

  /**
   * What is special to URIs, to patterns, to Camel or to the shell, all at once; and letters that
   * the environment's locale may not have stay out of it, as they have a test of their own.
   */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "a+b %41#c(d)[e]{f}${g}&h=i;j'k\"l`m~o!p@q^r|s RAW(t)",
        // No URI at all, where a percent sign begins a code.
        "100%"
      })
  void theDaemonStartsFromADirectoryWhateverElseIsInItsName(String name) throws Exception {
    var installation = TestInstallation.copiedTo(temp.resolve(name));
    var config = TestInstallation.config(temp);

    var running =
        Command.of(installation.script(), "run", config)
            .with("JAVA_HOME", System.getProperty("java.home"))
            .with("CLOOSTER_CACHE", "none")
            .with(
                "CLOOSTER_JAVA_OPTS",
                "-Djdk.net.hosts.file=" + Path.of("src/test/hosts").toAbsolutePath())
            .start();
    await()
        .atMost(Duration.ofMinutes(1))
        .until(
            () ->
                Files.readString(running.out()).contains("state=started")
                    || !running.process().isAlive());
    running.process().destroy();
    var outcome = running.outcome();

    assertThat(outcome.out()).as(outcome.err()).contains("state=started");
    assertThat(outcome.err()).isEmpty();
    assertThat(outcome.status()).isZero();
  }

  @Test
  void tooFewDescriptorsAreToldBeforeTheStart() throws Exception {
    var installation = TestInstallation.fakedAt(temp.resolve("clooster"));

    var outcome =
        command("sh", "-c", "ulimit -n 100 && exec \"$1\" version", "sh", installation.script())
            .run();

    assertThat(outcome.status()).isEqualTo(1);
    assertThat(outcome.err())
        .startsWith("clooster: needs 256 file descriptors, and gets no more than 100")
        .contains("LimitNOFILE=");
  }

  @Test
  void theEndOfMemoryHasAPlainLineAndAStatusOfItsOwn() throws Exception {
    var installation = TestInstallation.copiedTo(temp.resolve("clooster"));

    var outcome =
        Command.of(installation.script(), "check", temp.resolve("none.json"))
            .with("JAVA_HOME", System.getProperty("java.home"))
            .with("CLOOSTER_CACHE", "none")
            .with("CLOOSTER_JAVA_OPTS", "-Xms2m -Xmn1m -Xmx2m")
            .run();

    assertThat(outcome.err().lines())
        .filteredOn(line -> line.startsWith("clooster: out of memory and ended (status 3)."))
        .hasSize(1);
    assertThat(outcome.out()).isEmpty();
    assertThat(outcome.status()).isEqualTo(3);
  }

  @Test
  void whatJavaCannotStartWithIsTold() throws Exception {
    var installation = TestInstallation.copiedTo(temp.resolve("clooster"));

    var outcome =
        Command.of(installation.script(), "version")
            .with("JAVA_HOME", System.getProperty("java.home"))
            .with("CLOOSTER_CACHE", "none")
            .with("CLOOSTER_JAVA_OPTS", "-Xms200m")
            .run();

    assertThat(outcome.err()).contains("Initial heap size set to a larger value than the maximum");
    assertThat(outcome.out()).isEmpty();
    assertThat(outcome.status()).isEqualTo(1);
  }

  @Test
  void nativeTrimmingIsAskedForWhereJavaKnowsIt() throws Exception {
    var installation = TestInstallation.fakedAt(temp.resolve("clooster"));

    for (var version : List.of("17", "17.0.2", "17.0.8.1", "19.0.2", "20")) {
      java = FakeJava.at(temp.resolve("jdk-" + version), version);
      assertThat(command(installation.script(), "version").run().out())
          .as(version)
          .doesNotContain("TrimNativeHeapInterval");
    }
    for (var version : List.of("17.0.9", "17.0.15", "21", "25.0.3", "26-ea")) {
      java = FakeJava.at(temp.resolve("jdk-" + version), version);
      assertThat(command(installation.script(), "version").run().out())
          .as(version)
          .contains("TrimNativeHeapInterval");
    }
  }
}
