// SPDX-License-Identifier: Apache-2.0
package io.clooster.group;

import static io.clooster.group.Told.CLOSED;

import io.clooster.process.ProcessTest;
import io.clooster.testing.Full;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A process dies in a moment (kill -9), and a real name server has the record. */
@ProcessTest
@Full
class NameServerCrashIT {
  @RegisterExtension private final NameServerGroup group = new NameServerGroup();

  @ParameterizedTest
  @EnumSource(names = {"BIND", "KNOT", "POWERDNS"})
  void whenTheHolderCrashesTheOtherOneTakesItsPlaceByOneChange(NameServer server) throws Exception {
    theOtherOneTakesThePlaceOfTheHolder(server);
  }

  @Test
  @Full
  void soItDoesByTheProgramOfTheExamples() throws Exception {
    theOtherOneTakesThePlaceOfTheHolder(NameServer.BIND_BY_NSUPDATE);
  }

  private void theOtherOneTakesThePlaceOfTheHolder(NameServer server) throws Exception {
    // Given
    group.at(server).of(2).start();
    group.story().awaitClaimOf(1);

    // When
    group.srv(1).kill();

    // Then
    group.story().ends(List.of(1, 2), Told.tookOver(2, 1, CLOSED));
  }
}
