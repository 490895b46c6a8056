// SPDX-License-Identifier: Apache-2.0
package io.clooster.group;

import static io.clooster.group.Told.SILENT;
import static org.assertj.core.api.Assertions.assertThat;

import io.clooster.process.ProcessTest;
import io.clooster.testing.Full;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Five servers without a claim fall apart into two and three; both sides reach the API. */
@ProcessTest
@Full
class PartitionIT {
  private static final List<Integer> TWO = List.of(1, 2);
  private static final List<Integer> THREE = List.of(3, 4, 5);

  @RegisterExtension private final ServerGroup group = new ServerGroup();

  @Test
  void theMajorityTakesOverFromAHolderInTheMinorityWhichYieldsWithoutAWrite() throws Exception {
    // Given
    group.apart(5).set("/claim", false).start();

    // When
    group.network().part(TWO, THREE);
    group.story().awaitRecord(3);
    for (int each : TWO) {
      group.srv(each).awaitLine("held back: only 2 of 5 servers are in sight; moves nothing");
    }
    group.srv(1).awaitLine("state=yielded: srv3.example.com holds it");
    group.network().join(TWO, THREE);

    // Then: the record stays with the third, whom all follow.
    for (int each : THREE) {
      group.srv(each).awaitLine("peer=srv1.example.com state=up: connected");
      group.srv(each).awaitLine("peer=srv2.example.com state=up: connected");
    }
    group.story().settles();
    assertThat(group.story().values()).containsExactly(ServerGroup.name(1), ServerGroup.name(3));
    assertThat(group.story().writes()).isEqualTo(1);
    assertThat(group.story().notes()).contains(Told.tookOver(3, 1, SILENT));
    for (int each : List.of(1, 2, 4, 5)) {
      assertThat(group.srv(each).lines("state=writing")).isEmpty();
    }

    // And one who died now is replaced by the first of the others, once.
    group.srv(3).kill();
    group.story().awaitRecord(1);
    group.story().settles();
    assertThat(group.story().values())
        .containsExactly(ServerGroup.name(1), ServerGroup.name(3), ServerGroup.name(1));
    assertThat(group.story().writes()).isEqualTo(2);
  }

  @Test
  void aHolderInTheMajorityKeepsTheRecordAndTheMinoritySaysThatItHoldsBack() throws Exception {
    // Given
    group.apart(5).set("/claim", false).start();
    var majority = List.of(1, 2, 3);
    var minority = List.of(4, 5);

    // When
    group.network().part(minority, majority);
    for (int each : minority) {
      group.srv(each).awaitLine("held back: only 2 of 5 servers are in sight; moves nothing");
      group.srv(each).awaitLine("peer=srv1.example.com state=down: " + SILENT);
    }
    group.story().awaitNotes(2);
    group.story().settles();
    group.network().join(minority, majority);

    // Then
    group.story().awaitNotes(4);
    group.story().settles();
    assertThat(group.story().values()).containsExactly(ServerGroup.name(1));
    assertThat(group.story().writes()).isZero();
    assertThat(group.story().notes())
        .contains(Told.gone(1, 4, SILENT), Told.gone(1, 5, SILENT), Told.up(1, 4), Told.up(1, 5));
  }
}
