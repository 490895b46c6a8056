// SPDX-License-Identifier: Apache-2.0
package io.clooster.dns.exec;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.clooster.call.CallLimits;
import io.clooster.dns.DnsConflict;
import io.clooster.dns.DnsFailure;
import io.clooster.program.ProgramFailure;
import io.clooster.program.ProgramRun;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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

  private final List<String> words;
  private final CallLimits limits;

  /**
   * A program and its arguments.
   *
   * @param command a list of texts as JSON, the program first
   */
  public ProviderCommand(String command, CallLimits limits) throws JsonProcessingException {
    this.words = JSON.readValue(command, new TypeReference<List<String>>() {});
    this.limits = limits;
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
    try {
      return ended(ProgramRun.of(words, JSON.writeValueAsBytes(input), LONGEST_ANSWER, limits));
    } catch (ProgramFailure e) {
      throw new DnsFailure(String.valueOf(e.getMessage()));
    }
  }

  private static byte[] ended(ProgramRun run)
      throws DnsConflict, DnsFailure, ProgramFailure, InterruptedException {
    if (run.status() == 0) {
      return run.output();
    }
    boolean denied = run.status() == DENIED;
    String reason = run.told(denied ? " (it says that it may not do that)" : "");
    if (run.status() == CONFLICT) {
      throw new DnsConflict(reason);
    }
    throw new DnsFailure(reason, Duration.ZERO, denied);
  }
}
