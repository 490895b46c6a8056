// SPDX-License-Identifier: Apache-2.0
package io.clooster.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * Two test runs on one machine are never given the same port, though nobody listens on it yet: the
 * servers that will are processes of their own, and start later.
 */
class LoopbackTest {
  /** So many that two runs that don't know of each other would hardly ever miss each other. */
  private static final int MANY = 400;

  @Test
  void aPortIsGivenOnceOnThisMachine() throws Exception {
    var other =
        new ProcessBuilder(
                System.getProperty("java.home") + "/bin/java",
                "-cp",
                System.getProperty("java.class.path"),
                Other.class.getName())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try (var lines =
        new BufferedReader(new InputStreamReader(other.getInputStream(), StandardCharsets.UTF_8))) {
      Set<Integer> ours = new HashSet<>();
      Set<Integer> theirs = new HashSet<>();
      for (int i = 0; i < MANY; i++) {
        theirs.add(Integer.valueOf(lines.readLine()));
        ours.add(LoopbackPorts.freePort());
      }

      assertThat(ours).hasSize(MANY);
      assertThat(theirs).hasSize(MANY).doesNotContainAnyElementsOf(ours);
    } finally {
      other.destroyForcibly().waitFor();
    }
  }

  /** Another run: takes as many, and holds them until it is killed. */
  static final class Other {
    private Other() {}

    public static void main(String... arguments) throws IOException {
      for (int i = 0; i < MANY; i++) {
        System.out.println(LoopbackPorts.freePort());
      }
      System.in.read();
    }
  }
}
