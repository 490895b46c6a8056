// SPDX-License-Identifier: Apache-2.0
package io.clooster.group;

import static io.clooster.group.Told.CLOSED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.clooster.dns.server.SecondaryServer;
import io.clooster.process.Note;
import io.clooster.process.ProcessTest;
import io.clooster.testing.Full;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A real secondary that nobody tells of a change: what is said, and that nothing waits for it. */
@ProcessTest
@Full
class NameServerLagIT {
  @RegisterExtension private final NameServerGroup group = new NameServerGroup();
  @TempDir private Path directory;

  @ParameterizedTest
  @EnumSource(names = {"BIND", "KNOT", "POWERDNS"})
  void aSecondaryThatIsLateIsAwaitedAndNothingIsSaidOfIt(NameServer server) throws Exception {
    group.at(server);
    try (var secondary =
        SecondaryServer.of(group.nameServer(), directory.resolve("ns2"), Duration.ofSeconds(5))) {
      // Given
      group.of(2).set("/verify", verify(secondary, "60s")).start();
      group.story().awaitClaimOf(1);

      // When
      group.srv(1).kill();

      // Then: it is told before the secondary gives it.
      group.srv(2).awaitLine("at 2 name servers; resolvers may give the old value");
      group.story().ends(List.of(1, 2), Told.tookOver(2, 1, CLOSED));
      assertThat(group.srv(2).lines("state=lagging")).isEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource(names = "BIND")
  void aSecondaryThatHearsOfNothingIsNamedAndDelaysNothing(NameServer server) throws Exception {
    group.at(server);
    try (var secondary =
        SecondaryServer.of(group.nameServer(), directory.resolve("ns2"), Duration.ofHours(1))) {
      // Given
      group.of(2).set("/verify", verify(secondary, "15s")).start();
      group.story().awaitClaimOf(1);

      // When
      group.srv(1).kill();

      // Then: the death is told while the secondary is still waited for.
      group.story().awaitNotes(1);
      assertThat(group.srv(2).lines("state=lagging")).isEmpty();
      assertThat(group.story().values())
          .containsExactly(ServerProcesses.name(1), ServerProcesses.name(2));
      group.srv(2).awaitLine("state=lagging: " + secondary.place());
      await("the message about it")
          .until(
              () ->
                  group.story().notes().stream()
                      .map(Note::title)
                      .anyMatch(
                          ("[srv2.example.com] Some name servers do not give the new address of"
                                  + " 'www.example.com' yet")
                              ::equals));
    }
  }

  private Map<String, Object> verify(SecondaryServer secondary, String within) {
    return Map.of(
        "servers",
        List.of("127.0.0.1:" + group.nameServer().port(), secondary.place()),
        "within",
        within);
  }
}
