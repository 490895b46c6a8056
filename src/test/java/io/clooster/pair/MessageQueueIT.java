// SPDX-License-Identifier: Apache-2.0
package io.clooster.pair;

import static io.clooster.pair.Pair.SRV1;
import static io.clooster.pair.Pair.SRV2;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.clooster.dist.ExampleBuild;
import io.clooster.dist.Readme;
import io.clooster.dist.TestInstallation;
import io.clooster.process.Note;
import io.clooster.process.ProcessTest;
import io.clooster.testing.Full;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * The administrator is told by a real message broker, with the jars, the settings and the block
 * that the page of notifiers has.
 */
@ProcessTest
@Full
class MessageQueueIT {
  private static final Path PAGE = Path.of("docs/notifiers.md");
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration PATIENCE = Duration.ofSeconds(90);

  private static Path jars;

  @RegisterExtension private final Pair pair = new Pair();

  private RabbitMq broker;

  @BeforeAll
  static void build() throws Exception {
    RabbitMq.mustBeThere();
    jars = ExampleBuild.online("message-queue").resolve("target/jars");
  }

  @BeforeEach
  void install() throws Exception {
    broker = RabbitMq.start(Files.createDirectory(pair.directory().resolve("broker")));
    TestInstallation installation =
        TestInstallation.copiedTo(pair.directory().resolve("installation"));
    Path ext = Files.createDirectories(installation.lib().resolve("ext"));
    try (var all = Files.list(jars)) {
      for (Path jar : all.toList()) {
        Files.copy(jar, ext.resolve(jar.getFileName()));
      }
    }
    Files.writeString(
        Files.createDirectories(installation.home().resolve("conf"))
            .resolve("application.properties"),
        Readme.block(PAGE, "properties", "camel.beans.broker")
            .replace("amqps://mq.example.com:5671", "amqp://127.0.0.1:" + broker.port())
            .replace("PASSWORD", RabbitMq.PASSWORD));
    String block = Readme.block(PAGE, "json", "amqp:");
    JsonNode notifier = JSON.readTree("{" + block.strip().replaceAll(",$", "") + "}");
    for (var each : notifier.properties()) {
      for (var key : each.getValue().properties()) {
        pair.srv2().set("/" + each.getKey() + "/" + key.getKey(), key.getValue().asText());
      }
    }
    pair.logsOtherLinesToo();
    pair.srv2().from(installation);
  }

  @AfterEach
  void end() throws Exception {
    assertThat(pair.srv2().allLines())
        .noneMatch(line -> line.contains(RabbitMq.PASSWORD))
        .noneMatch(line -> line.contains("\tat "));
    assertThat(pair.srv2().lines("jar=")).as("all jars fit").isEmpty();
    assertThat(pair.srv2().lines("setting=")).as("all settings count").isEmpty();
    broker.close();
  }

  @Test
  void aFailoverArrivesAtWhoeverReadsTheQueueOfARealBroker() throws Exception {
    // Given
    Path received = pair.directory().resolve("received");
    Process subscriber = broker.subscriber(received);
    pair.start();

    // When
    pair.srv1().kill();

    // Then
    assertThat(subscriber.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
    assertIsTheDeath(received);
    pair.srv2().awaitLine("service=camel@queue state=delivered");
    assertThat(pair.history()).containsExactly(SRV1, SRV2);
  }

  @Test
  void whatIsToldWhileTheBrokerIsAwayWaitsOverARestartAndArrivesThen() throws Exception {
    // Given
    pair.start();
    broker.stop();

    // When
    pair.srv1().kill();
    pair.awaitRecord(SRV2);
    pair.srv2().awaitLine("service=camel@queue state=undelivered");
    pair.srv2().stop();
    pair.srv2().start();
    pair.srv2().awaitLine("service=camel@queue state=undelivered");
    broker.startAgain();

    // Then
    Path received = pair.directory().resolve("received");
    assertThat(broker.subscriber(received).waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS))
        .isTrue();
    JsonNode event = assertIsTheDeath(received);
    pair.srv2().awaitLine("service=camel@queue state=delivered");
    assertThat(pair.srv2().lines("service=camel@queue state=delivered"))
        .as("deliveries of the death")
        .filteredOn(line -> line.contains(event.path("id").asText()))
        .hasSize(1);
  }

  @Test
  void aBrokerThatHangsIsGivenUpInTimeAndHasTheMessageWhenItGoesOn() throws Exception {
    // Given
    pair.start();
    broker.freeze();

    // When
    pair.srv1().kill();
    pair.awaitRecord(SRV2);
    await()
        .atMost(Duration.ofSeconds(40))
        .until(() -> !pair.srv2().lines("service=camel@queue state=undelivered").isEmpty());
    var others = pair.awaitNotes(1);
    broker.thaw();

    // Then
    assertThat(others.get(0))
        .isEqualTo(Note.down(SRV2, SRV1, "stream closed", Note.changedTo(SRV2)));
    Path received = pair.directory().resolve("received");
    assertThat(broker.subscriber(received).waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS))
        .isTrue();
    assertIsTheDeath(received);
    assertThat(pair.history()).containsExactly(SRV1, SRV2);
  }

  private static JsonNode assertIsTheDeath(Path received) throws Exception {
    JsonNode event = JSON.readTree(received.toFile());
    assertThat(event.path("kind").asText()).isEqualTo("peer-down");
    assertThat(event.path("server").asText()).isEqualTo(SRV2);
    assertThat(event.path("title").asText()).contains(SRV1);
    return event;
  }
}
