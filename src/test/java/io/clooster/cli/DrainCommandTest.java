// SPDX-License-Identifier: Apache-2.0
package io.clooster.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import io.clooster.testing.Printed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** {@code clooster drain} and {@code resume}: what they ask of the daemon, and wait for. */
@Timeout(60)
class DrainCommandTest {
  private static final String TOKEN = FakeDaemon.TOKEN;

  @RegisterExtension private final Printed printed = new Printed();
  @TempDir private Path directory;
  private FakeDaemon daemon;
  private final List<String> orders = new CopyOnWriteArrayList<>();
  private volatile String run = "run-1";
  private volatile String holder = "\"srv1.test\"";
  private volatile boolean drained;
  private volatile boolean another = true;
  private volatile boolean held;
  private volatile boolean taken = true;
  private volatile int code = 200;
  private volatile String answer = "{\"done\":true}";

  @BeforeEach
  void listen() throws IOException {
    daemon = new FakeDaemon(directory, this::status);
    daemon.on("/drain", this::ordered);
    daemon.on("/resume", this::ordered);
  }

  @AfterEach
  void close() {
    daemon.close();
  }

  private String status() {
    return """
        {"state":"degraded","because":["srv2.test is dead"],"holder":%s,"drained":%s,"held":%s,
         "self":{"name":"srv1.test"},"peers":[{"name":"srv2.test","could_take_over":%s}],"run":"%s"}
        """
        .formatted(holder, drained, held, another, run);
  }

  private void ordered(HttpExchange exchange) throws IOException {
    orders.add(
        exchange.getRequestMethod()
            + " "
            + exchange.getRequestURI()
            + " "
            + exchange
                .getRequestHeaders()
                .getFirst("Authorization")
                .replaceFirst("^Clooster [0-9a-f]{32}:[0-9a-f]{64}$", "signed"));
    if (code == 200) {
      drained = exchange.getRequestURI().getPath().equals("/drain");
      holder = drained && taken ? "\"srv2.test\"" : holder;
    }
    FakeDaemon.answer(exchange, code, answer);
  }

  private int execute(String command, String... more) {
    return daemon.execute(command, more);
  }

  private RunningDaemon found() throws Exception {
    return daemon.found();
  }

  private static DrainWait waits(RunningDaemon before, boolean anyway) {
    return new DrainWait(before, anyway, Duration.ofSeconds(2), Duration.ofMillis(500));
  }

  @Test
  void itIsDoneWhenAnotherServerHoldsTheRecord() {
    assertThat(execute("drain")).isZero();

    assertThat(orders).containsExactly("POST /drain?anyway=false signed");
    assertThat(printed.out())
        .contains("srv1.test is drained.", "srv2.test holds the record.")
        .doesNotContain(TOKEN);
    assertThat(printed.err()).isEmpty();
  }

  @Test
  void aStandbyNeedNotBeWaitedFor() {
    holder = "\"srv2.test\"";

    assertThat(execute("drain", "--for", "30m", "--anyway")).isZero();

    assertThat(orders).containsExactly("POST /drain?anyway=true&for=30m signed");
    assertThat(printed.out()).contains("srv1.test is drained for 30m.");
  }

  @Test
  void itPutsTheServerBack() {
    assertThat(execute("resume")).isZero();

    assertThat(orders).containsExactly("POST /resume signed");
    assertThat(printed.out()).contains("srv1.test is in service.");
  }

  @Test
  void whatTheDaemonRefusesIsSaidInItsWords() {
    code = 409;
    answer = "{\"error\":\"no other server could hold the record now\"}";

    assertThat(execute("drain")).isEqualTo(1);

    assertThat(printed.out()).isEmpty();
    assertThat(printed.err()).contains("clooster: no other server could hold the record now");
  }

  @Test
  void whatIsMissingThoughItIsDoneIsSaid() {
    answer = "{\"done\":true,\"warning\":\"it is drained again after a restart\"}";

    assertThat(execute("resume")).isZero();

    assertThat(printed.out()).contains("in service");
    assertThat(printed.err()).contains("clooster: it is drained again after a restart");
  }

  @Test
  void aDecisionThatDoesNotAnswerIsNoRefusal() {
    code = 503;
    answer = "{\"error\":\"the decision does not answer\"}";

    assertThat(execute("resume")).isEqualTo(3);

    assertThat(printed.err()).contains("the decision does not answer");
  }

