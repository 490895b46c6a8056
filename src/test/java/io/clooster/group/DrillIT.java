// SPDX-License-Identifier: Apache-2.0
package io.clooster.group;

import static io.clooster.group.ServerProcesses.name;
import static org.assertj.core.api.Assertions.assertThat;

import io.clooster.dns.server.SecondaryServer;
import io.clooster.process.ProcessTest;
import io.clooster.testing.Full;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** {@code clooster drill}: there and back, at real name servers. */
@ProcessTest
@Full
class DrillIT {
  @RegisterExtension private final NameServerGroup group = new NameServerGroup();
  @TempDir private Path directory;

  private final OperatedGroup operator = new OperatedGroup(group);

  private void start(SecondaryServer secondary) throws Exception {
    var both = List.of("127.0.0.1:" + group.nameServer().port(), secondary.place());
    group.of(2).set("/verify", Map.of("servers", both)).set("/failback_delay", "3s");
    operator.start();
    group.story().awaitClaimOf(1);
    group.awaitLinked();
  }

  private SecondaryServer secondary(Duration refresh) throws Exception {
    group.at(NameServer.BIND);
    return SecondaryServer.of(group.nameServer(), directory.resolve("ns2"), refresh);
  }

  @Test
  void thereAndBackWithASecondaryThatIsLate() throws Exception {
    try (var late = secondary(Duration.ofSeconds(5))) {
      start(late);

      var drill = operator.on(2, "drill", "--yes");

      assertThat(drill.err()).isEmpty();
      assertThat(drill.status()).isZero();
      assertThat(drill.out())
          .containsPattern("there: " + name(1) + " -> " + name(2) + ".* at all 2 name servers")
          .containsPattern("back:  " + name(2) + " -> " + name(1) + ".* at all 2 name servers")
          .contains("Both were in service");
      group.story().ends(List.of(1, 2, 1), Told.switched(1, 2), Told.switched(2, 1));
      assertThat(operator.status(1).path("claim").path("pinned").asBoolean()).isFalse();
    }
  }

  @Test
  void aSecondaryThatHearsOfNothingIsNamedAndTheRecordIsBack() throws Exception {
    try (var deaf = secondary(Duration.ofHours(1))) {
      start(deaf);

      var drill = operator.on(1, "drill", name(2), "--yes", "--within", "3s");

      assertThat(drill.status()).isEqualTo(1);
      assertThat(drill.out())
          .containsPattern("there: .*not at all name servers after [0-9.]+ s: " + deaf.place());
      group.story().settles();
      assertThat(group.story().values()).containsExactly(name(1), name(2), name(1));
    }
  }

  @Test
  void whereTheWayBackIsClosedItIsSaidWhereTheRecordIs() throws Exception {
    try (var deaf = secondary(Duration.ofHours(1))) {
      start(deaf);

      var drill = operator.begins(2, "drill", "--yes", "--within", "10s");
      group.srv(1).awaitLine("state=yielded: " + name(2) + " holds it");
      assertThat(operator.on(1, "drain").status()).isZero();

      assertThat(drill.get().status()).isEqualTo(1);
      assertThat(drill.get().err())
          .contains(name(1) + " is drained")
          .contains("The drill ended half way: the record may be at " + name(2));
      assertThat(group.story().holds()).isEqualTo(name(2));
    }
  }

  @Test
  void whereTheTargetDiesMeanwhileTheRecordIsBackAsEver() throws Exception {
    try (var deaf = secondary(Duration.ofHours(1))) {
      start(deaf);

      var drill = operator.begins(1, "drill", "--yes", "--within", "5s");
      group.srv(1).awaitLine("state=yielded: " + name(2) + " holds it");
      group.srv(2).kill();

      assertThat(drill.get().status()).isEqualTo(1);
      group.story().awaitRecord(1);
    }
  }

  @Test
  void aCrashIsAnsweredByTheOtherServerAndTheDaemonIsBackAfterIt() throws Exception {
    try (var late = secondary(Duration.ofSeconds(5))) {
      start(late);

      var drill = operator.begins(1, "drill", "--crash", "--yes");
      assertThat(group.srv(1).exitStatus()).isEqualTo(137);
      var away = group.srv(1).stateDirectory().resolve("crash-drill");
      var until = Instant.parse(Files.readString(away));
      group.srv(1).start(); // As systemd does.
      group.srv(2).awaitLine("peer=" + name(1) + " state=down");

      assertThat(drill.get().err()).isEmpty();
      assertThat(drill.get().status()).isZero();
      assertThat(drill.get().out())
          .contains(name(1) + " has ended as if it had died, and stays away for ")
          .contains(name(1) + " is back, after ")
          .contains(name(2) + " took its place");
      assertThat(group.srv(1).loggedAt("state=started")).isAfterOrEqualTo(until);
      assertThat(away).doesNotExist();
      assertThat(group.story().values()).startsWith(name(1), name(2));
    }
  }
}
