// SPDX-License-Identifier: Apache-2.0
package io.clooster.notify;

import static org.assertj.core.api.Assertions.assertThat;

import io.clooster.failover.Severity;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DeliveryTurnsTest {
  private static final String FIRST = name(1, "", Severity.WARNING);
  private static final String SECOND = name(2, "", Severity.INFO);
  private static final String CRITICAL = name(3, "", Severity.CRITICAL);

  private static final String DEATH = name(4, "peer-srv1", Severity.WARNING);
  private static final String MOVED = name(5, "peer-srv1", Severity.CRITICAL);
  private static final String BACK = name(6, "peer-srv1", Severity.INFO);

  @TempDir private Path box;
  private final DeliveryTurns turns = new DeliveryTurns(new SplittableRandom(1));
  private Duration now = Duration.ofDays(-3);

  @Test
  void criticalOnesAreFirstThenTheOldest() {
    // When
    waits(SECOND, CRITICAL, FIRST);

    // Then
    assertThat(takeAll()).containsExactly(CRITICAL, FIRST, SECOND);
  }

  @Test
  void ofOneSubjectEachWaitsForThoseBeforeItACriticalOneToo() {
    // When
    waits(BACK, MOVED, DEATH, FIRST);

    // Then
    assertThat(takeAll()).containsExactly(DEATH, MOVED, FIRST, BACK);
  }

  @Test
  void noLaterOneOfASubjectOvertakesOneThatKeepsFailing() {
    // Given
    waits(DEATH);
    fail(DeliveryTurns.PATIENCE + 2);

    // When
    waits(BACK);

    // Then
    assertThat(secondsUntilNext()).isLessThanOrEqualTo(37);
    assertThat(takeAll()).containsExactly(DEATH, BACK);
  }

  @Test
  void aCriticalOneHurriesWhatHasToComeBeforeItOnce() {
    // Given
    waits(DEATH);
    fail(12);

    // When
    waits(MOVED);

    // Then
    now = now.plusSeconds(1);
    assertThat(turns.next(now)).isEqualTo(DEATH);
    turns.failed(DEATH, now, Duration.ZERO);
    assertThat(secondsUntilNext()).isLessThanOrEqualTo(2);
    turns.failed(DEATH, now, Duration.ZERO);
    assertThat(secondsUntilNext()).isBetween(2L, 3L);
  }

  @Test
  void oneThatFailedBetweenSeveralThatDidNotHoldsUpItsSubjectNoLonger() {
    // Given
    waits(DEATH, MOVED);
    fail(DeliveryTurns.PATIENCE);

    // When
    for (int number = 10; number < 10 + DeliveryTurns.PASSED; number++) {
      assertThat(turns.next(now.plusSeconds(60))).isEqualTo(DEATH);
      String other = name(number, "", Severity.INFO);
      waits(other);
      turns.delivered(other);
      turns.failed(DEATH, now, Duration.ZERO);
    }

    // Then
    now = now.plusSeconds(2);
    assertThat(turns.next(now)).isEqualTo(MOVED);
  }

  @Test
  void afterAFailureAllWaitLongerEachTimeUpToHalfAMinute() {
    // Given
    for (int i = 100; i < 112; i++) {
      waits(name(i, "", Severity.INFO));
    }

    // When
    long before = 0;
    for (int i = 0; i < 12; i++) {
      fail();
      long waited = secondsUntilNext();

      // Then
      assertThat(waited).isBetween(before, 36L);
      before = Math.min(waited, 24);
    }
    assertThat(before).isEqualTo(24);
  }

  @Test
  void aMessageThatFailsAloneIsTriedAgainSoon() {
    // Given
    waits(FIRST);

    // When
    for (int i = 0; i < 50; i++) {
      fail();

      // Then
      assertThat(secondsUntilNext()).isLessThanOrEqualTo(36);
    }
  }

  @Test
  void aCriticalOneThatIsNewIsTriedWithinASecondHoweverLongTheOthersWait() {
    // Given
    waits(FIRST);
    fail(12);

    // When
    waits(CRITICAL);
    now = now.plusSeconds(1);

    // Then
    assertThat(turns.next(now)).isEqualTo(CRITICAL);
  }

  @Test
  void aCriticalOneDoesNotInheritTheLongPauses() {
    // Given
    waits(FIRST);
    fail(12);
    waits(CRITICAL);
    now = now.plusSeconds(1);

    // When
    fail();

    // Then
    assertThat(turns.next(now)).isNull();
    assertThat(secondsUntilNext()).isLessThanOrEqualTo(2);
    assertThat(turns.next(now)).isEqualTo(CRITICAL);
  }

  @Test
  void aServiceThatSaysWhenIsNotAskedBeforeNotEvenForACriticalOne() {
    // Given
    waits(FIRST);

    // When
    turns.failed(FIRST, now, Duration.ofSeconds(100));
    waits(CRITICAL);

    // Then
    now = now.plusSeconds(99);
    assertThat(turns.next(now)).isNull();
    now = now.plusSeconds(1);
    assertThat(turns.next(now)).isEqualTo(CRITICAL);
  }

  @Test
  void aMessageThatKeepsFailingLetsTheOthersPass() {
    // Given
    waits(FIRST, SECOND);

    // When
    fail(DeliveryTurns.PATIENCE);

    // Then
    secondsUntilNext();
    assertThat(turns.next(now)).isEqualTo(SECOND);
  }

  @Test
  void whenTheNotifierIsBackThoseThatFailedMeanwhileAreTriedAtOnce() {
    // Given
    waits(FIRST, SECOND);
    fail(DeliveryTurns.PATIENCE);
    waits(name(7, "", Severity.INFO));

    // When
    turns.delivered(SECOND);

    // Then
    assertThat(turns.next(now)).isEqualTo(FIRST);
  }

  @Test
  void aMessageThatFailsBetweenTwoThatDoNotLetsOthersPassForSomeTime() {
    // Given
    waits(FIRST, SECOND);
    fail(DeliveryTurns.PATIENCE);
    turns.delivered(SECOND);
    turns.failed(FIRST, now, Duration.ZERO);
    waits(name(7, "", Severity.INFO), name(8, "", Severity.INFO));

    // When
    turns.delivered(name(7, "", Severity.INFO));

    // Then
    assertThat(turns.next(now)).isEqualTo(name(8, "", Severity.INFO));
    assertThat(turns.next(now.plus(DeliveryTurns.SET_BACK))).isEqualTo(FIRST);
  }

  @Test
  void inALongOutageItIsTheTurnOfTheFirstAgainAndAgain() {
    // Given
    waits(FIRST, SECOND);
    int first = 0;
    for (int attempt = 0; attempt < 60; attempt++) {
      first += fail().equals(FIRST) && attempt >= 20 ? 1 : 0;
    }

    // Then
    assertThat(first).isGreaterThanOrEqualTo(30);
  }

  @Test
  void whatIsDeliveredAndCanNotBeDeletedIsNotSentAgain() throws Exception {
    // Given
    Path stuck = Files.createDirectories(box.resolve(FIRST).resolve("inside")).getParent();
    Files.createFile(box.resolve(SECOND));
    turns.look(box, now);
    assertThat(turns.next(now)).isEqualTo(FIRST);

    // When
    turns.delivered(stuck);

    // Then
    turns.look(box, now);
    assertThat(turns.next(now)).isEqualTo(SECOND);
  }

  @Test
  void itIsDeletedAsSoonAsThatWorks() throws Exception {
    // Given
    Path stuck = Files.createDirectories(box.resolve(FIRST).resolve("inside")).getParent();
    turns.delivered(stuck);

    // When
    Files.delete(stuck.resolve("inside"));
    turns.look(box, now);

    // Then
    assertThat(stuck).doesNotExist();
  }

  @Test
  void filesThatNobodyHasLookedAtForLongHoldUpNothing() throws Exception {
    // Given
    Files.createFile(box.resolve(DEATH));
    turns.look(box, now);
    waits(BACK);

    // When
    now = now.plus(DeliveryTurns.STANDS_STILL).minusMillis(1);

    // Then
    assertThat(turns.next(now)).isEqualTo(DEATH);
    now = now.plusMillis(1);
    assertThat(turns.next(now)).isEqualTo(BACK);
  }

  @Test
  void aMessageThatIsGoneFailsNoLonger() throws Exception {
    // Given
    Path file = Files.createFile(box.resolve(FIRST));
    turns.look(box, now);
    fail();
    assertThat(turns.failingSince(any -> true)).isNotNull();

    // When
    Files.delete(file);
    turns.look(box, now);

    // Then
    assertThat(turns.failingSince(any -> true)).isNull();
  }

  private static String name(int number, String subject, Severity severity) {
    return OutboxFileName.name("20261130T230000.000Z", number, subject, severity);
  }

  private void waits(String... names) {
    List.of(names).forEach(turns::keep);
  }

  private List<String> takeAll() {
    List<String> taken = new ArrayList<>();
    for (String next = turns.next(now); next != null; next = turns.next(now)) {
      taken.add(next);
      turns.delivered(next);
    }
    return taken;
  }

  private void fail(int times) {
    for (int i = 0; i < times; i++) {
      fail();
    }
  }

  /** As soon as there is one to try: the name of that. */
  private String fail() {
    secondsUntilNext();
    String file = Objects.requireNonNull(turns.next(now));
    turns.failed(file, now, Duration.ZERO);
    return file;
  }

  private long secondsUntilNext() {
    long seconds = 0;
    while (turns.next(now) == null) {
      now = now.plusSeconds(1);
      seconds++;
    }
    return seconds;
  }
}
