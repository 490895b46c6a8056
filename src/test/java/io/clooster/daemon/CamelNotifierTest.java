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
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A notifier that is any of Camel's endpoints. */
@Timeout(60)
class CamelNotifierTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String TEXT = "+ % & ? # / \\ RAW(x) ' \" ${body} ü {{x}} 😀";

  @TempDir private Path directory;
  private RouteSession session;

  @BeforeEach
  void prepare() {
    session = RouteSession.listening(directory);
  }

  @AfterEach
  void stop() {
    session.close();
  }

  @Test
  void theEventBecomesAFileThere() throws Exception {
    // Given
    Path events = directory.resolve("events + more");
    session.with("\"camel@file\": {\"uri\": \"file:%s?charset=utf-8\"}".formatted(events)).start();

    // When
    tell();

    // Then
    Path file = events.resolve("run-1.json");
    await().until(() -> Files.exists(file) && session.filesInOutbox().isEmpty());
    JsonNode event = JSON.readTree(Files.readString(file));
    assertThat(event.path("title").textValue()).isEqualTo("Title");
    assertThat(event.path("text").textValue()).isEqualTo(TEXT);
    assertThat(event.path("severity").textValue()).isEqualTo("critical");
  }

  @Test
  void orItsText() throws Exception {
    // Given
    Path texts = directory.resolve("texts");
    session.with("\"camel\": {\"uri\": \"file:%s\", \"body\": \"text\"}".formatted(texts)).start();

    // When
    tell();

    // Then
    Path file = texts.resolve("run-1.json");
    await().until(() -> Files.exists(file) && session.filesInOutbox().isEmpty());
    assertThat(file).hasContent(TEXT);
  }

  @Test
  void orALineOfTheFileThatTheUriNames() throws Exception {
    // Given
    session
        .with(
            "\"camel\": {\"uri\": \"file:%s?fileName=all.txt&fileExist=Append&appendChars=%%0A\", \"body\": \"text\"}"
                .formatted(directory))
        .start();

    // When
    tell();

    // Then
    await().until(() -> session.filesInOutbox().isEmpty());
    assertThat(directory.resolve("all.txt")).hasContent(TEXT + "\n");
  }

  @Test
  void whatFailsIsTriedAgain() throws Exception {
    // Given
    Path texts = Files.writeString(directory.resolve("texts"), "in the way");
    session.with("\"camel\": {\"uri\": \"file:%s\", \"body\": \"text\"}".formatted(texts)).start();

    // When
    try (Logged log = Logged.by("ROOT")) {
      tell();
      await().until(() -> log.with("service=camel state=undelivered").count() > 0);
    }
    Files.delete(texts);

    // Then
    await().until(() -> Files.exists(texts.resolve("run-1.json")));
  }

  @Test
  void anEndpointThatNeverAnswersHasADeadline() throws Exception {
    session
        .with("\"camel\": {\"uri\":" + " \"seda:nobody?waitForTaskToComplete=Always&timeout=0\"}")
        .start();

    try (Logged log = Logged.by("ROOT")) {
      tell();
      await()
          .until(
              () ->
                  log.with("service=camel state=undelivered: no full answer within 700 ms").count()
                      > 1);
    }
    assertThat(session.filesInOutbox()).hasSize(1);
  }

  private void tell() {
    Message message =
        new Message("run-1", "record-lost", "", Severity.CRITICAL, "", "", Map.of(), "Title", TEXT);
    session.tell(message);
  }
}
