// SPDX-License-Identifier: Apache-2.0
package io.clooster.group;

import static io.clooster.group.ServerGroup.name;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.clooster.process.LoopbackPorts;
import io.clooster.process.ProcessTest;
import io.clooster.process.Server;
import io.clooster.testing.Full;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Programs of the user's own run as a server's part changes. */
@ProcessTest
class HooksIT {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String NOTE = "echo $CLOOSTER_HOOK $CLOOSTER_EPOCH $CLOOSTER_PREVIOUS >> ";

  @RegisterExtension private final ServerGroup group = new ServerGroup();

  /** What this server's programs have noted. */
  private Path notes(Server server) {
    return group.directory().resolve(server.name() + ".hooks");
  }

  private List<String> ran(int server) throws IOException {
    Path notes = notes(group.srv(server));
    return Files.exists(notes) ? Files.readAllLines(notes) : List.of();
  }

  private void awaitRan(int server, String text) {
    await()
        .atMost(PATIENCE)
        .until(() -> ran(server).stream().anyMatch(line -> line.contains(text)));
  }

  /** Each of the programs notes that it runs, and then does this. */
  private Map<String, Object> hooks(Server server, Map<String, String> scripts) {
    var hooks = new LinkedHashMap<String, Object>();
    scripts.forEach(
        (hook, script) -> {
          var whole = NOTE + notes(server) + "; " + script;
          hooks.put(hook, Map.of("command", List.of("/bin/sh", "-c", whole)));
        });
    return hooks;
  }

  private void start(int servers, Map<String, String> scripts) throws IOException {
    group.of(servers).set("/failback_delay", "3s");
    for (var server : group.servers()) {
      server.set("/hooks", hooks(server, scripts));
    }
    group.start();
  }

  /** How long after the death was noticed the record was written. */
  private Duration takeOver(Server server) {
    Instant noticed = server.loggedAt("peer=" + name(1) + " state=disconnected");
    return Duration.between(noticed, server.loggedAt("state=writing value=" + name(2)));
  }

  @Test
  void onActiveRunsOnTheSurvivorAndAgainAfterAKillWithTheSameEpoch() throws Exception {
    // Given: it hangs, which holds up nothing.
    start(2, Map.of("on_active", "sleep 20", "on_standby", "true"));
    awaitRan(2, "on_standby");

    // When
    group.srv(1).kill();
    group.story().awaitRecord(2);
    awaitRan(2, "on_active");

    // Then
    assertThat(takeOver(group.srv(2))).isLessThan(Duration.ofSeconds(10));
    var first = ran(2).stream().filter(line -> line.startsWith("on_active")).toList().get(0);
    assertThat(first).matches("on_active [1-9][0-9]* " + name(1));

    // When
    group.srv(2).kill();
    group.srv(2).start();

    // Then
    await()
        .atMost(PATIENCE)
        .until(() -> ran(2).stream().filter(line -> line.equals(first)).count() == 2);
    assertThat(ran(2)).filteredOn(line -> line.startsWith("on_standby")).hasSize(1);
  }

  @Test
  @Full
  void aBeforeActiveThatHangsKeepsTheRecordWhereItIsAndIsTold() throws Exception {
    // Given
    start(2, Map.of("before_active", "test -e " + mayTake() + " || sleep 600"));

    // When
    group.srv(1).kill();
    group.srv(2).awaitLine("state=unprepared: did not write, as before_active: /bin/sh: ");

    // Then
    assertThat(group.story().holds()).isEqualTo(name(1));
    var line = group.srv(2).lines("state=unprepared").get(0);
    assertThat(line).contains("no end within", "leaves the record to others for 10 s");
    Instant writing = group.srv(2).loggedAt("state=writing value=" + name(2));
    assertThat(Duration.between(writing, group.srv(2).loggedAt("state=unprepared")))
        .isBetween(Duration.ofMillis(1500), Duration.ofSeconds(4));
    group.story().awaitNotes(2);
    assertThat(group.story().notes().toString())
        .contains("did not take the record, as its program before_active fails")
        .contains("no server that is in sight can take its place");

    // When
    Files.createFile(mayTake());

    // Then
    group.story().awaitRecord(2);
    group.srv(2).awaitLine("The program before_active of '" + name(2) + "' works again");
  }

  private Path mayTake() {
    return group.directory().resolve("may-take");
  }

  @Test
  @Full
  void anotherServerTakesWhatOneIsNotPreparedFor() throws Exception {
    // Given
    group.of(3);
    group.srv(2).set("/hooks", hooks(group.srv(2), Map.of("before_active", "exit 1")));
    group.start();

    // When
    group.srv(1).kill();

    // Then
    group.story().awaitRecord(3);
    assertThat(group.story().values()).doesNotContain(name(2));
  }

  @Test
  @Full
  void onStandbyRunsWhereTheRecordWentAwayAndOneThatFailsIsToldAndTriedAgain() throws Exception {
    // Given
    var fixed = group.directory().resolve("fixed");
    group.of(2).set("/failback_delay", "3s");
    for (var server : group.servers()) {
      server.set("/operate", Map.of("port", LoopbackPorts.freePort()));
      var fails = "test -e " + fixed + " || { echo no such address >&2; exit 3; }";
      server.set("/hooks", hooks(server, Map.of("on_active", "true", "on_standby", fails)));
    }
    Files.createFile(fixed);
    group.start();
    awaitRan(1, "on_active");
    Files.delete(fixed);

    // When
    io.clooster.process.AdminCommand.on(group.srv(1), "drain", "-c", "clooster.json");

    // Then
    group.story().awaitRecord(2);
    awaitRan(2, "on_active");
    awaitRan(1, "on_standby");
    group.srv(1).awaitLine("hook=on_standby state=failed: /bin/sh: exit status 3: no such address");
    group.srv(1).awaitLine("and its program on_standby fails: ");
    Files.createFile(fixed);
    group.srv(1).awaitLine("The program on_standby of '" + name(1) + "' works again");
  }
}
