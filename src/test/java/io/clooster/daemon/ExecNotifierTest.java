// SPDX-License-Identifier: Apache-2.0
package io.clooster.daemon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.clooster.failover.Severity;
import io.clooster.message.Message;
import io.clooster.testing.Logged;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A notifier that is a program of the user's own. */
@Timeout(60)
class ExecNotifierTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String TEXT = "+ % & ? # / \\ RAW(x) ' \" ${body} ü {{x}} 😀";

  @TempDir private Path directory;
  private RouteSession session;

  @BeforeEach
  void prepare() {
    session = RouteSession.listening(directory).callDeadline(Duration.ofSeconds(10));
  }

  @AfterEach
  void stop() {
    session.close();
  }

  @Test
  void theEventIsReadByAProgramThatGetsItsArgumentsLetterByLetter() throws Exception {
    // Given
    String argument = "a+b %41&c?d#e'\"\\f,g;h";
    Path event = directory.resolve("event");
    Path given = directory.resolve("given");
    start(
        "cat > %1$s.new; printf '%%'s \"$1\" > %2$s; mv %1$s.new %1$s".formatted(event, given),
        argument);

    // When
    tell();

    // Then
    await().until(() -> Files.exists(event) && session.filesInOutbox().isEmpty());
    JsonNode told = JSON.readTree(Files.readString(event));
    assertThat(told.path("title").textValue()).isEqualTo("Title");
    assertThat(told.path("text").textValue()).isEqualTo(TEXT);
    assertThat(given).hasContent(argument);
  }

  @Test
  void whatItRefusesForGoodIsPutAside() throws Exception {
    try (Logged log = Logged.by("ROOT")) {
      start("echo no such number >&2; exit 65", "x");

      tell();

      await()
          .until(
              () -> session.filesInOutbox().stream().anyMatch(each -> each.startsWith("refused/")));
      assertThat(log.lines())
          .anyMatch(
              line ->
                  line.contains(
                      "message=run-1 service=exec@tell state=put aside: refused for good (/bin/sh"
                          + " ended with status 65 (it refuses the message for good): no such"
                          + " number); see outbox/refused"));
    }
  }

  @Test
  void whatFailsIsTriedAgain() throws Exception {
    Path first = directory.resolve("first");
    try (Logged log = Logged.by("ROOT")) {
      start("test -e " + first + " || { touch " + first + "; echo busy >&2; exit 1; }", "x");

      tell();

      await().until(() -> Files.exists(first) && session.filesInOutbox().isEmpty());
      assertThat(log.with("state=undelivered: /bin/sh ended with status 1: busy")).hasSize(1);
    }
  }

  private void start(String script, String argument) throws Exception {
    String command = JSON.writeValueAsString(List.of("/bin/sh", "-c", script, "tell", argument));
    session.with("\"exec@tell\": {\"command\": " + command + "}").start();
  }

  private void tell() {
    Message message =
        new Message("run-1", "record-lost", "", Severity.CRITICAL, "", "", Map.of(), "Title", TEXT);
    session.tell(message);
  }
}
