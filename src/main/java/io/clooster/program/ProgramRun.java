// SPDX-License-Identifier: Apache-2.0
package io.clooster.program;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.clooster.call.CallLimits;
import io.clooster.call.Deadlines;
import io.clooster.call.FailureText;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * One run of a program that is given something to read, and that may write: no shell takes part, it
 * has a total deadline, and at that all that came of it is killed.
 */
public final class ProgramRun {
  private static final int LONGEST_WORDS = 4 * 1024;

  /** From the program's end to its output's, which a child of it may keep open. */
  private static final Duration OUTPUT_GRACE = Duration.ofSeconds(1);

  private final List<String> words;
  private final Process program;
  private final CompletableFuture<byte[]> output;
  private final CompletableFuture<byte[]> told;

  private ProgramRun(List<String> words, Process program, int longest) {
    this.words = words;
    this.program = program;
    this.output = read(program.getInputStream(), longest);
    this.told = read(program.getErrorStream(), LONGEST_WORDS);
  }

  /**
   * Runs it to its end.
   *
   * @param words the program and its arguments, each as it is
   * @param environment what it gets beside what programs need
   * @param input what it may read
   * @param longest so many bytes of what it writes are kept; the rest is taken, and forgotten
   * @throws ProgramFailure when it can't be run, or does not end in time
   * @throws IOException when Clooster stops meanwhile
   */
  public static ProgramRun of(
      List<String> words,
      Map<String, String> environment,
      byte[] input,
      int longest,
      CallLimits limits)
      throws IOException, InterruptedException {
    CompletableFuture<Boolean> inTime = new CompletableFuture<>();
    Deadlines.Timeout timer =
        limits.deadlines().set(limits.deadline(), () -> inTime.complete(false));
    MarkedProgram marked = new MarkedProgram(words, environment, MarkedProgram.newMark());
    try {
      Process program = start(words, marked);
      try {
        ProgramRun run = new ProgramRun(words, program, longest);
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
   * What it wrote to its standard output.
   *
   * @throws ProgramFailure when something that it began still writes there
   */
  public byte[] output() throws ProgramFailure, InterruptedException {
    return all(output);
  }

  /**
   * How it ended, for people: its status, and the last line that it wrote to its standard error.
   *
   * @param meaning of the status, to stand behind it; may be empty
   * @throws ProgramFailure when something that it began still writes there
   */
  public String told(String meaning) throws ProgramFailure, InterruptedException {
    return words.get(0)
        + " ended with status "
        + status()
        + meaning
        + MarkedProgram.lastLine(new String(all(told), UTF_8));
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

  private byte[] all(CompletableFuture<byte[]> written)
      throws ProgramFailure, InterruptedException {
    try {
      return written.get(OUTPUT_GRACE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      throw new ProgramFailure(
          words.get(0) + " has ended, but something that it began still writes");
    } catch (ExecutionException e) {
      throw new ProgramFailure(words.get(0) + ": " + FailureText.of(e));
    }
  }

  private static CompletableFuture<byte[]> read(InputStream stream, int longest) {
    return CompletableFuture.supplyAsync(
        () -> {
          try {
            byte[] bytes = stream.readNBytes(longest);
            // So that the program can end.
            stream.transferTo(OutputStream.nullOutputStream());
            return bytes;
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        },
        ProgramRun::inBackground);
  }

  private static void inBackground(Runnable task) {
    Thread thread = new Thread(task, "program-streams");
    thread.setDaemon(true);
    thread.start();
  }
}
