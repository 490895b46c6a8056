// SPDX-License-Identifier: Apache-2.0
package io.clooster.dist;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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
    var installation = Installation.copiedTo(temp.resolve("clooster"));

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
    var installation = Installation.copiedTo(temp.resolve("first"));
    var moved = temp.resolve("a dream & $HOME of 'Moritz'");
    Files.move(installation.home(), moved);

    var outcome =
        Command.of(new Installation(moved).script(), "version")
            .with("JAVA_HOME", System.getProperty("java.home"))
            .run();

    assertThat(outcome.err()).isEmpty();
    assertThat(outcome.out()).isNotBlank();
    assertThat(outcome.status()).isZero();
  }

  @Test
  void aDirectoryWithLettersBeyondAsciiNeedsNoLocale() throws Exception {
    var installation = Installation.copiedTo(temp.resolve("plain"));

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
    var installation = Installation.fakedAt(temp.resolve("opt/clooster 2"));
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
    var installation = Installation.fakedAt(temp.resolve("clooster"));

    var outcome = command("sh", "clooster", "version").in(installation.home().resolve("bin")).run();

    assertThat(FakeJava.arguments(outcome)).contains("-Dclooster.home=" + installation.home());
  }

  @Test
  void itRunsByThePathInAnotherDirectory() throws Exception {
    var installation = Installation.fakedAt(temp.resolve("clooster"));
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
    var installation = Installation.fakedAt(temp.resolve("clooster"));
    var astray = Files.createDirectories(temp.resolve("astray/bin")).getParent();

    var outcome =
        command("bin/clooster", "version").in(installation.home()).with("CDPATH", astray).run();

    assertThat(FakeJava.arguments(outcome)).contains("-Dclooster.home=" + installation.home());
  }

  @Test
  void theClassPathNamesEveryJarInTheOrderOfTheNames() throws Exception {
    var installation = Installation.fakedAt(temp.resolve("clooster"));

    var outcome = command(installation.script(), "version").run();

    var lib = installation.lib();
    assertThat(FakeJava.arguments(outcome))
        .containsSequence(
            "-cp",
            "%s/Zoo-1.jar:%s/camel-main-4.jar:%s/clooster-2.0.0.jar".formatted(lib, lib, lib));
  }

  @Test
  void theProcessBecomesJavaSoThatSignalsReachIt() throws Exception {
    var installation = Installation.fakedAt(temp.resolve("clooster"));

    var outcome = command(installation.script(), "version").run();

    assertThat(outcome.out()).startsWith("pid " + outcome.pid() + "\n");
  }

  @Test
  void argumentsArriveUnchanged() throws Exception {
    var installation = Installation.fakedAt(temp.resolve("clooster"));

    var outcome = command(installation.script(), "check", "my config.json", "*", "").run();

    // The last one, empty, is not seen here: it ends the output.
    assertThat(FakeJava.arguments(outcome))
        .endsWith("io.clooster.Clooster", "check", "my config.json", "*");
  }

  @Test
  void theUsersOptionsFollowOursAndWin() throws Exception {
    var installation = Installation.fakedAt(temp.resolve("clooster"));
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
    var installation = Installation.fakedAt(temp.resolve("clooster"));
    Files.writeString(installation.lib().resolve("clooster-2.1.0.jar"), "newer");

    var outcome = command(installation.script(), "version").run();

    assertThat(outcome.status()).isEqualTo(1);
    assertThat(outcome.err()).contains("clooster-2.0.0.jar", "clooster-2.1.0.jar");
  }

  @Test
  void anIncompleteDirectoryIsNamed() throws Exception {
    var installation = Installation.fakedAt(temp.resolve("clooster"));
    Files.delete(installation.lib().resolve("clooster-2.0.0.jar"));

    var outcome = command(installation.script(), "version").run();

    assertThat(outcome.status()).isEqualTo(1);
    assertThat(outcome.err()).contains(installation.home() + " is not complete");
  }

  @Test
  void aDirectoryThatNoClassPathCanNameIsRefused() throws Exception {
    var installation = Installation.fakedAt(temp.resolve("a:b"));

    var outcome = command(installation.script(), "version").run();

    assertThat(outcome.status()).isEqualTo(1);
    assertThat(outcome.err()).contains("colon", installation.home().toString());
  }

  @Test
  void nativeTrimmingIsAskedForWhereJavaKnowsIt() throws Exception {
    var installation = Installation.fakedAt(temp.resolve("clooster"));

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
