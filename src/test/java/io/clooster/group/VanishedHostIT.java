// SPDX-License-Identifier: Apache-2.0
package io.clooster.group;

import static io.clooster.group.Told.SILENT;
import static org.assertj.core.api.Assertions.assertThat;

import io.clooster.process.ProcessTest;
import io.clooster.testing.Full;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A host vanishes without a trace, as one that has lost its power: no goodbye, no refusal. */
@ProcessTest
@Full
class VanishedHostIT {
  @RegisterExtension private final ServerGroup group = new ServerGroup();

  @ParameterizedTest
  @ValueSource(ints = {2, 3, 5})
  void theHoldersPlaceIsTakenByOneWrite(int servers) throws Exception {
    // Given
    group.apart(servers).start();

    // When
    group.network().unplug(1);
    group.srv(1).kill();

    // Then
    group.story().ends(List.of(1, 2), Told.tookOver(2, 1, SILENT));
  }

  @Test
  void anotherOnesEndMovesNothing() throws Exception {
    // Given
    group.apart(3).start();

    // When
    group.network().unplug(2);
    group.srv(2).kill();

    // Then
    group.story().ends(List.of(1), Told.down(1, 2, SILENT));
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3})
  void aHolderThatLivedBehindADeadCableYieldsWithoutAWrite(int servers) throws Exception {
    // Given
    group.apart(servers).start();

    // When: neither the others nor the API are in its reach.
    group.network().unplug(1);
    group.story().awaitRecord(2);
    group.srv(1).awaitLine("peer=%s state=down".formatted(ServerGroup.name(servers)));
    group.network().plug(1);

    // Then
    group.srv(1).awaitLine("state=yielded: srv2.example.com holds it");
    group.awaitLinked();
    group.story().settles();
    assertThat(group.story().values()).containsExactly(ServerGroup.name(1), ServerGroup.name(2));
    assertThat(group.story().writes()).isEqualTo(1);
    assertThat(group.story().notes()).contains(Told.tookOver(2, 1, SILENT));
  }
}
