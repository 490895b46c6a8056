// SPDX-License-Identifier: Apache-2.0
package io.clooster.dist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** When the start script makes an archive of classes, where it keeps it, and what may go wrong. */
class ClassDataIT {
  private static final String PREPARING = "clooster: Preparing class data";
  private static final String USING = "-XX:SharedArchiveFile=";

  @TempDir private Path temp;
  private Installation installation;
  private FakeJava java;

  @BeforeEach
  void anInstallation() throws IOException {
    temp = temp.toRealPath();
    installation = Installation.fakedAt(temp.resolve("clooster"));
    java = FakeJava.at(temp.resolve("jdk"), "17.0.15");
  }

  private Command clooster(Object... arguments) {
    return Command.of(
            Stream.concat(Stream.of(installation.script()), Stream.of(arguments)).toArray())
        .with("JAVA_HOME", java.home())
        .with("REHEARSAL", "works")
        .in(temp);
  }

  private List<String> cached() throws IOException {
    return Installation.filesIn(installation.cache());
  }

  private static String theOnly(List<String> files) {
    return assertThat(files).singleElement().actual();
  }

  private void assertUses(Command.Outcome outcome, Path archive) {
    assertThat(FakeJava.arguments(outcome)).contains(USING + archive);
  }

  // --- when

  @Test
  void theFirstStartMakesAnArchiveAndUsesItAndTheSecondOnlyUsesIt() throws Exception {
    var first = clooster("run", "a.json").run();
    var second = clooster("run", "a.json").run();

    assertThat(first.err()).startsWith(PREPARING).hasLineCount(1);
    assertThat(second.err()).isEmpty();
    var archive = installation.cache().resolve(theOnly(cached()));
    assertUses(first, archive);
    assertUses(second, archive);
    assertThat(java.rehearsed()).isEqualTo(1);
  }

  static Stream<List<String>> daemons() {
    return Stream.of(
        List.of(), List.of("run"), List.of("demo"), List.of("demo", "--keep"), List.of("my.json"));
  }

  @ParameterizedTest
  @MethodSource("daemons")
  void whatStartsTheDaemonPrepares(List<String> arguments) throws Exception {
    Files.createFile(temp.resolve("my.json"));

    var outcome = clooster(arguments.toArray()).run();

    assertThat(outcome.err()).startsWith(PREPARING);
    assertThat(outcome.out()).contains(USING);
  }

  static Stream<List<String>> others() {
    return Stream.of(
        List.of("version"),
        List.of("--version"),
        List.of("--help"),
        List.of("run", "--help"),
        List.of("demo", "-h"),
        List.of("check", "my.json"),
        List.of("no-such-command"));
  }

  @ParameterizedTest
  @MethodSource("others")
  void nothingElsePreparesOrLeavesATrace(List<String> arguments) throws Exception {
    var outcome = clooster(arguments.toArray()).run();

    assertThat(outcome.err()).isEmpty();
    assertThat(outcome.status()).isZero();
    assertThat(java.rehearsed()).isZero();
    assertThat(installation.cache()).doesNotExist();
  }

  @Test
  void everyCommandUsesAnArchiveThatIsThere() throws Exception {
    clooster("run").run();

    assertThat(clooster("version").run().out()).contains(USING);
  }

  // --- for what it holds

  @Test
  void aJarOfTheSameSizeAndTimeButOtherContentGetsANewArchiveAndTheOldOneGoes() throws Exception {
    var jar = installation.lib().resolve("clooster-2.0.0.jar");
    var time = Files.getLastModifiedTime(jar);
    clooster("run").run();
    var before = theOnly(cached());

    Files.writeString(jar, new StringBuilder(Files.readString(jar)).reverse());
    Files.setLastModifiedTime(jar, time);
    clooster("run").run();

    assertThat(theOnly(cached())).isNotEqualTo(before);
    assertThat(java.rehearsed()).isEqualTo(2);
  }

  @Test
  void aNewLibraryGetsANewArchive() throws Exception {
    clooster("run").run();
    var before = theOnly(cached());

    Files.writeString(installation.lib().resolve("more-1.jar"), "more");
    clooster("run").run();

    assertThat(theOnly(cached())).isNotEqualTo(before);
  }

  @Test
  void anUpdatedJavaGetsANewArchiveAndTheOldOneGoes() throws Exception {
    clooster("run").run();
    var before = theOnly(cached());

    java = FakeJava.at(java.home(), "17.0.16");
    clooster("run").run();

    assertThat(theOnly(cached())).isNotEqualTo(before);
  }

  @Test
  void twoJavasKeepAnArchiveEach() throws Exception {
    clooster("run").run();
    var other = FakeJava.at(temp.resolve("other"), "25.0.3");

    clooster("run").with("JAVA_HOME", other.home()).run();

    assertThat(cached()).hasSize(2);
    assertThat(clooster("run").run().err()).isEmpty();
    assertThat(clooster("run").with("JAVA_HOME", other.home()).run().err()).isEmpty();
  }

