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
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** An operator moves the record, as planned. */
@ProcessTest
@Full
class SwitchIT {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @RegisterExtension private final ServerGroup group = new ServerGroup();

  private void start(int servers) throws IOException {
    group.of(servers).set("/failback_delay", "3s");
    for (var server : group.servers()) {
      server.set("/operate", Map.of("port", LoopbackPorts.freePort()));
    }
    group.start();
    for (var server : group.servers()) {
      await().until(() -> Files.exists(server.stateDirectory().resolve("operate.json")));
    }
  }

  private AdminCommand on(int server, String... words) throws Exception {
    var all = new String[words.length + 2];
    System.arraycopy(words, 0, all, 0, words.length);
    all[words.length] = "-c";
    all[words.length + 1] = "clooster.json";
    return AdminCommand.on(group.srv(server), all);
  }

  private JsonNode status(int server) throws Exception {
    return new JsonMapper().readTree(on(server, "status", "--json").out());
  }

  private void awaitHolder(int server, int holder) {
    await()
        .atMost(PATIENCE)
        .until(() -> status(server).path("holder").asText().equals(name(holder)));
  }

  @Test
  void anyServerIsAskedAndTheChoiceOutlivesARestart() throws Exception {
    // Given
    start(3);

    // When
    var switched = on(3, "switch", name(2), "--yes");

    // Then
    assertThat(switched.err()).isEmpty();
    assertThat(switched.out())
        .contains(name(1) + " to " + name(2) + ". It stays there until it fails")
        .contains(name(2) + " holds the record, after ");
    assertThat(switched.status()).isZero();
    awaitHolder(2, 2);

    // When
    group.srv(2).stop("HUP");
    group.srv(2).start();
    group.srv(2).awaitLine("state=up: connected");
    group.story().settles();

    // Then: also the time after which a preferred one would have got it back is over.
    assertThat(status(2).path("claim").path("pinned").asBoolean()).isTrue();
    assertThat(group.srv(2).lines("state=preferred")).isEmpty();
    group.story().ends(List.of(1, 2), Told.switched(1, 2));
  }

  @Test
  void theWayBackAndWhatTheOrderOfPreferenceSays() throws Exception {
    // Given
    start(2);
    assertThat(on(1, "switch", "--yes").status()).isZero();
    awaitHolder(2, 2);

    // When
    assertThat(on(1, "switch", "--yes").status()).isZero();
    awaitHolder(1, 1);
    assertThat(on(2, "switch", "--yes").status()).isZero();
    awaitHolder(2, 2);
    assertThat(on(1, "switch", "--auto").status()).isZero();

    // Then
    group.srv(2).awaitLine("state=unpinned");
    group
        .story()
        .ends(
            List.of(1, 2, 1, 2, 1),
            Told.switched(1, 2),
            Told.switched(2, 1),
            Told.switched(1, 2),
            Told.goesBack(2, 1));
  }

  @Test
  void whoCannotHoldItIsRefusedAndNothingMoves() throws Exception {
    // Given
    start(2);
    assertThat(on(2, "drain").status()).isZero();

    // When
    var drained = on(2, "switch", name(2), "--yes");
    var unknown = on(1, "switch", "srv9.example.com", "--yes");
    group.srv(2).kill();
    group.srv(1).awaitLine("peer=" + name(2) + " state=down");
    var dead = on(1, "switch", name(2), "--yes");

    // Then
    assertThat(drained.status()).isEqualTo(1);
    assertThat(drained.err()).contains(name(2) + " is drained, so nothing was changed");
    assertThat(unknown.err()).contains("srv9.example.com is none of the servers");
    assertThat(dead.err()).contains(name(2) + " is not linked with " + name(1));
    assertThat(group.story().values()).containsExactly(name(1));
  }

  @Test
  void aChosenServerThatDiesIsReplacedAndNotChosenAnyMore() throws Exception {
    // Given
    start(2);
    assertThat(on(2, "switch", "--yes").status()).isZero();
    awaitHolder(1, 2);

    // When
    group.srv(2).kill();

    // Then
    group.story().awaitRecord(1);
    awaitHolder(1, 1);
    assertThat(status(1).path("claim").path("pinned").asBoolean()).isFalse();
  }
}
