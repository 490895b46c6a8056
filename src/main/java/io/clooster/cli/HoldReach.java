// SPDX-License-Identifier: Apache-2.0
package io.clooster.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How far an order that nothing is moved, or may be again, has come.
 *
 * @param missing the servers that have not heard it, each with the reason
 * @param claim whether those without a link can read it in the claim; null where none is used
 */
record HoldReach(List<String> missing, @Nullable Boolean claim) {
  HoldReach {
    missing = List.copyOf(missing);
  }

  /** By what the daemon answers. */
  static HoldReach of(JsonNode answer) {
    List<String> missing = new ArrayList<>();
    answer
        .path("not_reached")
        .forEach(
            server ->
                missing.add(
                    server.path("server").asText() + " (" + server.path("why").asText() + ")"));
    JsonNode claim = answer.path("claim");
    return new HoldReach(missing, claim.isNull() ? null : claim.asBoolean());
  }

  /** Says what is missing; the exit status. */
  int tell() {
    boolean untold = Boolean.FALSE.equals(claim);
    if (missing.isEmpty() && !untold) {
      return ExitStatus.OK;
    }
    if (!missing.isEmpty()) {
      System.err.println("clooster: not reached: " + String.join(", ", missing));
    }
    System.err.println("clooster: " + (Boolean.TRUE.equals(claim) ? inClaim() : notInClaim()));
    return ExitStatus.FAILED;
  }

  private static String inClaim() {
    return "the claim tells of it: a server without a link reads that before it moves anything. One"
        + " of an older version does not know it";
  }

  private String notInClaim() {
    return (claim == null ? "there is no claim that tells of it" : "the claim does not tell of it")
        + ": a server without a link to the others does not know it, and all forget it that are"
        + " restarted together. Say it again when clooster status shows that nothing else is wrong";
  }
}
