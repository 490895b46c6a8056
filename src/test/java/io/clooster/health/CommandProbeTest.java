// SPDX-License-Identifier: Apache-2.0
package io.clooster.health;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.clooster.call.Deadlines;
import io.clooster.call.ShuttingDownException;
import io.clooster.testing.Slow;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Real programs, most of them bad ones. */
@Timeout(30)
@Slow
class CommandProbeTest {
  private static final long TIMEOUT = 600;

  /** More than killing and a busy machine take. */
  private static final long LATEST = 3_000;

  @TempDir private Path directory;
  private final Deadlines deadlines = new Deadlines();

  @BeforeEach
  void nobodyIsThere() {
    await().until(() -> children() == 0);
  }

  @AfterEach
  void nobodyIsLeft() {
    deadlines.close();
    await().until(() -> children() == 0);
  }

  @Test
  void status0IsWell() {
    assertThatCode(() -> run("/bin/sh", "-c", "echo all is well")).doesNotThrowAnyException();
  }

  @Test
  void anyOtherStatusIsToldWithTheLastLine() {
    assertThatThrownBy(() -> shell("echo first; echo; echo 'no disk left' >&2; echo; exit 3"))
        .isInstanceOf(CheckFailure.class)
        .hasMessage("exit status 3: no disk left");
  }

  @Test
  void withoutOutputTheStatusIsAllThereIs() {
    assertThatThrownBy(() -> run("false")).hasMessage("exit status 1");
  }

  @Test
  void aLineWithoutEndIsBoundedAndControlCharactersAreTakenOut() {
    assertThatThrownBy(() -> shell("printf 'a\\033[31m\\tb\\302\\233c\\342\\200\\256d'; exit 1"))
        .hasMessage("exit status 1: a [31m b c d");
    assertThatThrownBy(() -> shell("yes | head -c 5000 | tr -d '\\n'; exit 1"))
        .hasMessage("exit status 1: " + "y".repeat(300) + "…");
  }

  @Test
  void outputThatIsNoTextIsShownAsFarAsItGoes() {
    assertThatThrownBy(() -> shell("printf 'x\\377\\000y'; exit 1"))
        .hasMessage("exit status 1: x\uFFFD y");
  }

  @Test
  void aSignalIsAStatusToo() {
    assertThatThrownBy(() -> shell("kill -9 $$")).hasMessage("exit status 137");
  }

  @Test
  void aProgramThatIsNotThereCanNotBeRun() {
    assertThatThrownBy(() -> run("/nowhere/check", "secret"))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("No such file or directory")
        .hasMessageNotContaining("secret");
  }

  @Test
  void noShellReadsTheWords() {
    assertThatThrownBy(() -> run("/bin/ls", "/nowhere; echo $HOME *"))
        .hasMessageContaining("/nowhere; echo $HOME *");
  }

  @Test
  void theProgramReadsNothing() {
    assertThatCode(() -> run("cat")).doesNotThrowAnyException();
  }

  @Test
  void ourEnvironmentIsNotTheProgramsBusiness() {
    // Given a variable that is set here
    String ours =
        System.getenv().keySet().stream()
            .filter(name -> name.matches("JAVA_.*|MAVEN_.*|OLDPWD|PWD|SHLVL"))
            .findFirst()
            .orElseThrow();

    // Then
    assertThatCode(() -> run("/usr/bin/printenv", "PATH")).doesNotThrowAnyException();
    assertThatThrownBy(() -> run("/usr/bin/printenv", ours)).hasMessage("exit status 1");
  }

  @Test
  void aProgramThatHangsIsKilledAtTheDeadline() {
    failsLate("exec sleep 600", "no end within 600 ms");
  }

  @Test
  void whatItSaidBeforeItHungIsTold() {
    failsLate("echo waiting for the lock; exec sleep 600", ": waiting for the lock");
  }

  @Test
  void oneThatIgnoresSignalsAndHasChildrenThatHoldItsOutputIsKilledWithThem() {
    failsLate(
        "trap '' TERM INT HUP; (trap '' TERM; sleep 600 & sleep 600) & sleep 600 & wait; wait",
        "no end within 600 ms");
  }

  @Test
  void childrenWhoseParentHasGoneAreKilledToo() throws Exception {
    // Given
    Path pid = directory.resolve("pid");

    // When
    failsLate("(setsid sleep 600 & echo $! > " + pid + "); sleep 600", "no end within");

    // Then
    assertGone(pid);
  }

