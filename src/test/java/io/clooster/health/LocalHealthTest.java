// SPDX-License-Identifier: Apache-2.0
package io.clooster.health;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import io.clooster.failover.Event;
import io.clooster.testing.Logged;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LocalHealthTest {
  private static final Event WELL = new Event.OwnHealth(true, "all checks are well");

  private final LocalHealth health = new LocalHealth();
  private final Logged log = Logged.by("io.clooster.health");

  @AfterEach
  void close() {
    log.close();
  }

  @Test
  void theFirstEventWaitsUntilAllChecksAreWell() {
    // Given
    health.expect("1", "http http://127.0.0.1/", 3, 2);
    health.expect("2", "tcp 127.0.0.1:5432", 3, 2);

    // Then
    assertThat(success("1")).isEmpty();
    assertThat(success("1")).isEmpty();
    assertThat(success("2")).containsExactly(WELL);
    assertThat(success("2")).isEmpty();
    assertThat(success("1")).isEmpty();
  }

  @Test
  void oneFailingCheckIsEnoughWhateverTheOthersWillSay() {
    // Given
    health.expect("1", "http http://127.0.0.1/", 2, 2);
    health.expect("2", "tcp 127.0.0.1:5432", 3, 2);

    // Then
    assertThat(failure("1", "HTTP 500")).isEmpty();
    assertThat(failure("1", "HTTP 503"))
        .containsExactly(new Event.OwnHealth(false, "http http://127.0.0.1/: HTTP 503"));
  }

  @Test
  void whileOneStillFailsTheRecoveryOfAnotherIsNoEvent() {
    // Given
    health.expect("1", "http http://127.0.0.1/", 1, 1);
    health.expect("2", "tcp 127.0.0.1:5432", 1, 1);
    failure("1", "HTTP 500");
    failure("2", "connection refused");

    // Then
    assertThat(success("1")).isEmpty();
    assertThat(success("2")).containsExactly(WELL);
    assertThat(failure("2", "connection refused"))
        .containsExactly(new Event.OwnHealth(false, "tcp 127.0.0.1:5432: connection refused"));
  }

  @Test
  void aRecoveryIsNotToldBeforeAllHaveAVerdict() {
    // Given
    health.expect("1", "http http://127.0.0.1/", 1, 1);
    health.expect("2", "tcp 127.0.0.1:5432", 3, 1);
    failure("1", "HTTP 500");

    // Then
    assertThat(success("1")).isEmpty();
    assertThat(success("2")).containsExactly(WELL);
  }

  @Test
  void theLogHasOneLineForEachChangeOfACheck() {
    // Given
    health.expect("1", "http http://127.0.0.1/", 3, 2);
    health.expect("2", "command /bin/check", 1, 1);

    // When
    success("1");
    failure("1", "HTTP 500");
    failure("1", "connection refused");
    failure("1", "HTTP 503");
    failure("1", "HTTP 504");
    success("1");
    success("1");
    failure("2", "exit status 1: no disk");

    // Then
    assertThat(log.lines())
        .containsExactly(
            "INFO check=http http://127.0.0.1/ state=healthy",
            "WARN check=http http://127.0.0.1/ state=failing: HTTP 503 (3 times)",
            "INFO check=http http://127.0.0.1/ state=healthy",
            "WARN check=command /bin/check state=failing: exit status 1: no disk");
  }

  @Test
  void theReasonIsBounded() {
    // Given
    health.expect("1", "http http://127.0.0.1/" + "x".repeat(100), 1, 1);

    // When
    List<Event> events = failure("1", "y".repeat(300));

    // Then
    assertThat(events)
        .singleElement()
        .asInstanceOf(type(Event.OwnHealth.class))
        .satisfies(event -> assertThat(event.reason()).hasSize(301).endsWith("yyy…"));
  }

  @Test
  void anOutcomeOfNobodyIsAMistake() {
    assertThatThrownBy(() -> success("9"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("no check 9 was announced");
  }

  private List<Event> success(String check) {
    return health.on(new CheckResult(check, true, ""));
  }

  private List<Event> failure(String check, String reason) {
    return health.on(new CheckResult(check, false, reason));
  }
}