  @Test
  void anAnswerThatIsNoneOfOursIsARefusal() {
    code = 500;
    answer = "<html>";

    assertThat(execute("drain")).isEqualTo(1);

    assertThat(printed.err()).contains("HTTP 500");
  }

  @Test
  void withoutADaemonThatIsSaid() {
    daemon.close();

    assertThat(execute("drain")).isEqualTo(3);
    assertThat(execute("resume")).isEqualTo(3);

    assertThat(printed.err()).contains("does not run");
  }

  @Test
  void theTokenIsShownToNoOtherDaemon() {
    run = "run-2";

    assertThat(execute("drain")).isEqualTo(3);

    assertThat(orders).isEmpty();
    assertThat(printed.err()).contains("another daemon answers");
  }

  @Test
  void aTokenThatIsNotThereOrNoneIsSaid() throws IOException {
    Path token = directory.resolve("clooster.state").resolve("operate.token");
    Files.writeString(token, "short");
    assertThat(execute("drain")).isEqualTo(1);
    assertThat(printed.err()).contains(token + " holds no token", "restart the daemon");

    Files.delete(token);
    assertThat(execute("drain")).isEqualTo(1);
    assertThat(printed.err()).contains(token + " is not there");
    assertThat(orders).isEmpty();
  }

  @Test
  void aTimeThatIsNoneIsAMistakeOfTheCommandLine() {
    assertThat(execute("drain", "--for", "tomorrow")).isEqualTo(4);
    assertThat(execute("drain", "--for", "721h")).isEqualTo(4);
    assertThat(execute("drain", "--for")).isEqualTo(4);
    assertThat(execute("resume", "--for", "1m")).isEqualTo(4);

    assertThat(orders).isEmpty();
  }

  @Test
  void whereTheOtherOneDiesMeanwhileItIsTakenBack() throws Exception {
    RunningDaemon before = found();
    drained = true;
    another = false;

    assertThatThrownBy(() -> waits(before, false).await())
        .isInstanceOf(DaemonOrder.Refused.class)
        .hasMessageContaining("no other server can hold the record any more (srv2.test is dead)")
        .hasMessageContaining("srv1.test is in service again");
    assertThat(orders).containsExactly("POST /resume signed");
  }

  @Test
  void whatWasDrainedBeforeStaysDrained() throws Exception {
    drained = true;
    another = false;

    assertThatThrownBy(() -> waits(found(), false).await())
        .isInstanceOf(DaemonOrder.Refused.class)
        .hasMessageContaining("stays drained");
    assertThat(orders).isEmpty();
  }

  @Test
  void theLastOneKeepsTheRecordWhereThatIsWanted() throws Exception {
    RunningDaemon before = found();
    drained = true;
    another = false;

    assertThat(waits(before, true).await()).isZero();

    assertThat(printed.out()).contains("it stays with srv1.test until one can");
    assertThat(orders).isEmpty();
  }

  @Test
  void whereNobodyTakesTheRecordItStaysDrained() throws Exception {
    RunningDaemon before = found();
    drained = true;
    holder = "null";

    assertThatThrownBy(() -> waits(before, false).await())
        .isInstanceOf(DaemonOrder.Refused.class)
        .hasMessageContaining("no other server has taken the record in 2 s (srv2.test is dead)")
        .hasMessageContaining("srv1.test stays drained");
    assertThat(orders).isEmpty();
  }

  @Test
  void whileNothingIsMovedNobodyWaits() throws Exception {
    RunningDaemon before = found();
    drained = true;
    held = true;

    assertThatThrownBy(() -> waits(before, false).await())
        .isInstanceOf(DaemonOrder.Refused.class)
        .hasMessageContaining("srv1.test is drained, and keeps the record")
        .hasMessageEndingWith("clooster release ends that");
    assertThat(waits(before, true).await()).isZero();
    assertThat(printed.out()).contains("srv1.test is drained, and keeps the record");
    assertThat(orders).isEmpty();
  }

  @Test
  void whatSomebodyElseHasUndoneIsNotWaitedFor() throws Exception {
    assertThatThrownBy(() -> waits(found(), false).await())
        .isInstanceOf(DaemonOrder.Refused.class)
        .hasMessageContaining("was put into service again");
  }

  @Test
  void anotherRunIsNotWaitedFor() throws Exception {
    RunningDaemon before = found();
    drained = true;
    run = "run-2";

    assertThatThrownBy(() -> waits(before, false).await()).isInstanceOf(RunningDaemon.None.class);
  }
}
