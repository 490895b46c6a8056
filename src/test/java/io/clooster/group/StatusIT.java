// SPDX-License-Identifier: Apache-2.0
package io.clooster.group;

import static io.clooster.group.ServerGroup.name;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.clooster.process.AdminCommand;
import io.clooster.process.LoopbackPorts;
import io.clooster.process.ProcessTest;
import io.clooster.testing.Full;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What an administrator and a monitor see of a group. */
@ProcessTest
class StatusIT {
  private static final int ALL_WELL = 0;
  private static final int DEGRADED = 1;
  private static final int NOT_RUNNING = 3;
  private static final int WRONG_CONFIG = 4;

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @RegisterExtension private final ServerGroup group = new ServerGroup();

  private final int[] ports = {LoopbackPorts.freePort(), LoopbackPorts.freePort()};

  private void start() throws IOException {
    group.of(2);
    for (int number : new int[] {1, 2}) {
      group.srv(number).set("/operate", Map.of("port", ports[number - 1]));
    }
    group.start();
    for (var server : group.servers()) {
      await().until(() -> Files.exists(server.stateDirectory().resolve("operate.json")));
    }
  }

  private AdminCommand status(int server, String... more) throws Exception {
    var words = new String[more.length + 3];
    words[0] = "status";
    words[1] = "-c";
    words[2] = "clooster.json";
    System.arraycopy(more, 0, words, 3, more.length);
    return AdminCommand.on(group.srv(server), words);
  }

  private JsonNode json(int server) throws Exception {
    return new JsonMapper().readTree(status(server, "--json").out());
  }

  private int health(int server) throws Exception {
    var request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + ports[server - 1] + "/health"));
    return HttpClient.newHttpClient()
        .send(request.build(), HttpResponse.BodyHandlers.discarding())
        .statusCode();
  }

  @Test
  @Full
  void aGroupIsWellAndDegradedOnceItsHolderIsDead() throws Exception {
    // Given
    start();
    var well = status(1);
    var seenByStandby = json(2);
    var ready = health(2);
    await().until(() -> json(2).path("peers").path(0).path("round_trip").isNumber());
    var roundTrip = json(2).path("peers").path(0).path("round_trip").asDouble();

    // When
    group.srv(1).kill();
    group.story().awaitRecord(2);
    group.srv(2).awaitLine("state=settled");

    // Then
    assertThat(well.out())
        .startsWith("All is well.")
        .contains("www.example.com -> srv1.example.com; held by srv1.example.com")
        .contains("srv2.example.com         connected, heard ", "; eligible");
    assertThat(well.status()).isEqualTo(ALL_WELL);
    assertThat(ready).isEqualTo(200);
    assertThat(roundTrip).as("seconds on one machine").isBetween(1e-6, 1.0);
    assertThat(seenByStandby.path("holder").asText()).isEqualTo(name(1));
    assertThat(seenByStandby.path("self").path("role").asText()).isEqualTo("standby");
    assertThat(seenByStandby.path("peers").path(0).path("could_take_over").asBoolean()).isTrue();
    assertThat(seenByStandby.path("claim").path("holder").asText()).isEqualTo(name(1));

    var survivor = status(2);
    assertThat(survivor.out())
        .startsWith("DEGRADED: a server that works holds the record, but srv1.example.com is dead")
        .contains("held by srv2.example.com");
    assertThat(survivor.status()).isEqualTo(DEGRADED);
    assertThat(status(2, "--live").status()).isEqualTo(ALL_WELL);
    assertThat(health(2)).isEqualTo(200);
    assertThat(status(1).status()).isEqualTo(NOT_RUNNING);
    assertThat(status(1).err()).contains("does not run");
    group.story().ends(List.of(1, 2), Told.tookOver(2, 1, Told.CLOSED));
  }

  @Test
  @Full
  void aProviderThatRefusesMakesAStandbyUnready() throws Exception {
    // Given
    start();

    // When
    group.refuseAtApi(2);

    // Then
    await().atMost(PATIENCE).until(() -> health(2) == 503);
    var refused = status(2);
    assertThat(refused.status()).isEqualTo(DEGRADED);
    assertThat(refused.out()).contains("the DNS provider: ");
    assertThat(status(2, "--live").status()).isEqualTo(ALL_WELL);
    assertThat(health(1)).isEqualTo(200);

    group.allowAtApi(2);
    await().atMost(PATIENCE).until(() -> status(2).status() == ALL_WELL);
  }

  @Test
  @Full
  void noSecretOfTheConfigurationIsNeeded() throws Exception {
    // Given
    start();
    var known = Files.readString(group.srv(1).configFile(), UTF_8);

    // When
    Files.writeString(
        group.srv(1).configFile(),
        known.replace(ServerGroup.KEY, "{{file:not-readable-for-me}}"),
        UTF_8);

    // Then
    assertThat(status(1).status()).isEqualTo(ALL_WELL);
    Files.writeString(group.srv(1).configFile(), "{ \"state_dir\": ", UTF_8);
    assertThat(status(1).status()).isEqualTo(WRONG_CONFIG);
    Files.writeString(group.srv(1).configFile(), known, UTF_8);
  }
}