  @Test
  void gigabytesAreReadAndForgotten() {
    // Given
    long before = heap();

    // When
    failsLate("exec cat /dev/zero", "no end within 600 ms");
    failsLate("exec yes", "no end within 600 ms: y");

    // Then
    assertThat(heap() - before).isLessThan(16L << 20);
  }

  @Test
  void aChildThatWritesOnAfterASuccessHoldsNothingUp() throws Exception {
    // Given
    Path pid = directory.resolve("pid");
    String script = "yes & echo $! > " + pid + "; exit 0";
    long before = heap();

    // When
    long took = took(() -> assertThatCode(() -> shell(script)).doesNotThrowAnyException());

    // Then
    assertThat(took).isLessThan(LATEST);
    assertThat(heap() - before).isLessThan(16L << 20);
    assertGone(pid);
  }

  @Test
  void aChildThatKeepsTheOutputOpenHoldsNoFailureUp() {
    // When
    long took =
        took(
            () ->
                assertThatThrownBy(() -> shell("echo gone; sleep 20 & exit 1"))
                    .hasMessage("exit status 1"));

    // Then
    assertThat(took).isLessThan(LATEST);
  }

  @Test
  void aForkingProgramIsCaughtUpWith() {
    // Each child starts the next one and ends.
    Path script = script("#!/bin/sh\nsleep 0.02\n\"$0\" &\n");
    failsLate(script + " & sleep 600", "no end within 600 ms");
    await().until(() -> running(script.toString()) == 0);
  }

  @Test
  void aStopEndsItAndTellsNothing() throws Exception {
    // Given
    CommandProbe patient =
        new CommandProbe(deadlines, List.of("/bin/sh", "-c", "sleep 600 & sleep 600"), 600_000);
    CompletableFuture<Throwable> run =
        CompletableFuture.supplyAsync(() -> Assertions.catchThrowable(patient::run));
    await().until(() -> children() >= 3);

    // When
    deadlines.endAfter(Duration.ofMillis(10));

    // Then
    assertThat(run.get()).isInstanceOf(ShuttingDownException.class);
    assertThatThrownBy(patient::run).isInstanceOf(ShuttingDownException.class);
  }

  @Test
  void manyRunsLeaveNothingBehind() throws Exception {
    // Given
    failWithX();
    long files = openFiles();

    // When
    for (int i = 0; i < 50; i++) {
      failWithX();
    }

    // Then
    await().until(() -> openFiles() <= files + 3);
    await().until(() -> children() == 0);
  }

  private void failsLate(String script, String words) {
    long took = took(() -> assertThatThrownBy(() -> shell(script)).hasMessageContaining(words));
    assertThat(took).isBetween(TIMEOUT, LATEST);
    await().until(() -> children() == 0);
  }

  private void failWithX() {
    assertThatThrownBy(() -> shell("echo x; exit 1")).hasMessage("exit status 1: x");
  }

  private void shell(String script) throws IOException {
    run("/bin/sh", "-c", script);
  }

  private void run(String... words) throws IOException {
    new CommandProbe(deadlines, List.of(words), TIMEOUT).run();
  }

  private Path script(String text) {
    try {
      Path script = Files.writeString(directory.resolve("again"), text);
      return Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwx------"));
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static long took(Runnable work) {
    long before = System.nanoTime();
    work.run();
    return (System.nanoTime() - before) / 1_000_000;
  }

  private static long children() {
    return ProcessHandle.current().descendants().count();
  }

  private static long running(String word) {
    return ProcessHandle.allProcesses()
        .filter(process -> process.info().commandLine().orElse("").contains(word))
        .count();
  }

  private static void assertGone(Path pid) throws IOException {
    long number = Long.parseLong(Files.readString(pid).strip());
    // Until its new parent has taken note of its end it is there, but has no command any more.
    await()
        .until(
            () ->
                ProcessHandle.of(number)
                    .flatMap(process -> process.info().commandLine())
                    .isEmpty());
  }

  private static long openFiles() throws IOException {
    try (Stream<Path> files = Files.list(Path.of("/proc/self/fd"))) {
      return files.count();
    }
  }

  private static long heap() {
    System.gc();
    Runtime runtime = Runtime.getRuntime();
    return runtime.totalMemory() - runtime.freeMemory();
  }
}
