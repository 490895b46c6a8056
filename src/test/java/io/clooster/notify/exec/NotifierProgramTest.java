// SPDX-License-Identifier: Apache-2.0
package io.clooster.notify.exec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.clooster.call.CallLimits;
import io.clooster.notify.DeliveryFailure;
import io.clooster.notify.RefusedForGood;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a program is told, and what its end means. */
@Timeout(30)
class NotifierProgramTest {
  private static final String EVENT = "{\"id\":\"1\",\"text\":\"ü ' \\\" $x\"}";

  @TempDir private Path directory;

  @Test
  void itReadsTheEventAndHasTheRestInItsEnvironment() throws Exception {
    String said =
        tell(
            Duration.ofSeconds(10),
            EVENT,
            "cat > %s/event; echo noise; echo \"$CLOOSTER_SEVERITY|$CLOOSTER_TITLE|$CLOOSTER_TEXT\""
                .formatted(directory));

    assertThat(directory.resolve("event")).hasContent(EVENT);
    assertThat(said).isEqualTo("critical|It's \"down\" $HOME `id`|a text");
  }

  @Test
  void status65IsARefusalForGood() {
    assertThatThrownBy(() -> tell(Duration.ofSeconds(10), EVENT, "echo bad id >&2; exit 65"))
        .isInstanceOf(RefusedForGood.class)
        .hasMessage("/bin/sh ended with status 65 (it refuses the message for good): bad id");
  }

  @Test
  void anyOtherStatusIsTriedAgain() {
    assertThatThrownBy(
            () -> tell(Duration.ofSeconds(10), EVENT, "echo one >&2; echo busy >&2; exit 75"))
        .isExactlyInstanceOf(DeliveryFailure.class)
        .hasMessage("/bin/sh ended with status 75: busy");
  }

  @Test
  void whatDoesNotEndIsKilledWithAllThatCameOfIt() throws Exception {
    Path child = directory.resolve("child");

    assertThatThrownBy(
            () ->
                tell(
                    Duration.ofMillis(500),
                    EVENT,
                    "(sleep 300 & echo $! > %s; wait) & wait".formatted(child)))
        .isExactlyInstanceOf(DeliveryFailure.class)
        .hasMessage("/bin/sh did not end within 500 ms");

    long id = Long.parseLong(Files.readString(child).strip());
    await().until(() -> ProcessHandle.of(id).filter(ProcessHandle::isAlive).isEmpty());
  }

  @Test
  void itsStatusCountsWhateverItLeavesRunning() throws Exception {
    String leaves = "sleep 300 & echo $! > %s; sleep 0.3; ".formatted(directory.resolve("child"));

    assertThat(tell(Duration.ofSeconds(10), EVENT, leaves + "echo sent")).isEqualTo("sent");
    endChild();
    assertThatThrownBy(
            () -> tell(Duration.ofSeconds(10), EVENT, leaves + "echo bad id >&2; exit 65"))
        .isInstanceOf(RefusedForGood.class)
        .hasMessage("/bin/sh ended with status 65 (it refuses the message for good): bad id");
    endChild();
    assertThatThrownBy(() -> tell(Duration.ofSeconds(10), EVENT, leaves + "echo busy >&2; exit 1"))
        .isExactlyInstanceOf(DeliveryFailure.class)
        .hasMessage("/bin/sh ended with status 1: busy");
    endChild();
  }

  @Test
  void whatItLeavesRunningIsNotReadForEver() throws Exception {
    String leaves = "cat /dev/zero & echo $! > %s; sleep 0.3; exit 0";
    tell(Duration.ofSeconds(10), EVENT, leaves.formatted(directory.resolve("child")));

    await("the end of the pipe that it writes to").until(() -> child().isEmpty());
  }

  private Optional<ProcessHandle> child() throws Exception {
    String id = Files.readString(directory.resolve("child")).strip();
    return ProcessHandle.of(Long.parseLong(id)).filter(ProcessHandle::isAlive);
  }

  private void endChild() throws Exception {
    child().ifPresent(ProcessHandle::destroyForcibly);
  }

  @Test
  void theLastLineCountsHoweverMuchIsWrittenBeforeIt() throws Exception {
    String much = "i=0; while [ $i -lt 3000 ]; do echo debug $i; i=$((i+1)); done; ";

    assertThat(tell(Duration.ofSeconds(10), EVENT, much + "echo sent")).isEqualTo("sent");
    assertThatThrownBy(
            () -> tell(Duration.ofSeconds(10), EVENT, "{ " + much + "echo busy; } >&2; exit 1"))
        .hasMessage("/bin/sh ended with status 1: busy");
  }

  @Test
  void aProgramThatReadsNothingHoldsNobodyUp() {
    String large = "x".repeat(1_000_000);

    assertThatThrownBy(() -> tell(Duration.ofMillis(500), large, "sleep 300"))
        .hasMessage("/bin/sh did not end within 500 ms");
  }

  @Test
  void aProgramThatIsNotThereIsToldInWords() throws Exception {
    try (CallLimits limits = new CallLimits(Duration.ofSeconds(10))) {
      assertThatThrownBy(
              () -> new NotifierProgram(limits).tell("[\"/no/such/program\"]", exchange(EVENT)))
          .isExactlyInstanceOf(DeliveryFailure.class)
          .hasMessageStartingWith("/no/such/program can't be run: there is no such program");
    }
  }

  private static String tell(Duration deadline, String event, String script) throws Exception {
    try (CallLimits limits = new CallLimits(deadline)) {
      String command = new ObjectMapper().writeValueAsString(List.of("/bin/sh", "-c", script));
      return new NotifierProgram(limits).tell(command, exchange(event));
    }
  }

  private static Exchange exchange(String event) {
    Exchange exchange = new DefaultExchange(new DefaultCamelContext());
    exchange.getMessage().setHeader("event", event);
    exchange.getMessage().setHeader("severity", "critical");
    exchange.getMessage().setHeader("title", "It's \"down\" $HOME `id`\0");
    exchange.getMessage().setBody("a text");
    return exchange;
  }
}
