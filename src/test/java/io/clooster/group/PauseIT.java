// SPDX-License-Identifier: Apache-2.0
package io.clooster.group;

import static io.clooster.group.Told.SILENT;
import static org.assertj.core.api.Assertions.assertThat;

import io.clooster.process.ProcessTest;
import io.clooster.process.Server;
import io.clooster.testing.Full;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A server stands still and wakes again, as a virtual machine that is suspended. */
@ProcessTest
@Order(2)
@Full
class PauseIT {
  @RegisterExtension private final ServerGroup group = new ServerGroup();

  @ParameterizedTest
  @ValueSource(ints = {2, 3})
  void aShortOneMovesNothingWhoeverItIs(int servers) throws Exception {
    // Given: three seconds of silence would count.
    group.of(servers).start();

    // When
    for (var server : group.servers()) {
      server.freeze();
      ServerGroup.pass(Duration.ofMillis(1500));
      server.thaw();
      ServerGroup.pass(Duration.ofMillis(1500));
    }

    // Then
    group.story().ends(List.of(1));
    for (var server : group.servers()) {
      assertThat(server.lines("state=suspect")).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3, 5})
  void aHolderThatWakesFindsAnotherOneInItsPlaceAndYieldsWithoutAWrite(int servers)
      throws Exception {
    // Given
    group.of(servers).start();

    // When
    group.srv(1).freeze();
    group.story().awaitNotes(1);
    group.srv(1).thaw();

    // Then
    group.srv(1).awaitLine("state=resumed: paused for");
    group.srv(1).awaitLine("state=yielded: srv2.example.com holds it");
    group
        .story()
        .ends(List.of(1, 2), Told.tookOver(2, 1, SILENT), Told.upAndPreferred(2, 1, "60 s"));
    assertThat(group.srv(1).lines("state=down")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3})
  void anotherOneThatWakesAccusesNobodyAndTakesNothing(int servers) throws Exception {
    // Given
    group.of(servers).start();

    // When: each of the others in turn.
    for (int number = 2; number <= servers; number++) {
      int notes = group.story().notes().size();
      group.srv(number).freeze();
      group.story().awaitNotes(notes + 1);
      group.srv(number).thaw();
      group.story().awaitNotes(notes + 2);
    }

    // Then
    if (servers == 2) {
      group.story().ends(List.of(1), Told.down(1, 2, SILENT), Told.up(1, 2));
    } else {
      group
          .story()
          .ends(
              List.of(1),
              Told.down(1, 2, SILENT),
              Told.up(1, 2),
              Told.down(1, 3, SILENT),
              Told.up(1, 3));
    }
    for (var server : group.others(1)) {
      assertThat(afterWaking(server))
          .noneMatch(line -> line.contains("srv1.example.com state=suspect"));
    }
  }

  private static List<String> afterWaking(Server server) {
    server.awaitLine("state=resumed");
    var lines = server.lines();
    return lines.subList(lines.indexOf(server.lines("state=resumed").get(0)), lines.size());
  }
}
