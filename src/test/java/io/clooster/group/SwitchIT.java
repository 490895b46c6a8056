// SPDX-License-Identifier: Apache-2.0
package io.clooster.group;

import static io.clooster.group.ServerGroup.name;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.clooster.process.ProcessTest;
import io.clooster.sandbox.SandboxFault;
import io.clooster.testing.Full;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** An operator moves the record, as planned. */
@ProcessTest
@Full
class SwitchIT {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @RegisterExtension private final ServerGroup group = new ServerGroup();

  private final OperatedGroup operator = new OperatedGroup(group);

  private void start(int servers) throws IOException {
    group.of(servers).set("/failback_delay", "3s");
    operator.start();
  }

  private void awaitHolder(int server, int holder) {
    await()
        .atMost(PATIENCE)
        .until(() -> operator.status(server).path("holder").asText().equals(name(holder)));
  }

  @Test
  void anyServerIsAskedAndTheChoiceOutlivesARestart() throws Exception {
    // Given
    start(3);

    // When
    var switched = operator.on(3, "switch", name(2), "--yes");

    // Then
    assertThat(switched.err()).isEmpty();
    assertThat(switched.out())
        .contains(name(1) + " to " + name(2) + ". It stays there until it fails")
        .contains(name(2) + " holds the record, after ");
    assertThat(switched.status()).isZero();
    awaitHolder(2, 2);
    group.srv(1).awaitLine("record=www.example.com state=moved");

    // When
    group.srv(2).stop("HUP");
    group.srv(2).start();
    group.srv(2).awaitLine("state=up: connected");
    group.story().settles();

    // Then: also the time after which a preferred one would have got it back is over.
    assertThat(operator.status(2).path("claim").path("pinned").asBoolean()).isTrue();
    assertThat(group.srv(2).lines("state=preferred")).isEmpty();
    group.story().ends(List.of(1, 2), Told.switched(1, 2));
  }

  @Test
  void theWayBackAndWhatTheOrderOfPreferenceSays() throws Exception {
    // Given
    start(2);
    assertThat(operator.on(1, "switch", "--yes").status()).isZero();
    awaitHolder(2, 2);

    // When
    assertThat(operator.on(1, "switch", "--yes").status()).isZero();
    awaitHolder(1, 1);
    assertThat(operator.on(2, "switch", "--yes").status()).isZero();
    awaitHolder(2, 2);
    assertThat(operator.on(1, "switch", "--auto").status()).isZero();

    // Then
    group.srv(2).awaitLine("state=unpinned");
    group
        .story()
        .ends(
            List.of(1, 2, 1, 2, 1),
            Told.switched(1, 2),
            Told.switched(2, 1),
            Told.switched(1, 2),
            Told.goesBack(2, 1));
  }

  @Test
  void whoCannotHoldItIsRefusedAndNothingMoves() throws Exception {
    // Given
    start(2);
    assertThat(operator.on(2, "drain").status()).isZero();

    // When
    var drained = operator.on(2, "switch", name(2), "--yes");
    var unknown = operator.on(1, "switch", "srv9.example.com", "--yes");
    group.srv(2).kill();
    group.srv(1).awaitLine("peer=" + name(2) + " state=down");
    var dead = operator.on(1, "switch", name(2), "--yes");

    // Then
    assertThat(drained.status()).isEqualTo(1);
    assertThat(drained.err()).contains(name(2) + " is drained, so nothing was changed");
    assertThat(unknown.err()).contains("srv9.example.com is none of the servers");
    assertThat(dead.err()).contains(name(2) + " is not linked with " + name(1));
    assertThat(group.story().values()).containsExactly(name(1));
  }

  @Test
  void aChosenServerThatDiesIsReplacedAndNotChosenAnyMore() throws Exception {
    // Given
    start(2);
    assertThat(operator.on(2, "switch", "--yes").status()).isZero();
    awaitHolder(1, 2);

    // When
    group.srv(2).kill();

    // Then
    group.story().awaitRecord(1);
    awaitHolder(1, 1);
    assertThat(operator.status(1).path("claim").path("pinned").asBoolean()).isFalse();
  }

  /**
   * The victim is killed in a step of the switch, which the log of the holder names last; calls are
   * slow, so that each step lasts.
   */
  @ParameterizedTest
  @CsvSource({
    "1, 1, state=switching, state=writing value=",
    "1, 2, state=switching, state=writing value=",
    "1, 2, state=writing value=srv2.example.com, state=settled value=srv2",
    "1, 1, state=settled value=srv2.example.com, never",
    "2, 1, state=switching, state=writing value=",
    "2, 2, state=writing value=srv2.example.com, state=settled value=srv2",
    "2, 1, state=settled value=srv2.example.com, never"
  })
  void whoIsKilledInAStepOfItLeavesAServerThatServes(
      int victim, int asked, String step, String next) throws Exception {
    // Given
    start(2);
    var faults = group.cloudflare().faults();
    faults.on("POST", "/batch").always(SandboxFault.slowAfterEffect(Duration.ofSeconds(2)));
    faults.onAny().always(SandboxFault.slowBeforeEffect(Duration.ofSeconds(1)));

    // When
    var switched = operator.begins(asked, "switch", name(2), "--yes");
    group.srv(1).awaitLine(step);
    group.srv(victim).kill();
    var hit = group.srv(1).lines();
    switched.get(90, TimeUnit.SECONDS);
    faults.clear();
    group.srv(victim).start();
    group.awaitLinked();
    group.story().settles();

    // Then
    assertThat(hit).as("the step that was hit").noneMatch(line -> line.contains(next));
    int holder = group.story().holds().equals(name(1)) ? 1 : 2;
    assertThat(group.story().holds()).isEqualTo(name(holder));
    awaitHolder(1, holder);
    awaitHolder(2, holder);

    // When
    group.srv(holder).kill();

    // Then
    group.story().awaitRecord(3 - holder);
  }
}
