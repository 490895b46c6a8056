// SPDX-License-Identifier: Apache-2.0
package io.clooster.dist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.clooster.testing.Full;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The log as JSON. */
@Full
class LogFormatIT {
  private static final JsonMapper JSON = new JsonMapper();

  @TempDir private Path temp;

  private Command clooster(Object... arguments) {
    var words = new ArrayList<Object>(List.of(TestInstallation.built().script()));
    words.addAll(List.of(arguments));
    return Command.of(words.toArray())
        .with("JAVA_HOME", System.getProperty("java.home"))
        .with("CLOOSTER_CACHE", "none");
  }

  @Test
  void eachLineIsAnObjectWithoutASecret() throws Exception {
    // Given
    var config = TestInstallation.config(temp);
    var secret = "a\"b\\c/d-secret";
    Files.writeString(
        config,
        Files.readString(config)
            .replace("\"token\": \"t\"", "\"token\": " + JSON.writeValueAsString(secret)));

    // When
    var running =
        clooster("run", "--log-format", "json", config)
            .with(
                "CLOOSTER_JAVA_OPTS",
                "-Djdk.net.hosts.file=" + Path.of("src/test/hosts").toAbsolutePath())
            .start();
    await()
        .atMost(Duration.ofMinutes(1))
        .until(() -> Files.readString(running.out()).contains("state=started"));
    running.process().destroy();
    var outcome = running.outcome();

    // Then
    assertThat(outcome.err()).isEmpty();
    assertThat(outcome.status()).isZero();
    List<JsonNode> lines = new ArrayList<>();
    for (var line : outcome.out().lines().toList()) {
      lines.add(JSON.readTree(line));
    }
    assertThat(lines)
        .allSatisfy(
            line -> {
              assertThat(Instant.parse(line.get("time").textValue())).isBefore(Instant.now());
              assertThat(line.get("level").textValue()).matches("INFO|WARN|ERROR");
              assertThat(line.get("logger").textValue()).isNotEmpty();
            })
        .anyMatch(
            line ->
                line.get("message")
                    .textValue()
                    .startsWith("server=srv1.example.com state=started version="))
        .last()
        .matches(line -> line.get("message").textValue().equals("state=stopped"));
    assertThat(outcome.out()).doesNotContain("d-secret");
  }

  @Test
  void anotherFormatIsRefused() throws Exception {
    var outcome = clooster("run", "--log-format", "xml", TestInstallation.config(temp)).run();

    assertThat(outcome.status()).isEqualTo(2);
    assertThat(outcome.err()).contains("--log-format", "'xml' is neither text nor json");
  }
}
