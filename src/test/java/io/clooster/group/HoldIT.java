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

/** An operator wants nothing to be moved in the whole group for a while. */
@ProcessTest
@Full
class HoldIT {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @RegisterExtension private final ServerGroup group = new ServerGroup();

  private final OperatedGroup operator = new OperatedGroup(group);

  private void start(int servers) throws IOException {
    group.of(servers);
    operator.start();
    group.story().awaitClaimOf(1);
  }

  private void awaitHeld(int server, boolean held) {
    await()
        .atMost(PATIENCE)
        .until(() -> operator.status(server).path("held").asText().equals(String.valueOf(held)));
  }

  private String claim() {
    return group.cloudflare().claimsNow(ServerGroup.WWW).toString();
  }

  @Test
  void aDeadServerKeepsTheRecordUntilAnOperatorReleasesIt() throws Exception {
    // Given
    start(2);

    // When
    var held = operator.on(2, "hold", "--for", "30m");

    // Then
    assertThat(held.err()).isEmpty();
    assertThat(held.out()).contains("Nothing is moved for 30m: " + ServerGroup.WWW);
    assertThat(held.status()).isZero();
    assertThat(claim()).contains("hold=1@");
    assertThat(operator.status(1).path("held_for").asDouble()).isBetween(1600.0, 1800.0);
    assertThat(operator.on(1, "switch", "--yes").err()).contains("clooster release ends that");

    // When
    group.srv(1).kill();
    group.story().awaitNotes(2);
    group.story().settles();

    // Then
    assertThat(group.story().values()).containsExactly(name(1));
    assertThat(group.story().notes().get(0).title()).contains("Nothing is moved until ");
    assertThat(group.story().notes().get(1).title()).contains("'srv1.example.com' is now down");
    assertThat(group.story().notes().get(1).body())
        .contains("stays there, as an operator has all moves held until ");
    assertThat(operator.on(2, "status").out()).contains("nothing is moved for another");

    // When
    var released = operator.on(2, "release");

    // Then
    assertThat(released.status()).isEqualTo(1);
    assertThat(released.err()).contains("not reached: " + name(1) + " (no link with it");
    group.story().awaitRecord(2);
    group.srv(2).awaitLine("state=released");
    group.story().awaitNotes(4);
    assertThat(group.story().notes())
        .anyMatch(note -> note.title().contains("may be moved again"))
        .anyMatch(note -> note.body().contains("has been changed to 'srv2.example.com'"));
  }

  @Test
  void whoWasDownMeanwhileReadsItInTheClaimAndTakesOverWhenItIsOver() throws Exception {
    // Given
    start(2);
    group.srv(2).kill();
    group.srv(1).awaitLine("peer=" + name(2) + " state=down");

    // When
    var held = operator.on(1, "hold", "--for", "90s");

    // Then
    assertThat(held.status()).isEqualTo(1);
    assertThat(held.err())
        .contains("not reached: " + name(2) + " (no link with it: it is dead)")
        .contains("the claim tells of it");

    // When
    group.srv(1).kill();
    group.srv(2).start();
    group.srv(2).awaitLine("state=held");
    assertThat(group.story().values()).containsExactly(name(1));
    group.srv(2).awaitLine("state=released");

    // Then
    group.story().awaitRecord(2);
    var lines = group.srv(2).lines();
    int released = indexOf(lines, "state=released");
    assertThat(indexOf(lines, "state=writing value=" + name(2))).isGreaterThan(released);
  }

  private static int indexOf(List<String> lines, String part) {
    for (int i = 0; i < lines.size(); i++) {
      if (lines.get(i).contains(part)) {
        return i;
      }
    }
    return -1;
  }

  /**
   * The victim is killed in a step of the hold, which its log names last; calls are slow, so that
   * each step lasts.
   */
  @ParameterizedTest
  @CsvSource({
    "1, 1, claim=srv1.example.com state=writing epoch=, state=settled epoch=",
    "1, 2, claim=srv1.example.com state=writing epoch=, state=settled epoch=",
    "1, 2, claim=srv1.example.com state=settled epoch=, never",
    "2, 1, server=srv2.example.com state=held, never",
    "2, 2, server=srv2.example.com state=held, never"
  })
  void whoIsKilledInAStepOfItKeepsToItAfterwards(int victim, int asked, String step, String next)
      throws Exception {
    // Given
    start(2);
    var epoch = operator.status(1).path("claim").path("epoch").asLong() + 1;
    var at = step.endsWith("=") ? step + epoch : step;
    var faults = group.cloudflare().faults();
    faults.on("POST", "/batch").always(SandboxFault.slowAfterEffect(Duration.ofSeconds(2)));
    faults.onAny().always(SandboxFault.slowBeforeEffect(Duration.ofSeconds(1)));

    // When
    var hold = operator.begins(asked, "hold", "--for", "20m");
    await()
        .atMost(PATIENCE)
        .until(() -> hold.isDone() || !group.srv(asked).lines("state=held").isEmpty());
    assertThat(hold.isDone() ? hold.get().err() : "").as("the order").isEmpty();
    group.srv(3 - victim).awaitLine("state=held");
    group.srv(victim).awaitLine(at);
    group.srv(victim).kill();
    var hit = group.srv(victim).lines();
    hold.get(60, TimeUnit.SECONDS);
    group.story().settles();
    faults.clear();
    group.srv(victim).start();
    group.awaitLinked();

    // Then
    assertThat(hit)
        .as("the step that was hit")
        .anyMatch(line -> line.contains(at))
        .noneMatch(line -> line.contains(next.endsWith("=") ? next + epoch : next));
    awaitHeld(1, true);
    awaitHeld(2, true);
    assertThat(group.story().values()).containsExactly(name(1));

    // When
    await().atMost(PATIENCE).until(() -> operator.on(victim, "release").status() == 0);

    // Then
    awaitHeld(1, false);
    awaitHeld(2, false);
    assertThat(claim()).containsPattern("hold=[0-9]+@-");
  }
}