  @Test
  void whatNobodyHasReadForAMonthGoes() throws Exception {
    Files.createDirectory(installation.cache());
    var old = Files.createFile(installation.cache().resolve("clooster-1-2-3.jsa"));
    var recent = Files.createFile(installation.cache().resolve("clooster-4-5-6.jsa"));
    var anothers = Files.createFile(installation.cache().resolve("notes.txt"));
    for (var file : List.of(old, anothers)) {
      var longAgo = FileTime.from(Instant.now().minus(Duration.ofDays(40)));
      Files.setAttribute(file, "lastAccessTime", longAgo);
    }

    clooster("run").run();

    assertThat(old).doesNotExist();
    assertThat(recent).exists();
    assertThat(anothers).exists();
  }

  // --- where

  @Test
  void theUsersDirectoryComesFirstThenSystemdsThenTheInstallations() throws Exception {
    var users = temp.resolve("my cache/of clooster");
    var systemds = Files.createDirectory(temp.resolve("var"));

    var both =
        clooster("run").with("CLOOSTER_CACHE", users).with("CACHE_DIRECTORY", systemds).run();
    var one = clooster("run").with("CACHE_DIRECTORY", systemds + ":/second").run();

    assertUses(both, users.resolve(theOnly(Installation.filesIn(users))));
    assertUses(one, systemds.resolve(theOnly(Installation.filesIn(systemds))));
    assertThat(installation.cache()).doesNotExist();
  }

  @Test
  void noneMeansNone() throws Exception {
    var outcome = clooster("run").with("CLOOSTER_CACHE", "none").run();

    assertThat(outcome.err()).isEmpty();
    assertThat(outcome.out()).doesNotContain(USING);
    assertThat(java.rehearsed()).isZero();
  }

  @Test
  void aReadOnlyInstallationWithAHomeKeepsItThere() throws Exception {
    var cache = Files.createDirectory(temp.resolve("home-cache"));
    Files.setPosixFilePermissions(cache, PosixFilePermissions.fromString("rwxrwxrwx"));

    var outcome = asSomeoneWhoMayNotWrite(clooster("run").with("XDG_CACHE_HOME", cache)).run();

    assertThat(outcome.err()).startsWith(PREPARING).hasLineCount(1);
    var own = cache.resolve("clooster");
    assertUses(outcome, own.resolve(theOnly(Installation.filesIn(own))));
  }

  @Test
  void aReadOnlyInstallationWithoutAHomeStartsWithout() throws Exception {
    var outcome = asSomeoneWhoMayNotWrite(clooster("run")).run();

    assertThat(outcome.err()).isEmpty();
    assertThat(outcome.status()).isZero();
    assertThat(outcome.out()).contains("io.clooster.Clooster").doesNotContain(USING);
  }

  @Test
  void aDirectoryThatCannotBeWrittenToIsNamedInOneLine() throws Exception {
    var locked = temp.resolve("locked");
    Files.createDirectory(
        locked, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("r-xr-xr-x")));

    var outcome = asSomeoneWhoMayNotWrite(clooster("run").with("CACHE_DIRECTORY", locked)).run();

