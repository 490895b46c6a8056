// SPDX-License-Identifier: Apache-2.0
package io.clooster.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.clooster.failover.Action;
import io.clooster.failover.Event;
import io.clooster.failover.RecordSnapshot;
import io.clooster.testing.Service;
import io.clooster.testing.Slow;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The provider that docs/providers.md shows, saved as it stands there, before a web service. */
@Timeout(60)
@Slow
class ProvidersPageTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String RECORDS =
      """
      [{"name": "WWW.example.com.", "type": "CNAME", "content": "srv1.example.com.", "ttl": 60, "x": [1]}]
      """;

  private GatewaySession session;

  @BeforeEach
  void start(@TempDir Path directory) throws Exception {
    session = new GatewaySession(directory, kamelet -> kamelet, RECORDS);
  }

  @AfterEach
  void stop() {
    session.close();
  }

  @Test
  void itReadsAndWritesPlainData() throws Exception {
    // When
    RecordSnapshot snapshot = session.read();
    session.moves(snapshot, 1);

    // Then
    assertThat(snapshot.value()).isEqualTo("srv1.example.com");
    assertThat(session.driver().next(Event.RecordWritten.class).number()).isEqualTo(2);
    List<Service.Call> asked = session.asked();
    assertThat(asked)
        .extracting(ProvidersPageTest::line)
        .contains("POST /read Bearer gateway-token")
        .endsWith("POST /write Bearer gateway-token");
    assertThat(JSON.readTree(asked.get(0).body()))
        .hasToString(
            "{\"zone\":\"example.com\",\"names\":[\"www.example.com\",\"_clooster.www.example.com\"]}");
    JsonNode change = JSON.readTree(asked.get(asked.size() - 1).body());
    assertThat(change.path("conditional").booleanValue()).isTrue();
    assertThat(change.at("/update/0/record/x/0").intValue()).isEqualTo(1);
    assertThat(change.at("/update/0/content").textValue()).isEqualTo("srv2.example.com");
    assertThat(change.at("/sets/0").toString())
        .isEqualTo(
            "{\"name\":\"_clooster.www.example.com\",\"type\":\"TXT\",\"ttl\":60,\"before\":[],"
                + "\"after\":[\"\\\"v=1 epoch=1 holder=srv2.example.com renew=10\\\"\"]}");
    assertThat(change.at("/sets/1").toString())
        .isEqualTo(
            "{\"name\":\"www.example.com\",\"type\":\"CNAME\",\"ttl\":60,"
                + "\"before\":[\"srv1.example.com.\"],\"after\":[\"srv2.example.com\"]}");
  }

  @Test
  void itsStatusSaysWhatKindOfFailureItIs() {
    RecordSnapshot snapshot = session.read();

    answers(409);
    session.moves(snapshot, 1);
    assertThat(session.driver().next()).isEqualTo(new Event.RecordConflict(2));

    answers(422);
    session.moves(snapshot, 1);
    assertThat(session.driver().next())
        .isEqualTo(
            new Event.RecordRefused(2, "refused with HTTP 422: no, ***", Duration.ofSeconds(7)));

    answers(403);
    session.moves(snapshot, 1);
    Event.RecordFailed denied = session.driver().next(Event.RecordFailed.class);
    assertThat(denied.denied()).isTrue();

    answers(503);
    session.driver().order("seda:record-read", new Action.ReadRecord(3));
    assertThat(session.driver().next())
        .isEqualTo(
            new Event.RecordFailed(
                3, "refused with HTTP 503: no, ***", Duration.ofSeconds(7), false));
  }

  private void answers(int status) {
    session.gateway().otherwise(status, Map.of("Retry-After", "7"), "no, gateway-token");
  }

  private static String line(Service.Call call) {
    return call.method() + " " + call.target() + " " + call.headers().get("Authorization");
  }
}
