// SPDX-License-Identifier: Apache-2.0
package io.clooster.program;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.clooster.call.Deadlines;
import io.clooster.call.FailureText;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * Runs a program, and fails unless it ends with status 0 in time. No shell takes part; the program
 * reads nothing, and its whole process tree is killed at the deadline.
 *
 * <p>What it writes goes through {@code tail}, which keeps the end of it: Java itself would, when
 * the program has ended, read what its children still write, without any bound.
 */
public final class BoundedProgram {
  private static final String BYTES_KEPT = "1000";

  /** Between the program's end and its output's, unless a child of it keeps that open. */
  private static final long OUTPUT_GRACE_MILLIS = 200;

  private final Deadlines deadlines;
  private final Duration timeout;

  /** Any program, each run with this time. */
  public BoundedProgram(Deadlines deadlines, Duration timeout) {
    this.deadlines = deadlines;
    this.timeout = timeout;
  }

  /**
   * Runs it once.
   *
   * @throws ProgramFailure with its status and the last line that it wrote
   * @throws io.clooster.call.ShuttingDownException when a stop ended it
   * @throws IOException when it can't be run
   */
  public void run(MarkedProgram marked) throws IOException {
    CompletableFuture<Boolean> inTime = new CompletableFuture<>();
    Deadlines.Timeout timer = deadlines.set(timeout, () -> inTime.complete(false));
    try {
      run(marked, inTime, timer);
    } finally {
      timer.cancel();
    }
  }

  private void run(MarkedProgram marked, CompletableFuture<Boolean> inTime, Deadlines.Timeout timer)
      throws IOException {
    ProcessBuilder first = marked.builder().redirectErrorStream(true);
    List<Process> started = ProcessBuilder.startPipeline(List.of(first, tail()));
    Process program = started.get(0);
    Process tail = started.get(1);
    try {
      program.getOutputStream().close();
      program.onExit().thenRun(() -> inTime.complete(true));
      if (!inTime.join()) {
        marked.kill(program);
        String late = "no end within " + FailureText.of(timeout) + lastLine(tail);
        throw timer.reason(new ProgramFailure(late));
      } else if (program.exitValue() != 0) {
        throw new ProgramFailure("exit status " + program.exitValue() + lastLine(tail));
      }
    } finally {
      tail.destroyForcibly();
    }
  }

  private static ProcessBuilder tail() {
    return new ProcessBuilder("tail", "-c", BYTES_KEPT).redirectErrorStream(true);
  }

  private static String lastLine(Process tail) throws IOException {
    try {
      if (!tail.waitFor(OUTPUT_GRACE_MILLIS, TimeUnit.MILLISECONDS)) {
        return "";
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return "";
    }
    return MarkedProgram.lastLine(new String(tail.getInputStream().readAllBytes(), UTF_8));
  }
}
