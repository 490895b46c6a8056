// SPDX-License-Identifier: Apache-2.0
package io.clooster.dist;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** When the start script makes an archive of classes, where it keeps it, and what may go wrong. */
class CdsArchiveIT {
  private static final String USING = "-XX:SharedArchiveFile=";

  @TempDir private Path temp;
  private TestInstallation installation;
  private FakeJava java;
  private final List<Command.Running> daemons = new ArrayList<>();

  @BeforeEach
  void anInstallation() throws IOException {
    temp = temp.toRealPath();
    installation = TestInstallation.fakedAt(temp.resolve("clooster"));
    java = FakeJava.at(temp.resolve("jdk"), "17.0.15");
    // Time passes quickly here: for the script a second is a fiftieth of one.
    var sleep = Files.createDirectory(temp.resolve("path")).resolve("sleep");
    Files.writeString(sleep, "#!/bin/sh\nexec /bin/sleep 0.02\n");
    Files.setPosixFilePermissions(sleep, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  @AfterEach
  void noDaemonAnyMore() throws Exception {
    for (var daemon : daemons) {
      daemon.process().destroyForcibly();
      daemon.outcome();
    }
    awaitNothingInTheBackground();
  }

  private Command clooster(Object... arguments) {
    return Command.of(
            Stream.concat(Stream.of(installation.script()), Stream.of(arguments)).toArray())
        .with("JAVA_HOME", java.home())
        .with("REHEARSAL", "works")
        .with("PATH", temp.resolve("path") + ":" + System.getenv("PATH"))
        .in(temp);
  }

  /** A daemon that runs, whatever is made beside it. */
  private Command.Running daemon(Command command) throws IOException {
    var running = command.with("STAYS", "yes").start();
    daemons.add(running);
    eventually().until(() -> Files.readString(running.out()).contains("io.clooster.Clooster"));
    return running;
  }

  /** Whatever else the machine does meanwhile. */
  private static ConditionFactory eventually() {
    return await().atMost(Duration.ofMinutes(1));
  }

  private void make() throws Exception {
    var outcome = clooster("cds-archive").run();
    assertThat(outcome.status()).as(outcome.err()).isZero();
  }

  private List<String> cached() throws IOException {
    return TestInstallation.filesIn(installation.cache());
  }

  private Path archive() throws IOException {
    return installation.cache().resolve(theOnly(cached()));
  }

  private static String theOnly(List<String> files) {
    return assertThat(files).singleElement().actual();
  }

  private static void assertUses(Command.Outcome outcome, Path archive) {
    assertThat(FakeJava.arguments(outcome)).contains(USING + archive);
  }

  private static void assertStartsWithout(Command.Outcome outcome) {
    assertThat(outcome.status()).isZero();
    assertThat(outcome.out()).contains("io.clooster.Clooster").doesNotContain(USING);
  }

  // --- when

  @Test
  void noStartWaitsForItAndTheNextOneUsesWhatWasMadeInTheBackground() throws Exception {
    var first = daemon(clooster("run", "a.json"));
    var seenAtItsStart = Files.readString(first.out());
    eventually().until(() -> cached().stream().anyMatch(file -> file.endsWith(".jsa")));
    awaitNothingInTheBackground();
    var second = clooster("run", "a.json").run();

    assertThat(seenAtItsStart).doesNotContain(USING);
    assertThat(first.err()).isEmptyFile();
    assertThat(first.process().isAlive()).isTrue();
    assertUses(second, archive());
    assertThat(second.err()).isEmpty();
    assertThat(java.rehearsed()).isEqualTo(1);
  }

  @Test
  void whatMakesItHasTheLowestPriority() throws Exception {
    daemon(clooster("run").with("REHEARSAL", "hangs"));
    eventually().until(() -> java.rehearsed() == 1);

    var pid = theOnly(TestInstallation.filesIn(java.rehearsals()));
    var stat = Files.readString(Path.of("/proc", pid, "stat"));
    // proc(5): the niceness is field 19, the 17th after the name in parentheses
    assertThat(stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1)[16]).isEqualTo("19");
    assertThat(Path.of("/proc", pid, "oom_score_adj")).hasContent("1000");
  }

  @Test
  void theCommandMakesItAtOnceAndSaysWhereItIs() throws Exception {
    var first = clooster("cds-archive").run();
    var second = clooster("cds-archive").run();

    for (var outcome : List.of(first, second)) {
      assertThat(outcome.out()).isEqualTo(archive() + "\n");
      assertThat(outcome.err()).isEmpty();
      assertThat(outcome.status()).isZero();
    }
    assertThat(java.rehearsed()).isEqualTo(1);
    assertUses(clooster("run").run(), archive());
  }

  static Stream<List<String>> daemons() {
    return Stream.of(List.of(), List.of("run"), List.of("my.json"));
  }

  @ParameterizedTest
  @MethodSource("daemons")
  void whatStartsTheDaemonHasItMade(List<String> arguments) throws Exception {
    Files.createFile(temp.resolve("my.json"));

    daemon(clooster(arguments.toArray()));

    eventually().until(() -> java.rehearsed() == 1);
  }

  static Stream<List<String>> others() {
    return Stream.of(
        List.of("version"),
        List.of("--version"),
        List.of("--help"),
        List.of("run", "--help"),
        List.of("demo"),
        List.of("demo", "-h"),
        List.of("check", "my.json"),
        List.of("cds-archive", "--help"),
        List.of("no-such-command"));
  }

  @ParameterizedTest
  @MethodSource("others")
  void nothingElseMakesItOrLeavesATrace(List<String> arguments) throws Exception {
    var outcome = clooster(arguments.toArray()).run();

    assertThat(outcome.err()).isEmpty();
    assertThat(outcome.status()).isZero();
    awaitNothingInTheBackground();
    assertThat(java.rehearsed()).isZero();
    assertThat(installation.cache()).doesNotExist();
  }

  @Test
  void everyCommandUsesAnArchiveThatIsThere() throws Exception {
    make();

    assertThat(clooster("version").run().out()).contains(USING);
  }

  // --- for what it holds

  @ParameterizedTest
  @ValueSource(strings = {"clooster-2.0.0.jar", "camel-main-4.jar"})
  void aJarOfTheSameSizeAndTimeButOtherContentGetsANewArchiveAndTheOldOneGoes(String name)
      throws Exception {
    var jar = installation.lib().resolve(name);
    var time = Files.getLastModifiedTime(jar);
    make();
    var before = archive();

    Files.writeString(jar, new StringBuilder(Files.readString(jar)).reverse());
    Files.setLastModifiedTime(jar, time);
    make();

    assertThat(archive()).isNotEqualTo(before);
    assertThat(java.rehearsed()).isEqualTo(2);
  }

  @Test
  void whatOnlyTheFileSystemKnowsOfAFileDoesNotMatter() throws Exception {
    var jar = installation.lib().resolve("clooster-2.0.0.jar");
    var jvm = Files.createDirectories(java.home().resolve("lib/server")).resolve("libjvm.so");
    Files.writeString(jvm, "a virtual machine");
    make();

    // A backup that links, as rsnapshot's, another owner, another mode; all of them change the
    // ctime.
    for (var file : List.of(jar, jvm)) {
      Files.createLink(temp.resolve(file.getFileName()), file);
      Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
      if (isRoot()) {
        Files.setAttribute(file, "unix:uid", 65534);
      }
    }

    assertUses(clooster("run").run(), archive());
  }

  @Test
  void aNewLibraryGetsANewArchive() throws Exception {
    make();
    var before = archive();

    Files.writeString(installation.lib().resolve("more-1.jar"), "more");
    make();

    assertThat(archive()).isNotEqualTo(before);
  }

  @Test
  void anUpdatedJavaGetsANewArchiveAndTheOldOneGoes() throws Exception {
    make();
    var before = archive();

    java = FakeJava.at(java.home(), "17.0.16");
    make();

    assertThat(archive()).isNotEqualTo(before);
  }

  @Test
  void twoJavasKeepAnArchiveEach() throws Exception {
    make();
    var other = FakeJava.at(temp.resolve("other"), "25.0.3");

    clooster("cds-archive").with("JAVA_HOME", other.home()).run();

    assertThat(cached()).hasSize(2);
    assertThat(clooster("run").run().out()).contains(USING);
    assertThat(clooster("run").with("JAVA_HOME", other.home()).run().out()).contains(USING);
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

    make();

    assertThat(old).doesNotExist();
    assertThat(recent).exists();
    assertThat(anothers).exists();
  }

  // --- where

  @Test
  void theUsersDirectoryComesFirstThenSystemdsThenTheInstallations() throws Exception {
    var users = temp.resolve("my cache/of clooster");
    var systemds = Files.createDirectory(temp.resolve("var"));

    var command = clooster("cds-archive").with("CACHE_DIRECTORY", systemds + ":/second");
    var both = command.with("CLOOSTER_CACHE", users).run();
    var one = command.run();

    assertThat(both.out())
        .isEqualTo(users.resolve(theOnly(TestInstallation.filesIn(users))) + "\n");
    assertThat(one.out())
        .isEqualTo(systemds.resolve(theOnly(TestInstallation.filesIn(systemds))) + "\n");
    assertThat(installation.cache()).doesNotExist();
  }

  @Test
  void noneMeansNone() throws Exception {
    var run = clooster("run").with("CLOOSTER_CACHE", "none").run();
    var made = clooster("cds-archive").with("CLOOSTER_CACHE", "none").run();

    assertThat(run.err()).isEmpty();
    assertStartsWithout(run);
    assertThat(made.status()).isEqualTo(1);
    assertThat(made.err()).contains("CLOOSTER_CACHE");
    assertThat(java.rehearsed()).isZero();
  }

  @Test
  void withoutTheSandboxNoneAreMadeAndOnlyWhoAsksForThemIsTold() throws Exception {
    Files.delete(installation.sandbox().resolve("clooster-2.0.0-sandbox.jar"));

    var run = clooster("run").run();
    var made = clooster("cds-archive").run();

    assertThat(run.err()).isEmpty();
    assertStartsWithout(run);
    assertThat(made.status()).isEqualTo(1);
    assertThat(made.err()).contains("not in " + installation.sandbox());
    assertThat(java.rehearsed()).isZero();
    assertThat(installation.cache()).doesNotExist();
  }

  @Test
  void withoutChecksumsNoneAreMadeAndOnlyWhoAsksForThemIsTold() throws Exception {
    var programs = Files.createDirectory(temp.resolve("programs"));
    for (var directory : List.of("/usr/bin", "/bin")) {
      for (var program : TestInstallation.filesIn(Path.of(directory))) {
        var link = programs.resolve(program);
        if (!program.equals("cksum") && !Files.exists(link, LinkOption.NOFOLLOW_LINKS)) {
          Files.createSymbolicLink(link, Path.of(directory, program));
        }
      }
    }

    var run = clooster("run").with("PATH", programs.toString()).run();
    var made = clooster("cds-archive").with("PATH", programs.toString()).run();

    assertThat(run.err()).isEmpty();
    assertStartsWithout(run);
    assertThat(made.status()).isEqualTo(1);
    assertThat(made.err()).contains("cksum", "coreutils");
    assertThat(installation.cache()).doesNotExist();
  }

  @Test
  void aReadOnlyInstallationWithAHomeKeepsItThere() throws Exception {
    var cache = Files.createDirectory(temp.resolve("home-cache"));
    Files.setPosixFilePermissions(cache, PosixFilePermissions.fromString("rwxrwxrwx"));

    var outcome =
        asSomeoneWhoMayNotWrite(clooster("cds-archive").with("XDG_CACHE_HOME", cache)).run();

    var own = cache.resolve("clooster");
    assertThat(outcome.out()).isEqualTo(own.resolve(theOnly(TestInstallation.filesIn(own))) + "\n");
  }

  @Test
  void aReadOnlyInstallationWithoutAHomeStartsWithout() throws Exception {
    var outcome = asSomeoneWhoMayNotWrite(clooster("run")).run();

    assertThat(outcome.err()).isEmpty();
    assertStartsWithout(outcome);
  }

  @Test
  void aDirectoryThatCannotBeWrittenToIsNamedInOneLine() throws Exception {
    var locked = temp.resolve("locked");
    Files.createDirectory(
        locked, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("r-xr-xr-x")));

    var running = daemon(asSomeoneWhoMayNotWrite(clooster("run").with("CACHE_DIRECTORY", locked)));

    eventually().until(() -> Files.readString(running.err()).contains("cannot write to " + locked));
    assertThat(Files.readString(running.err())).hasLineCount(1);
    assertThat(Files.readString(running.out())).doesNotContain(USING);
  }

