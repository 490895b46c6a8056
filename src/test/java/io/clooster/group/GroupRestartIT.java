// SPDX-License-Identifier: Apache-2.0
package io.clooster.group;

import static org.assertj.core.api.Assertions.assertThat;

import io.clooster.process.ProcessTest;
import io.clooster.process.Server;
import io.clooster.testing.Full;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Planned and unplanned restarts that are no failure of anybody. */
@ProcessTest
@Order(4)
class GroupRestartIT {
  private static final Map<String, String> OLD = Map.of("id", "default", "secret", ServerGroup.KEY);
  private static final Map<String, String> NEW = Map.of("id", "2", "secret", ServerGroup.NEXT_KEY);

  @RegisterExtension private final ServerGroup group = new ServerGroup();

  @ParameterizedTest
  @ValueSource(ints = {2, 3, 5})
  @Full
  void afterAPowerFailureOfAllNothingMoves(int servers) throws Exception {
    // Given
    group.of(servers).start();

    // When
    for (var server : group.servers()) {
      server.kill();
    }
    group.start();

    // Then
    group.story().ends(List.of(1));
  }

  @Test
  @Full
  void aRestartOfAllAtOnceThatWasAnnouncedMovesNothing() throws Exception {
    // Given
    group.of(3).start();

    // When
    for (var server : group.servers()) {
      server.signal("HUP");
    }
    for (var server : group.servers()) {
      server.exitStatus();
    }
    group.start();

    // Then
    group.story().ends(List.of(1));
  }

  @Test
  void aRestartOfTheHolderThatWasAnnouncedMovesNothing() throws Exception {
    // Given
    group.of(3).start();

    // When
    restart(group.srv(1));

    // Then
    for (var server : group.others(1)) {
      assertThat(
              server.lines("peer=srv1.example.com state=restarting: it is restarted, back within"))
          .hasSize(1);
      assertThat(server.lines("state=down")).isEmpty();
    }
    group.story().ends(List.of(1));
  }

  @Test
  void aStartSaysWhichVersionRunsInWhichRoleAndWhoHoldsTheRecord() throws Exception {
    // When
    group.of(2).start();

    // Then
    String holder = " holder=" + ServerGroup.name(1) + " ";
    group.srv(1).awaitLine(" role=active" + holder);
    group.srv(2).awaitLine(" role=standby" + holder);
    assertThat(group.srv(1).lines("state=started version=2.")).hasSize(1);
  }

  @Test
  @Full
  void aNewKeyComesInThreeRestartsOfEachServerWithoutAFailover() throws Exception {
    // Given
    group.of(3).start();

    // When
    for (var keys : List.of(List.of(OLD, NEW), List.of(NEW, OLD), List.of(NEW))) {
      for (var server : group.servers()) {
        server.set("/key", keys);
        restart(server);
      }
    }

    // Then: all are linked by the new key alone, and nobody was missed.
    for (var server : group.servers()) {
      assertThat(server.allLines()).noneMatch(line -> line.contains("state=down"));
    }
    group.story().ends(List.of(1));
  }

  private void restart(Server server) throws Exception {
    var other = group.servers().stream().filter(each -> each != server).toList();
    var seen = other.stream().map(each -> each.lines(up(server)).size()).toList();
    server.stop("HUP");
    server.start();
    group.awaitLinked();
    for (int i = 0; i < other.size(); i++) {
      other.get(i).awaitLines(seen.get(i) + 1, up(server));
    }
  }

  private static String up(Server server) {
    return "peer=%s state=up".formatted(server.name());
  }
}
