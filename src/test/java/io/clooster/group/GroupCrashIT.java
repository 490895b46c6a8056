// SPDX-License-Identifier: Apache-2.0
package io.clooster.group;

import static io.clooster.group.Told.CLOSED;
import static org.assertj.core.api.Assertions.assertThat;

import io.clooster.process.ProcessTest;
import io.clooster.testing.Full;
import java.util.List;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A process dies in a moment (kill -9). */
@ProcessTest
@Order(3)
class GroupCrashIT {
  @RegisterExtension private final ServerGroup group = new ServerGroup();

  @Test
  void whenTheHolderCrashesTheNextInTheOrderTakesItsPlaceByOneWrite() throws Exception {
    theNextTakesThePlaceOfTheHolder(3);
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 5})
  @Full
  void soItDoesInAPairAndAmongFive(int servers) throws Exception {
    theNextTakesThePlaceOfTheHolder(servers);
  }

  private void theNextTakesThePlaceOfTheHolder(int servers) throws Exception {
    // Given
    group.of(servers).start();

    // When
    group.srv(1).kill();

    // Then
    group.story().ends(List.of(1, 2), Told.tookOver(2, 1, CLOSED));
  }

  @Test
  @Full
  void theCrashOfAnotherOneAndItsReturnAreToldByTheHolderAndMoveNothing() throws Exception {
    anotherOneCrashesAndReturns(2);
  }

  @Test
  @Full
  void soAreThoseOfTheLastOfThree() throws Exception {
    anotherOneCrashesAndReturns(3);
  }

  private void anotherOneCrashesAndReturns(int servers) throws Exception {
    // Given
    group.of(servers).start();

    // When
    group.srv(servers).kill();
    group.story().awaitNotes(1);
    group.srv(servers).start();

    // Then
    group.story().ends(List.of(1), Told.down(1, servers, CLOSED), Told.up(1, servers));
  }

  /** Of three it is the last one: nobody asks for a majority. */
  @ParameterizedTest
  @ValueSource(ints = {3, 5})
  @Full
  void twoMayCrashAtOnceTheHolderAmongThem(int servers) throws Exception {
    // Given
    group.of(servers).start();

    // When
    group.srv(1).kill();
    group.srv(2).kill();

    // Then: the third is the first of those that are left, and tells both.
    group
        .story()
        .endsInAnyOrder(List.of(1, 3), Told.tookOver(3, 1, CLOSED), Told.down(3, 2, CLOSED));
  }

  /** Who takes over knows what the one before it has told. */
  @Test
  @Full
  void fourOfFiveDieOneAfterTheOtherAndEachDeathIsToldOnce() throws Exception {
    // Given
    group.of(5).start();

    // When
    for (int dead = 1; dead <= 4; dead++) {
      group.srv(dead).kill();
      group.story().awaitRecord(dead + 1);
      group.story().awaitNotes(dead);
      group.story().awaitRenewal();
    }

    // Then
    group
        .story()
        .ends(
            List.of(1, 2, 3, 4, 5),
            Told.tookOver(2, 1, CLOSED),
            Told.tookOver(3, 2, CLOSED),
            Told.tookOver(4, 3, CLOSED),
            Told.tookOver(5, 4, CLOSED));
  }

  @Test
  @Full
  void withoutAConfirmWindowOneServerActsAtOnceAndOneOnly() throws Exception {
    // Given
    group.of(3).set("/link/confirm", "0s").start();

    // When
    group.srv(1).kill();

    // Then
    group.story().ends(List.of(1, 2), Told.tookOver(2, 1, CLOSED));
  }

  @Test
  @Full
  void withoutAClaimTheLastOfThreeHoldsBackUntilAnotherOneIsBackAndThenActsAtOnce()
      throws Exception {
    // Given
    group.of(3).set("/failback", "manual").set("/claim", false).start();

    // When: a majority is gone at once.
    group.srv(1).kill();
    group.srv(2).kill();
    group.srv(3).awaitLine("state=held back: only 1 of 3 servers are in sight; moves nothing");
    group.story().awaitNotes(1);
    group.story().settles();
    var meanwhile = group.story().values();
    group.srv(2).start();

    // Then: the second is preferred, but knows of no death yet.
    assertThat(meanwhile).containsExactly(ServerGroup.name(1));
    group.story().ends(List.of(1, 3), Told.gone(3, 2, CLOSED), Told.tookOver(3, 1, CLOSED));
  }
}
