// SPDX-License-Identifier: Apache-2.0
package io.clooster.group;

import static io.clooster.group.ServerGroup.name;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.clooster.process.AdminCommand;
import io.clooster.process.LoopbackPorts;
import io.clooster.process.ProcessTest;
import io.clooster.testing.Full;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What an administrator reads afterwards of a crash. */
@ProcessTest
@Full
class IncidentsIT {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @RegisterExtension private final ServerGroup group = new ServerGroup();

  private AdminCommand incidents(int server, String... more) throws Exception {
    var words = new String[more.length + 3];
    words[0] = "incidents";
    words[1] = "-c";
    words[2] = "clooster.json";
    System.arraycopy(more, 0, words, 3, more.length);
    return AdminCommand.on(group.srv(server), words);
  }

  private JsonNode only(int server) throws Exception {
    JsonNode all = new JsonMapper().readTree(incidents(server, "--json").out()).path("incidents");
    assertThat(all).hasSize(1);
    return all.path(0);
  }

  @Test
  void aCrashStandsInTheListOfWhoTookOverAndOfWhoSawItOverARestart() throws Exception {
    // Given
    group.of(3);
    for (var server : group.servers()) {
      server.set("/operate", Map.of("port", LoopbackPorts.freePort()));
    }
    group.start();
    for (var server : group.servers()) {
      await().until(() -> Files.exists(server.stateDirectory().resolve("operate.json")));
    }
    group.awaitLinked();
    assertThat(incidents(2).out()).startsWith("No server has died");

    // When
    var left = group.srv(1).stateDirectory().resolve("incidents.json");
    await().until(() -> Files.exists(left) && Files.readString(left).contains("\"holder\""));
    group.srv(1).kill();
    group.story().awaitRecord(2);

    // Then
    await().atMost(PATIENCE).until(() -> only(2).path("moments").has("told"));
    JsonNode made = only(2);
    assertThat(made.path("kind").asText()).isEqualTo("peer-down");
    assertThat(made.path("outcome").asText()).isEqualTo("moved");
    assertThat(made.path("by").asText()).isEqualTo(name(2));
    assertThat(made.path("from").asText()).isEqualTo(name(1));
    assertThat(made.path("to").asText()).isEqualTo(name(2));
    assertThat(made.path("moments").fieldNames())
        .toIterable()
        .contains("suspected", "decided", "written", "shown", "told");
    String id = made.path("id").asText();
    assertThat(incidents(2, id).out()).contains("written ", "told ");

    // And
    await().atMost(PATIENCE).until(() -> only(3).path("moments").has("told"));
    JsonNode seen = only(3);
    assertThat(seen.path("id").asText()).isEqualTo(id);
    assertThat(seen.path("by").asText()).isEqualTo(name(2));
    assertThat(seen.path("to").asText()).isEqualTo(name(2));

    // When
    var file = group.srv(2).stateDirectory().resolve("incidents.json");
    await().until(() -> Files.exists(file) && Files.readString(file).contains("\"told\""));
    group.srv(2).stop("HUP");
    group.srv(2).start();

    // Then
    await().atMost(PATIENCE).until(() -> incidents(2).out().contains(id));
    assertThat(only(2)).isEqualTo(made);

    // When: the one that had died comes back.
    group.srv(1).start();

    // Then
    await()
        .atMost(PATIENCE)
        .until(
            () -> incidents(1).out().contains("told that " + name(1) + " had been missed before"));
    assertThat(incidents(1, id).out()).contains(": " + name(1) + " -> " + name(2));
  }
}
