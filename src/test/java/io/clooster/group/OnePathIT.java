// SPDX-License-Identifier: Apache-2.0
package io.clooster.group;

import static io.clooster.group.Told.CLOSED;
import static org.assertj.core.api.Assertions.assertThat;

import io.clooster.process.ProcessTest;
import io.clooster.testing.Full;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Only the path between two servers is cut: whoever sees both knows that both live. */
@ProcessTest
@Full
class OnePathIT {
  @RegisterExtension private final ServerGroup group = new ServerGroup();

  @ParameterizedTest
  @ValueSource(ints = {3, 5})
  void aPathToTheHolderThatIsCutMovesNothing(int servers) throws Exception {
    // Given
    group.apart(servers).start();

    // When
    group.network().cut(1, 2);
    group.srv(2).awaitLine("peer=srv1.example.com state=cut off from here: ");
    group.srv(1).awaitLine("peer=srv2.example.com state=cut off from here: ");
    group.story().settles();
    group.network().mend(1, 2);

    // Then
    group.srv(2).awaitLine("peer=srv1.example.com state=up: the link is back; nothing moves");
    group.srv(1).awaitLine("peer=srv2.example.com state=up: the link is back; nothing moves");
    group.story().ends(List.of(1));
    for (var server : group.servers()) {
      assertThat(server.lines("state=down")).isEmpty();
    }
  }

  @Test
  void theDeathOfAHolderThatOneServerCouldNotSeeIsSeenByAll() throws Exception {
    // Given: the second in the order has no path to the first.
    group.apart(3).start();
    group.network().cut(1, 2);
    group.srv(2).awaitLine("state=cut off from here: srv3.example.com sees it; nothing moves");
    group.srv(1).awaitLine("peer=srv2.example.com state=cut off from here: ");
    // The first renewal may still answer a loss that the third has to notice: the second one reads
    // it within 5 s, and knows 4 s later that the holder was still seen.
    group.story().settles();
    ServerProcesses.pass(Duration.ofSeconds(9));

    // When
    group.srv(1).kill();

    // Then
    group.story().ends(List.of(1, 2), Told.tookOver(2, 1, Told.SILENT));
    assertThat(group.srv(3).lines("state=down: " + CLOSED)).hasSize(1);
  }
}
