// SPDX-License-Identifier: Apache-2.0
package io.clooster.program;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.clooster.call.CallLimits;
import io.clooster.call.Deadlines;
import io.clooster.call.FailureText;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;

/**
 * One run of a program that is given something to read, and that may write: no shell takes part, it
 * has a total deadline, and at that all that came of it is killed.
 */
public final class ProgramRun {
  private static final int LONGEST_WORDS = 4 * 1024;

  /** From the program's end to its output's, which a child of it may keep open. */
  private static final Duration OUTPUT_GRACE = Duration.ofSeconds(1);

  private final List<String> words;
  private final MarkedProgram marked;
  private final Process program;
  private final ProgramOutput output;
  private final ProgramOutput told;

  private ProgramRun(
      List<String> words, MarkedProgram marked, Process program, ProgramOutput output) {
    this.words = words;
    this.marked = marked;
    this.program = program;
    this.output = output;
    this.told = ProgramOutput.end(program.getErrorStream(), LONGEST_WORDS);
    inBackground(output::read);
    inBackground(told::read);
  }

  /**
   * Runs one whose whole {@link #output} counts to its end.
   *
   * @param words the program and its arguments, each as it is
   * @param input what it may read
   * @param longest so many bytes of what it writes are kept; the rest is taken, and forgotten
   * @throws ProgramFailure when it can't be run, or does not end in time
   * @throws IOException when Clooster stops meanwhile
   */
  public static ProgramRun of(List<String> words, byte[] input, int longest, CallLimits limits)
      throws IOException, InterruptedException {
    return of(words, Map.of(), input, limits, stream -> ProgramOutput.beginning(stream, longest));
  }

  /**
   * Runs one of whose output the last line counts, its {@link #answer}, to its end.
   *
   * @param words the program and its arguments, each as it is
   * @param environment what it gets beside what programs need
   * @param input what it may read
   * @throws ProgramFailure when it can't be run, or does not end in time
   * @throws IOException when Clooster stops meanwhile
   */
  public static ProgramRun of(
      List<String> words, Map<String, String> environment, byte[] input, CallLimits limits)
      throws IOException, InterruptedException {
    return of(
        words, environment, input, limits, stream -> ProgramOutput.end(stream, LONGEST_WORDS));
  }

  private static ProgramRun of(
      List<String> words,
      Map<String, String> environment,
      byte[] input,
      CallLimits limits,
      Function<InputStream, ProgramOutput> keeping)
      throws IOException, InterruptedException {
    CompletableFuture<Boolean> inTime = new CompletableFuture<>();
    Deadlines.Timeout timer =
        limits.deadlines().set(limits.deadline(), () -> inTime.complete(false));
    MarkedProgram marked = new MarkedProgram(words, environment, MarkedProgram.newMark());
    try {
      Process program = start(words, marked);
      try {
        ProgramRun run =
            new ProgramRun(words, marked, program, keeping.apply(program.getInputStream()));
        inBackground(() -> give(program, input));
        program.onExit().thenRun(() -> inTime.complete(true));
        if (!inTime.get()) {
          String late = words.get(0) + " did not end within " + FailureText.of(limits.deadline());
          throw timer.reason(new ProgramFailure(late));
        }
        return run;
      } finally {
        if (program.isAlive()) {
          marked.kill(program);
        }
      }
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    } finally {
      timer.cancel();
    }
  }

  /** With which it ended. */
  public int status() {
    return program.exitValue();
  }

  /**
   * All that it wrote to its standard output.
   *
   * @throws ProgramFailure when something that it began still writes there; that is ended, as each
   *     next run would leave one more
   */
  public byte[] output() throws ProgramFailure, InterruptedException {
    if (!output.endsWithin(OUTPUT_GRACE)) {
      marked.kill(program);
      throw new ProgramFailure(
          words.get(0) + " has ended, but something that it began still writes");
    }
    return output.bytes();
  }

  /**
   * The last line that it wrote to its standard output; what it left running may go on to write
   * there, which nobody reads.
   */
  public String answer() throws InterruptedException {
    output.endsWithin(OUTPUT_GRACE);
    return FailureText.lastLine(new String(output.bytes(), UTF_8));
  }

  /**
   * How it ended, for people: its status, and the last line that it wrote to its standard error.
   *
   * @param meaning of the status, to stand behind it; may be empty
   */
  public String told(String meaning) throws InterruptedException {
    told.endsWithin(OUTPUT_GRACE);
    return words.get(0)
        + " ended with status "
        + status()
        + meaning
        + MarkedProgram.lastLine(new String(told.bytes(), UTF_8));
  }

  private static Process start(List<String> words, MarkedProgram marked) throws ProgramFailure {
    try {
      return marked.builder().start();
    } catch (IOException e) {
      throw new ProgramFailure(words.get(0) + " can't be run: " + FailureText.of(e));
    }
  }

  /** A program need not read it. */
  private static void give(Process program, byte[] input) {
    try (OutputStream in = program.getOutputStream()) {
      in.write(input);
    } catch (IOException e) {
      // It ended without reading all; its status tells what became of that.
    }
  }

  private static void inBackground(Runnable task) {
    Thread thread = new Thread(task, "program-streams");
    thread.setDaemon(true);
    thread.start();
  }
}
