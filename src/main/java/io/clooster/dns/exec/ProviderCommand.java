// SPDX-License-Identifier: Apache-2.0
package io.clooster.dns.exec;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.clooster.call.CallLimits;
import io.clooster.call.FailureText;
import io.clooster.dns.DnsConflict;
import io.clooster.dns.DnsFailure;
import io.clooster.program.MarkedProgram;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.camel.Body;
import org.apache.camel.Header;

/**
 * Runs a program, without a shell, for each operation: the order as JSON on its standard input, the
 * answer on its standard output, what went wrong on its standard error. Status 0 is done, {@link
 * #CONFLICT} that what was read is not there any more, {@link #DENIED} that it may not do that.
 */
public final class ProviderCommand {
  /** {@code EX_TEMPFAIL} of {@code sysexits.h}. */
  static final int CONFLICT = 75;

  /** {@code EX_NOPERM}. */
  static final int DENIED = 77;

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int LONGEST_ANSWER = 4 * 1024 * 1024;
  private static final int LONGEST_WORDS = 4 * 1024;

  /** From the program's end to its output's, which a child of it may keep open. */
  private static final Duration OUTPUT_GRACE = Duration.ofSeconds(1);

  private final List<String> words;
  private final Duration deadline;

  /**
   * A program and its arguments.
   *
   * @param command a list of texts as JSON, the program first
   */
  public ProviderCommand(String command, CallLimits limits) throws JsonProcessingException {
    this.words = JSON.readValue(command, new TypeReference<List<String>>() {});
    this.deadline = limits.deadline();
    // How an order becomes JSON is known before the first write.
    byte[] ignored = JSON.writeValueAsBytes(Map.of("operation", List.of(Map.of("ttl", 1))));
  }

  /**
   * Runs it once.
   *
   * @return what it wrote
   * @throws DnsConflict when it says that what was read is not there any more
   * @throws DnsFailure when it fails, with the last line that it wrote about that
   */
  public byte[] run(@Header("operation") String operation, @Body Map<String, Object> order)
      throws DnsConflict, DnsFailure, IOException, InterruptedException {
    Map<String, Object> input = new LinkedHashMap<>();
    input.put("operation", operation);
    input.putAll(order);
    MarkedProgram marked = new MarkedProgram(words);
    Process program = start(marked);
    try {
      CompletableFuture<byte[]> answer = read(program.getInputStream(), LONGEST_ANSWER);
      CompletableFuture<byte[]> told = read(program.getErrorStream(), LONGEST_WORDS);
      give(program, JSON.writeValueAsBytes(input));
      if (!program.waitFor(deadline.toMillis(), TimeUnit.MILLISECONDS)) {
        throw new DnsFailure(words.get(0) + " did not end within " + FailureText.of(deadline));
      }
      return ended(program.exitValue(), answer, told);
    } finally {
      if (program.isAlive()) {
        marked.kill(program);
      }
    }
  }

  private Process start(MarkedProgram marked) throws DnsFailure {
    try {
      return marked.builder().start();
    } catch (IOException e) {
      throw new DnsFailure(words.get(0) + " can't be run: " + FailureText.of(e));
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

  private byte[] ended(int status, CompletableFuture<byte[]> answer, CompletableFuture<byte[]> told)
      throws DnsConflict, DnsFailure, InterruptedException {
    if (status == 0) {
      return all(answer);
    }
    String written = new String(all(told), UTF_8);
    String reason =
        words.get(0)
            + " ended with status "
            + status
            + (status == DENIED ? " (it says that it may not do that)" : "")
            + MarkedProgram.lastLine(written);
    if (status == CONFLICT) {
      throw new DnsConflict(reason);
    }
    throw new DnsFailure(reason, Duration.ZERO, status == DENIED);
  }

  private byte[] all(CompletableFuture<byte[]> output) throws DnsFailure, InterruptedException {
    try {
      return output.get(OUTPUT_GRACE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      throw new DnsFailure(words.get(0) + " has ended, but something that it began still writes");
    } catch (ExecutionException e) {
      throw new DnsFailure(words.get(0) + ": " + FailureText.of(e));
    }
  }

  private static CompletableFuture<byte[]> read(InputStream stream, int longest) {
    return CompletableFuture.supplyAsync(
        () -> {
          try {
            byte[] bytes = stream.readNBytes(longest);
            // What comes beyond is taken, and forgotten, so that the program can end.
            stream.transferTo(OutputStream.nullOutputStream());
            return bytes;
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        },
        task -> {
          Thread thread = new Thread(task, "dns-command");
          thread.setDaemon(true);
          thread.start();
        });
  }
}
