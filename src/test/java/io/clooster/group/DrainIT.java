// SPDX-License-Identifier: Apache-2.0
package io.clooster.group;

import static io.clooster.group.ServerGroup.name;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.clooster.process.ProcessTest;
import io.clooster.sandbox.SandboxFault;
import io.clooster.testing.Full;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** An operator takes a server out of service, and puts it back. */
@ProcessTest
@Full
class DrainIT {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @RegisterExtension private final ServerGroup group = new ServerGroup();

  private final OperatedGroup operator = new OperatedGroup(group);

  private void start(int servers) throws IOException {
    group.of(servers);
    operator.start();
  }

  private void awaitDrained(int server, boolean drained) {
    await()
        .atMost(PATIENCE)
        .until(
            () -> operator.status(server).path("drained").asText().equals(String.valueOf(drained)));
  }

  @Test
  void aDrainedServerGivesTheRecordUpAndStaysOutOfServiceOverARestart() throws Exception {
    // Given
    start(2);

    // When
    var drained = operator.on(1, "drain");

    // Then
    assertThat(drained.err()).isEmpty();
    assertThat(drained.out()).contains(name(1) + " is drained.", name(2) + " holds the record.");
    assertThat(drained.status()).isZero();
    group.story().awaitRecord(2);

    // When
    group.srv(1).stop("HUP");
    group.srv(1).start();
    group.srv(1).awaitLine("state=drained");
    group.awaitLinked();

    // Then
    var last = operator.on(2, "drain");
    assertThat(last.status()).isEqualTo(1);
    assertThat(last.err()).contains("no other server could hold the record now");
    var seen = operator.status(2);
    assertThat(seen.path("drained").asBoolean()).isFalse();
    assertThat(seen.path("peers").path(0).path("drained").asBoolean()).isTrue();
    assertThat(seen.path("peers").path(0).path("could_take_over").asBoolean()).isFalse();

    // When
    var resumed = operator.on(1, "resume");

    // Then
    assertThat(resumed.out()).contains(name(1) + " is in service.");
    assertThat(operator.status(1).path("drained").asBoolean()).isFalse();
    assertThat(group.srv(1).stateDirectory().resolve("drain.json")).doesNotExist();
    group.story().ends(List.of(1, 2), Told.drained(2, 1));
  }

  @Test
  void itEndsByItselfAndTheRecordGoesBackAsAfterNoFailure() throws Exception {
    // Given
    group.of(3).set("/failback_delay", "4s");
    operator.prepare();
    group.start();

    // When
    assertThat(operator.on(1, "drain", "--for", "8s").status()).isZero();
    group.srv(1).awaitLine("state=undrained");

    // Then
    group.story().awaitRecord(1);
    assertThat(group.srv(2).lines("state=preferred")).anyMatch(line -> line.contains("in 4 s"));
    group.story().ends(List.of(1, 2, 1), Told.drained(2, 1), Told.goesBack(2, 1));
  }

  @Test
  void aDrainedServerDoesNotTakeTheRecordOfADeadOneUntilItIsPutBack() throws Exception {
    // Given
    start(2);
    assertThat(operator.on(2, "drain").out()).contains(name(1) + " holds the record.");

    // When
    group.srv(1).kill();
    group.story().awaitNotes(1);
    group.story().settles();

    // Then
    assertThat(group.story().values()).containsExactly(name(1));
    assertThat(group.story().notes().get(0).title()).contains("'srv1.example.com' is now down");
    assertThat(group.story().notes().get(0).body())
        .contains("no server can take its place: drained by an operator: srv2.example.com");
    assertThat(operator.on(2, "status").status()).isEqualTo(2);

    // When
    assertThat(operator.on(2, "resume").status()).isZero();

    // Then
    group.story().awaitRecord(2);
  }

  @Test
  void theLastOneIsDrainedWhereThatIsWantedAndKeepsTheRecord() throws Exception {
    // Given
    start(2);
    group.srv(2).stop();

    // When
    var refused = operator.on(1, "drain");
    var drained = operator.on(1, "drain", "--anyway");

    // Then
    assertThat(refused.status()).isEqualTo(1);
    assertThat(drained.status()).isZero();
    assertThat(drained.out()).contains("it stays with " + name(1) + " until one can");
    group.story().awaitNotes(2);
    assertThat(group.story().notes().get(1).title())
        .contains("No server is eligible: drained by an operator: " + name(1));

    // When
    group.srv(2).start();

    // Then
    group.story().awaitRecord(2);
    awaitDrained(1, true);
  }

  @Test
  void whileTheProviderIsAwayItIsWaitedFor() throws Exception {
    // Given
    start(2);
    var away = group.cloudflare().faults().onAny().always(SandboxFault.answer(503, "1", "away"));

    // When
    var drain = operator.begins(1, "drain");
    group.srv(2).awaitLine("state=failing");
    assertThat(drain).isNotDone();
    away.remove();

    // Then
    assertThat(drain.get(60, TimeUnit.SECONDS).status()).isZero();
    group.story().awaitRecord(2);
  }

