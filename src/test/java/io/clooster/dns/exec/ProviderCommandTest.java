// SPDX-License-Identifier: Apache-2.0
package io.clooster.dns.exec;

import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.clooster.call.CallLimits;
import io.clooster.dns.DnsFailure;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What is told of a program that does not do what it is asked for. */
@Timeout(30)
class ProviderCommandTest {

  @Test
  void whoMayNotDoThatIsTold() {
    assertThatThrownBy(() -> run("[\"/bin/sh\", \"-c\", \"echo no right >&2; exit 77\"]"))
        .isInstanceOf(DnsFailure.class)
        .hasMessage("/bin/sh ended with status 77 (it says that it may not do that): no right");
  }

  @Test
  void aProgramThatIsNotThereIsToldInWords() {
    assertThatThrownBy(() -> run("[\"/no/such/program\"]"))
        .isInstanceOf(DnsFailure.class)
        .hasMessageStartingWith("/no/such/program can't be run: there is no such program")
        .hasMessageEndingWith("correct the path");
  }

  @Test
  void whatKeepsItsOutputOpenIsEnded(@TempDir Path directory) throws Exception {
    Path child = directory.resolve("child");

    assertThatThrownBy(
            () -> run("[\"/bin/sh\", \"-c\", \"sleep 300 & echo $! > %s\"]".formatted(child)))
        .isInstanceOf(DnsFailure.class)
        .hasMessage("/bin/sh has ended, but something that it began still writes");

    long id = Long.parseLong(Files.readString(child).strip());
    await().until(() -> ProcessHandle.of(id).filter(ProcessHandle::isAlive).isEmpty());
  }

  private static byte[] run(String command) throws Exception {
    try (CallLimits limits = new CallLimits(Duration.ofSeconds(10))) {
      return new ProviderCommand(command, limits).run("read", Map.of("zone", "example.com"));
    }
  }
}
