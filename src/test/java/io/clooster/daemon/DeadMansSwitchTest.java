// SPDX-License-Identifier: Apache-2.0
package io.clooster.daemon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.clooster.testing.Logged;
import io.clooster.testing.Service;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The service that tells of our silence. */
@Timeout(60)
class DeadMansSwitchTest {
  private static final String ODD = "/ping/a+b%25&c?d=e&f";

  @TempDir private Path directory;
  private RouteSession session;
  private Service service;

  @BeforeEach
  void prepare() throws Exception {
    service = new Service();
    session =
        RouteSession.listening(directory)
            .with(
                "\"dead_mans_switch\": {\"url\": \"%s\", \"every\": \"10s\"}"
                    .formatted(service.uri() + ODD));
  }

  @AfterEach
  void stop() {
    session.close();
    service.close();
  }

  @Test
  void itIsCalledAndAFailureIsSaidOnceWithoutTheUrl() throws Exception {
    // Given
    service.otherwise(500, Map.of(), "no " + ODD);

    try (Logged log = Logged.by("clooster")) {
      // When
      session.start();
      session.daemon().context().getRouteController().stopRoute("dead-mans-switch");
      RoutesByConfig.deadMansSwitch(Duration.ofMillis(200), session.daemon().context());

      // Then
      await().until(() -> service.calls().size() >= 3);
      assertThat(service.calls()).allMatch(call -> call.method().equals("GET"));
      assertThat(service.calls()).allMatch(call -> call.target().equals(ODD));
      assertThat(log.with("dead_mans_switch"))
          .singleElement()
          .asString()
          .contains("state=failing: ", "HTTP 500")
          .doesNotContain("a+b");

      // And
      service.otherwise(200, Map.of(), "OK");
      await().until(() -> log.with("dead_mans_switch state=called").count() == 1);
    }
  }

  @Test
  void whileTheRecordCanNotBeReadItIsNot() throws Exception {
    // Given
    session.sandbox().cloudflare().down();

    try (Logged log = Logged.by("clooster")) {
      // When
      session.start();
      session.daemon().context().getRouteController().stopRoute("dead-mans-switch");
      RoutesByConfig.deadMansSwitch(Duration.ofMillis(200), session.daemon().context());

      // Then
      await()
          .until(
              () ->
                  log.with("dead_mans_switch state=withheld: the record could not be read yet")
                          .count()
                      == 1);
      assertThat(service.calls()).isEmpty();
    }
  }
}