  @Test
  void whatRootMadeForAllIsUsedByOthers() throws Exception {
    make();

    var outcome = asSomeoneWhoMayNotWrite(clooster("run")).run();

    assertUses(outcome, archive());
    assertThat(outcome.err()).isEmpty();
  }

  // --- who could have written it

  @Test
  void whatOthersCanWriteIsNotUsed() throws Exception {
    make();
    Files.setPosixFilePermissions(archive(), PosixFilePermissions.fromString("rw-r--rw-"));

    var outcome = clooster("run").run();

    assertThat(outcome.err()).contains("not used", archive().toString()).hasLineCount(1);
    assertStartsWithout(outcome);
  }

  @Test
  void whatAnotherUserLeftInAnOwnDirectoryIsNotUsed() throws Exception {
    onlyForRoot();
    make();
    Files.setAttribute(archive(), "unix:uid", 65534);

    var outcome = clooster("run").run();

    assertThat(outcome.err()).contains("not used", archive().toString()).hasLineCount(1);
    assertStartsWithout(outcome);
  }

  @Test
  void nothingIsWrittenToADirectoryThatOthersCanWriteTo() throws Exception {
    var open = Files.createDirectory(temp.resolve("open"));
    Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rwxrwxrwx"));

    var outcome = clooster("cds-archive").with("CLOOSTER_CACHE", open).run();

    assertThat(outcome.status()).isEqualTo(1);
    assertThat(outcome.err()).contains("open to others", open.toString());
    assertThat(open).isEmptyDirectory();
  }

