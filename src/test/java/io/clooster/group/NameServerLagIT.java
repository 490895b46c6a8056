// SPDX-License-Identifier: Apache-2.0
package io.clooster.group;

import static io.clooster.group.Told.CLOSED;
import static org.assertj.core.api.Assertions.assertThat;

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
      group.of(2).set("/verify", verify(secondary, "15s")).set("/failback_delay", "1s").start();
      group.story().awaitClaimOf(1);

      // When
      group.srv(1).kill();
      group.story().awaitNotes(1);
      var told = group.srv(2).lines("state=lagging");
      group.srv(1).start();
      group.story().awaitRecord(1);

      // Then: the record went there and back before the time of the first look at it was over.
      assertThat(told).isEmpty();
      assertThat(group.story().values())
          .containsExactly(
              ServerProcesses.name(1), ServerProcesses.name(2), ServerProcesses.name(1));
      group.srv(2).awaitLine("state=lagging: " + secondary.place());
      group.story().settles();
      assertThat(group.story().notes())
          .extracting(Note::title)
          .contains(
              "[srv2.example.com] Some name servers do not give the new address of"
                  + " 'www.example.com' yet");
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