    assertThat(outcome.err()).contains("cannot write to " + locked).hasLineCount(1);
    assertThat(outcome.status()).isZero();
    assertThat(outcome.out()).contains("io.clooster.Clooster").doesNotContain(USING);
  }

  @Test
  void whatLiesInADirectoryOfAnotherUserIsNotUsed() throws Exception {
    if (!isRoot()) {
      Tool.notRun("only root can test with directories of two users");
    }
    var foreign = Files.createDirectories(temp.resolve("home-cache/clooster"));
    Files.setPosixFilePermissions(foreign, PosixFilePermissions.fromString("rwxrwxrwx"));

    var outcome =
        asSomeoneWhoMayNotWrite(clooster("run").with("XDG_CACHE_HOME", foreign.getParent())).run();

    assertThat(outcome.err()).isEmpty();
    assertThat(outcome.out()).contains("io.clooster.Clooster").doesNotContain(USING);
    assertThat(foreign).isEmptyDirectory();
  }

  private static boolean isRoot() {
    return "root".equals(System.getProperty("user.name"));
  }

  /** Takes the right to write from everybody; root, who needs none, becomes nobody. */
  private Command asSomeoneWhoMayNotWrite(Command command) throws IOException {
    Files.setPosixFilePermissions(temp, PosixFilePermissions.fromString("rwxr-xr-x"));
    Files.setPosixFilePermissions(
        installation.home(), PosixFilePermissions.fromString("r-xr-xr-x"));
    if (!isRoot()) {
      return command;
    }
    var setpriv = Tool.find("setpriv", "util-linux");
    return command.by(List.of(setpriv, "--reuid=65534", "--regid=65534", "--clear-groups"));
  }

  // --- what may go wrong

  static Stream<String> failures() {
    return Stream.of("fails", "leaves-nothing");
  }

  @ParameterizedTest
  @MethodSource("failures")
  void aFailedRehearsalIsToldOnceAndNotTriedAgain(String failure) throws Exception {
    var first = clooster("run").with("REHEARSAL", failure).run();
    var second = clooster("run").with("REHEARSAL", failure).run();

    var reason = installation.cache().resolve(theOnly(cached()));
    assertThat(first.err()).startsWith(PREPARING).contains("Why: " + reason).hasLineCount(2);
    assertThat(first.status()).isZero();
    assertThat(first.out()).contains("io.clooster.Clooster").doesNotContain(USING);
    assertThat(second.err()).isEmpty();
    assertThat(java.rehearsed()).isEqualTo(1);
  }

  @Test
  void theReasonOfAFailureIsKept() throws Exception {
    clooster("run").with("REHEARSAL", "fails").run();

    var reason = installation.cache().resolve(theOnly(cached()));
    assertThat(reason).hasContent("no sandbox here");
  }

  @Test
  void aFailureIsForgottenWithTheVersionThatFailed() throws Exception {
    clooster("run").with("REHEARSAL", "fails").run();
    Files.writeString(installation.lib().resolve("more-1.jar"), "more");

    var outcome = clooster("run").run();

    assertThat(outcome.out()).contains(USING);
    assertThat(theOnly(cached())).endsWith(".jsa");
  }

  @Test
  void aRehearsalThatHangsIsKilled() throws Exception {
    // Time passes quickly here: the script's sleep returns at once.
    var path = Files.createDirectory(temp.resolve("path"));
    Files.copy(Path.of("/bin/true"), path.resolve("sleep"), StandardCopyOption.COPY_ATTRIBUTES);
    var javas = FakeJava.at(temp.resolve("hanging"), "17.0.15");
    Files.writeString(
        javas.program(),
        Files.readString(javas.program()).replace("exec sleep", "exec /bin/sleep"));

    var outcome =
        clooster("run")
            .with("JAVA_HOME", javas.home())
            .with("REHEARSAL", "hangs")
            .with("PATH", path + ":" + System.getenv("PATH"))
            .run();

    var reason = installation.cache().resolve(theOnly(cached()));
    assertThat(reason).hasContent("not finished within 60 s");
    assertThat(outcome.status()).isZero();
    assertThat(outcome.out()).contains("io.clooster.Clooster").doesNotContain(USING);
    assertGone(javas);
  }

  @Test
  void aStopDuringTheRehearsalEndsBothAndLeavesNothing() throws Exception {
    var running = clooster("run").with("REHEARSAL", "hangs").start();
    await().until(() -> java.rehearsed() == 1);

    running.process().destroy();
    var outcome = running.outcome();

    assertThat(outcome.status()).isZero();
    assertThat(outcome.out()).isEmpty();
    assertThat(cached()).isEmpty();
    assertGone(java);
  }

  private static void assertGone(FakeJava java) throws IOException {
    var pid = Long.parseLong(theOnly(Installation.filesIn(java.rehearsals())));
    await().until(() -> ProcessHandle.of(pid).filter(ProcessHandle::isAlive).isEmpty());
  }

  @Test
  void twoFirstStartsAtOnceBothSucceedAndLeaveOneArchive() throws Exception {
    var one = clooster("run").with("REHEARSAL", "waits-for-another").start();
    var two = clooster("run").with("REHEARSAL", "waits-for-another").start();

    for (var outcome : List.of(one.outcome(), two.outcome())) {
      assertThat(outcome.err()).startsWith(PREPARING).hasLineCount(1);
      assertThat(outcome.status()).isZero();
      assertThat(outcome.out()).contains(USING);
    }
    assertThat(clooster("run").run().err()).isEmpty();
    assertThat(cached()).allMatch(file -> file.endsWith(".jsa"));
  }

  @Test
  void anArchiveCutShortIsNotUsedButMadeAgain() throws Exception {
    clooster("run").run();
    var archive = installation.cache().resolve(theOnly(cached()));
    Files.writeString(archive, "cl");

    var outcome = clooster("run").run();

    assertThat(outcome.err()).startsWith(PREPARING);
    assertThat(java.rehearsed()).isEqualTo(2);
    assertThat(FakeJava.arguments(outcome))
        .filteredOn(argument -> argument.startsWith(USING))
        .singleElement()
        .satisfies(
            argument ->
                assertThat(Path.of(argument.substring(USING.length())))
                    .content()
                    .startsWith("classes of"));
  }

  @Test
  void theUsersOptionsStayOutOfTheRehearsal() throws Exception {
    // A debugger that waits for someone would wait there.
    var outcome = clooster("run").with("CLOOSTER_JAVA_OPTS", "-Dmine").run();

    assertThat(outcome.out()).contains("-Dmine");
    var rehearsal = java.rehearsals().resolve(theOnly(Installation.filesIn(java.rehearsals())));
    assertThat(rehearsal).content().contains("-Xmx64m", "rehearse").doesNotContain("-Dmine");
  }
}
