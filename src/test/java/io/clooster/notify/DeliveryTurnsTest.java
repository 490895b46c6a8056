// SPDX-License-Identifier: Apache-2.0
package io.clooster.notify;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DeliveryTurnsTest {
  private static final String FIRST = "2-1000000000001-000001-warning.json";
  private static final String SECOND = "2-1000000000001-000002-info.json";
  private static final String CRITICAL = "1-1000000000001-000003-critical.json";

  @TempDir private Path box;
  private final DeliveryTurns turns = new DeliveryTurns(new SplittableRandom(1));
  private Duration now = Duration.ofDays(-3);

  @Test
  void allAreDueAtFirst() {
    assertThat(due(FIRST)).isTrue();
    assertThat(due(CRITICAL)).isTrue();
  }

  @Test
  void afterAFailureAllWaitLongerEachTimeUpToFiveMinutes() {
    long before = 0;
    for (int i = 0; i < 12; i++) {
      turns.failed("2-1000000000001-%06d-info.json".formatted(100 + i), now, Duration.ZERO);
      long waited = waitUntilDue(SECOND);
      assertThat(waited).isBetween(before * 6 / 5, 361L);
      before = Math.min(waited, 200);
    }
    assertThat(before).isEqualTo(200);
  }

  @Test
  void aCriticalOneThatIsNewIsTriedWithinASecondHoweverLongTheOthersWait() {
    // Given
    for (int i = 0; i < 12; i++) {
      turns.failed("2-1000000000001-%06d-info.json".formatted(100 + i), now, Duration.ZERO);
    }

    // When
    now = now.plusSeconds(1);

    // Then
    assertThat(due(FIRST)).isFalse();
    assertThat(due(CRITICAL)).isTrue();
  }

  @Test
  void aCriticalOneDoesNotInheritTheLongPauses() {
    // Given
    for (int i = 0; i < 12; i++) {
      turns.failed("2-1000000000001-%06d-info.json".formatted(100 + i), now, Duration.ZERO);
    }

    // When
    turns.failed(CRITICAL, now, Duration.ZERO);

    // Then
    assertThat(due(CRITICAL)).isFalse();
    assertThat(waitUntilDue(CRITICAL)).isLessThanOrEqualTo(2);
  }

  @Test
  void aServiceThatSaysWhenIsNotAskedBeforeNotEvenForACriticalOne() {
    // When
    turns.failed(FIRST, now, Duration.ofSeconds(100));

    // Then
    now = now.plusSeconds(99);
    assertThat(due(CRITICAL)).isFalse();
    assertThat(due(FIRST)).isFalse();
    now = now.plusSeconds(1);
    assertThat(due(CRITICAL)).isTrue();
    assertThat(due(FIRST)).isTrue();
  }

  @Test
  void aMessageThatKeepsFailingLetsTheOthersPass() {
    // Given
    for (int i = 0; i < DeliveryTurns.PATIENCE; i++) {
      assertThat(due(FIRST)).isTrue();
      turns.failed(FIRST, now, Duration.ZERO);
      waitUntilDue(SECOND);
    }

    // Then
    assertThat(due(FIRST)).isFalse();
    assertThat(due(SECOND)).isTrue();
  }

  @Test
  void whenTheMessengerIsBackThoseThatFailedMeanwhileAreTriedAtOnce() {
    // Given
    for (int i = 0; i < DeliveryTurns.PATIENCE; i++) {
      turns.failed(FIRST, now, Duration.ZERO);
      waitUntilDue(SECOND);
    }

    // When
    turns.delivered(box.resolve(SECOND));

    // Then
    assertThat(due(FIRST)).isTrue();
  }

  @Test
  void aMessageThatFailsBetweenTwoThatDoNotWaitsForItsNextTurn() {
    // Given
    for (int i = 0; i < DeliveryTurns.PATIENCE; i++) {
      turns.failed(FIRST, now, Duration.ZERO);
      waitUntilDue(SECOND);
    }
    turns.delivered(box.resolve(SECOND));
    turns.failed(FIRST, now, Duration.ZERO);

    // When
    turns.delivered(box.resolve("2-1000000000001-000004-info.json"));

    // Then
    assertThat(due(FIRST)).isFalse();
    assertThat(waitUntilDue(FIRST)).isBetween(200L, 241L);
  }

  @Test
  void inALongOutageItIsTheTurnOfTheFirstAgainAndAgain() {
    // Given
    int first = 0;
    for (int attempt = 0; attempt < 40; attempt++) {
      String next = due(FIRST) ? FIRST : SECOND;
      first += next.equals(FIRST) && attempt >= 20 ? 1 : 0;
      turns.failed(next, now, Duration.ZERO);
      while (!due(FIRST) && !due(SECOND)) {
        now = now.plusSeconds(1);
      }
    }

    // Then
    assertThat(first).isGreaterThanOrEqualTo(19);
  }

  @Test
  void whatIsDeliveredAndCanNotBeDeletedIsNotSentAgain() throws Exception {
    // Given
    Path stuck = Files.createDirectories(box.resolve(FIRST).resolve("inside")).getParent();

    // When
    turns.delivered(stuck);

    // Then
    assertThat(due(FIRST)).isFalse();
    assertThat(due(SECOND)).isTrue();
  }

  private boolean due(String file) {
    return turns.isDue(file, now);
  }

  /** Returns the seconds. */
  private long waitUntilDue(String file) {
    long seconds = 0;
    while (!due(file)) {
      now = now.plusSeconds(1);
      seconds++;
    }
    return seconds;
  }
}
