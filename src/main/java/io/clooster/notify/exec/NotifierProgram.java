// SPDX-License-Identifier: Apache-2.0
package io.clooster.notify.exec;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.clooster.call.CallLimits;
import io.clooster.notify.DeliveryFailure;
import io.clooster.notify.RefusedForGood;
import io.clooster.program.ProgramFailure;
import io.clooster.program.ProgramRun;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.Message;

/**
 * Runs a program, without a shell, for each message: the event as JSON on its standard input, and
 * what a short script needs in its environment. Status 0 is delivered, {@link #REFUSED} that no
 * later try can succeed; after any other one it is tried again.
 */
public final class NotifierProgram {
  /** {@code EX_DATAERR} of {@code sysexits.h}. */
  static final int REFUSED = 65;

  private static final ObjectMapper JSON = new ObjectMapper();

  /** Headers that are variables of its environment, too. */
  private static final List<String> TOLD =
      List.of("id", "title", "severity", "server", "incident", "phase");

  private final CallLimits limits;

  /** A program that has to end when a call of these limits has to. */
  public NotifierProgram(CallLimits limits) {
    this.limits = limits;
  }

  /**
   * Runs it once.
   *
   * @param command a list of texts as JSON, the program first
   * @return the last line of what it wrote to its standard output
   * @throws RefusedForGood when it says that no later try can succeed
   * @throws DeliveryFailure when it fails otherwise, with the last line that it wrote about that
   */
  public String tell(String command, Exchange exchange)
      throws DeliveryFailure, IOException, InterruptedException {
    List<String> words = JSON.readValue(command, new TypeReference<List<String>>() {});
    Message message = exchange.getMessage();
    byte[] event = message.getHeader("event", "", String.class).getBytes(UTF_8);
    try {
      ProgramRun run = ProgramRun.of(words, environment(message), event, limits);
      if (run.status() == 0) {
        return run.answer();
      } else if (run.status() == REFUSED) {
        throw new RefusedForGood(
            run.told(" (it refuses the message for good)"), "see what it objects to");
      }
      throw new DeliveryFailure(run.told(""), "see what it needs");
    } catch (ProgramFailure e) {
      throw new DeliveryFailure(
          String.valueOf(e.getMessage()), "run it by hand as Clooster's user");
    }
  }

  private static Map<String, String> environment(Message message) {
    Map<String, String> environment = new LinkedHashMap<>();
    for (String header : TOLD) {
      put(environment, header, message.getHeader(header, "", String.class));
    }
    put(environment, "text", message.getBody(String.class));
    return environment;
  }

  /** A variable can't hold a NUL. */
  private static void put(Map<String, String> environment, String name, String value) {
    environment.put("CLOOSTER_" + name.toUpperCase(Locale.ROOT), value.replace("\0", ""));
  }
}