  @Test
  void twoAtOnceLeaveTheRecordWithAServerThatIsInService() throws Exception {
    // Given
    start(2);

    // When
    var first = operator.begins(1, "drain");
    var second = operator.begins(2, "drain");

    // Then
    var drained = first.get(60, TimeUnit.SECONDS).status() == 0 ? 1 : 0;
    drained += second.get(60, TimeUnit.SECONDS).status() == 0 ? 1 : 0;
    assertThat(drained).isEqualTo(1);
    var holder = operator.status(1).path("holder").asText();
    assertThat(operator.status(1).path("drained").asBoolean()).isNotEqualTo(holder.equals(name(1)));
    assertThat(operator.status(2).path("drained").asBoolean()).isNotEqualTo(holder.equals(name(2)));
  }

  @Test
  void onAFullDiskItIsRefusedAndTheServerCanBePutBackAllTheSame() throws Exception {
    // Given: a log that does not stop for it.
    group.of(2);
    operator.prepare();
    group.srv(1).by("bash", "-c", "exec \"$@\" > >(exec cat)", "bash");
    group.start();
    await().until(() -> Files.exists(group.srv(1).stateDirectory().resolve("operate.json")));
    limitFiles(1, "0");

    // When
    var refused = operator.on(1, "drain");

    // Then
    assertThat(refused.status()).isEqualTo(1);
    assertThat(refused.err()).contains("can't be stored", "nothing was changed");
    assertThat(operator.status(1).path("drained").asBoolean()).isFalse();

    // When
    limitFiles(1, "unlimited");
    assertThat(operator.on(1, "drain").status()).isZero();
    limitFiles(1, "0");

    // Then
    assertThat(operator.on(1, "resume").status()).isZero();
    assertThat(operator.status(1).path("drained").asBoolean()).isFalse();
  }

  /** Whatever this server writes into a file beyond that fails. */
  private void limitFiles(int server, String bytes) throws IOException, InterruptedException {
    var prlimit =
        new ProcessBuilder(
                "prlimit", "--pid", "" + group.srv(server).pid(), "--fsize=" + bytes + ":")
            .inheritIO()
            .start();
    assertThat(prlimit.waitFor()).isZero();
  }

  @Test
  void whatIsNoDrainFileKeepsTheServerOutOfServiceAndIsTold() throws Exception {
    // Given
    group.of(2);
    operator.prepare();
    var file = group.srv(2).stateDirectory().resolve("drain.json");
    Files.createDirectories(file.getParent());
    Files.writeString(file, "\u0000".repeat(3), UTF_8);

    // When
    group.start();

    // Then
    assertThat(group.srv(2).lines("file=" + file + " state=illegible")).hasSize(1);
    awaitDrained(2, true);
    assertThat(operator.on(2, "resume").status()).isZero();
    assertThat(file).doesNotExist();
    awaitDrained(2, false);
  }

  /**
   * The victim is killed in a step of the drain, which its log names last; calls are slow, so that
   * each step lasts.
   */
  @ParameterizedTest
  @CsvSource({
    "1, server=srv1.example.com state=drained, state=yielded",
    "1, state=yielded: srv2.example.com, never",
    "2, peer=srv1.example.com state=drained, state=writing",
    "2, state=writing value=srv2.example.com, state=settled value=srv2",
    "2, state=settled value=srv2.example.com, never"
  })
  void whoIsKilledInAStepOfItLeavesAServerThatServes(int victim, String step, String next)
      throws Exception {
    // Given
    start(2);
    var faults = group.cloudflare().faults();
    faults.on("POST", "/batch").always(SandboxFault.slowAfterEffect(Duration.ofSeconds(2)));
    faults.onAny().always(SandboxFault.slowBeforeEffect(Duration.ofSeconds(1)));

    // When
    var drain = operator.begins(1, "drain");
    group.srv(victim).awaitLine(step);
    group.srv(victim).kill();
    var hit = group.srv(victim).lines();
    var status = drain.get(90, TimeUnit.SECONDS).status();
    faults.clear();
    group.srv(victim).start();
    group.awaitLinked();

    // Then
    assertThat(hit).as("the step that was hit").noneMatch(line -> line.contains(next));
    boolean drained = victim == 1 || status == 0;
    awaitDrained(1, drained);
    if (drained) {
      group.story().awaitRecord(2);
    }
    group.story().settles();
    assertThat(operator.status(1).path("holder").asText()).isEqualTo(group.story().holds());
    assertThat(operator.status(2).path("holder").asText()).isEqualTo(group.story().holds());

    // When
    assertThat(operator.on(1, "resume").status()).isZero();

    // Then
    awaitDrained(1, false);
  }
}