  @Test
  void rootWritesNothingToAnotherUsersDirectory() throws Exception {
    onlyForRoot();
    var foreign = Files.createDirectories(temp.resolve("home-cache/clooster"));
    Files.setAttribute(foreign, "unix:uid", 65534);

    var outcome = clooster("cds-archive").with("CLOOSTER_CACHE", foreign).run();

    assertThat(outcome.status()).isEqualTo(1);
    assertThat(outcome.err()).contains("another user's", foreign.toString());
    assertThat(foreign).isEmptyDirectory();
  }

  private static boolean isRoot() {
    return "root".equals(System.getProperty("user.name"));
  }

  private static void onlyForRoot() {
    if (!isRoot()) {
      Tool.notRun("only root can test with files of two users");
    }
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

  @ParameterizedTest
  @ValueSource(strings = {"fails", "leaves-nothing"})
  void aFailedRehearsalIsToldOnceAndTriedAgainAfterADay(String failure) throws Exception {
    var first = daemon(clooster("run").with("REHEARSAL", failure));
    eventually().until(() -> Files.readString(first.err()).contains("Why: "));
    awaitNothingInTheBackground();
    var reason = archive();
    var second = clooster("run").with("REHEARSAL", failure).run();
    Files.setLastModifiedTime(reason, FileTime.from(Instant.now().minus(Duration.ofHours(25))));
    daemon(clooster("run"));

    assertThat(first.err()).content().contains("Why: " + reason).hasLineCount(1);
    assertThat(second.err()).isEmpty();
    assertStartsWithout(second);
    eventually().untilAsserted(() -> assertThat(theOnly(cached())).endsWith(".jsa"));
    assertThat(java.rehearsed()).isEqualTo(2);
  }

  @Test
  void theReasonOfAFailureIsKept() throws Exception {
    var outcome = clooster("cds-archive").with("REHEARSAL", "fails").run();

    assertThat(outcome.status()).isEqualTo(1);
    assertThat(archive()).hasContent("no sandbox here");
  }

  @Test
  void aRehearsalThatHangsIsKilled() throws Exception {
    var outcome = clooster("cds-archive").with("REHEARSAL", "hangs").run();

    assertThat(outcome.status()).isEqualTo(1);
    assertThat(archive()).hasContent("not finished within 300 s");
    awaitNothingInTheBackground();
  }

  @Test
  void aFullDiskLeavesNothingBehind() throws Exception {
    onlyForRoot();
    var unshare = Tool.find("unshare", "util-linux");
    var cache = Files.createDirectory(temp.resolve("full"));

    var outcome =
        clooster("cds-archive")
            .with("CLOOSTER_CACHE", cache)
            .with("REHEARSAL", "too-large")
            .by(
                List.of(
                    unshare,
                    "-m",
                    "sh",
                    "-c",
                    "mount -t tmpfs -o size=64k,mode=755 full \"$CLOOSTER_CACHE\" || exit 9;"
                        + " \"$@\"; status=$?; ls \"$CLOOSTER_CACHE\"; exit $status",
                    "sh"))
            .run();

    assertThat(outcome.status()).isEqualTo(1);
    assertThat(outcome.err()).contains("no CDS archive could be made");
    assertThat(outcome.out().lines()).allMatch(file -> file.endsWith(".failed"));
  }

  @Test
  void anUpgradeMeanwhileSpoilsIt() throws Exception {
    Files.writeString(
        java.home().resolve("upgrades"), installation.lib().resolve("camel-main-4.jar") + "\n");

    var outcome = clooster("cds-archive").with("REHEARSAL", "is-upgraded").run();

    assertThat(outcome.status()).isEqualTo(1);
    assertThat(outcome.err()).contains("the installation has changed");
    assertThat(cached()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"TERM", "HUP"})
  void aStopEndsAllAtOnceAndLeavesNothing(String signal) throws Exception {
    // As systemd does it: the signal goes to all processes of the service.
    var setsid = Tool.find("setsid", "util-linux");
    var running = clooster("run").with("REHEARSAL", "hangs").by(List.of(setsid));
    var daemon = daemon(running);
    eventually().until(() -> java.rehearsed() == 1);

    Command.of("kill", "-" + signal, "--", "-" + daemon.process().pid()).run();

    assertThat(daemon.process().waitFor(5, TimeUnit.SECONDS)).isTrue();
    awaitNothingInTheBackground();
    assertThat(cached()).isEmpty();
  }

  @Test
  void theEndOfTheDaemonEndsWhatIsMadeForIt() throws Exception {
    var daemon = daemon(clooster("run").with("REHEARSAL", "hangs"));
    eventually().until(() -> java.rehearsed() == 1);

    daemon.process().destroyForcibly().waitFor();

    awaitNothingInTheBackground();
    assertThat(daemon.err()).isEmptyFile();
    assertThat(cached()).isEmpty();
  }

  @Test
  void ofTwoStartsAtOnceOneMakesIt() throws Exception {
    daemon(clooster("run"));
    daemon(clooster("run"));

    awaitNothingInTheBackground();

    assertThat(theOnly(cached())).endsWith(".jsa");
    assertThat(java.rehearsed()).isEqualTo(1);
  }

  @Test
  void whatAKilledMakerLeftIsInTheWayForTenMinutesAtMost() throws Exception {
    make();
    var left = Path.of(archive().toString().replaceFirst("-\\d+\\.jsa$", ".making"));
    Files.delete(archive());
    Files.writeString(Files.createDirectory(left).resolve("archive"), "half of it");
    Files.setLastModifiedTime(left, FileTime.from(Instant.now().minus(Duration.ofMinutes(11))));

    make();

    assertThat(theOnly(cached())).endsWith(".jsa");
  }

  @Test
  void anArchiveCutShortIsNotUsedButMadeAgain() throws Exception {
    make();
    var archive = archive();
    assertThat(archive.toFile().setWritable(true, true)).isTrue();
    Files.writeString(archive, "cl");

    assertStartsWithout(clooster("version").run());
    make();

    assertThat(java.rehearsed()).isEqualTo(2);
    assertThat(clooster("version").run().out()).contains(USING);
  }

  @Test
  void theUsersOptionsStayOutOfTheRehearsal() throws Exception {
    // A debugger that waits for someone would wait there.
    daemon(clooster("run").with("CLOOSTER_JAVA_OPTS", "-Dmine"));
    eventually().until(() -> java.rehearsed() == 1);

    var rehearsal = java.rehearsals().resolve(theOnly(TestInstallation.filesIn(java.rehearsals())));
    eventually().untilAsserted(() -> assertThat(rehearsal).content(UTF_8).contains("train"));
    assertThat(rehearsal).content().contains("-Xmx64m").doesNotContain("-Dmine");
  }

  /** Nothing runs any more of this test's installation but its daemons. */
  private void awaitNothingInTheBackground() {
    eventually()
        .until(
            () ->
                ProcessHandle.allProcesses()
                    .filter(process -> daemons.stream().noneMatch(d -> is(d, process)))
                    .noneMatch(this::isOurs));
  }

  private static boolean is(Command.Running daemon, ProcessHandle process) {
    return daemon.process().pid() == process.pid();
  }

  private boolean isOurs(ProcessHandle process) {
    try {
      var proc = Path.of("/proc", String.valueOf(process.pid()));
      return Files.readString(proc.resolve("cmdline")).contains(temp.toString())
          || Files.readSymbolicLink(proc.resolve("cwd")).startsWith(temp);
    } catch (IOException e) {
      return false;
    }
  }
}
