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
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** {@code clooster drill}: what it asks of the daemon, waits for, and tells. */
@Timeout(60)
class DrillCommandTest {
  @RegisterExtension private final Printed printed = new Printed();
  @TempDir private Path directory;
  private FakeDaemon daemon;
  private final List<String> orders = new CopyOnWriteArrayList<>();
  private volatile String holder = "srv1.test";
  private volatile String peers = "{\"name\":\"srv2.test\",\"could_take_over\":true}";
  private volatile boolean pinned;
  private volatile String run = "run-1";
  private final AtomicInteger looks = new AtomicInteger();
  private volatile int servers = 2;
  private volatile String refuses = "";
  private volatile String settling = "";

  @BeforeEach
  void listen() throws IOException {
    daemon = new FakeDaemon(directory, this::status);
    daemon.on("/switch", this::switched);
    daemon.on("/name-servers", this::looked);
  }

  @AfterEach
  void close() {
    daemon.close();
  }

  private String status() {
    return """
        {"state":"ok","because":[],"holder":%s,"self":{"name":"srv1.test","eligible":true},"peers":[%s],
         "record":{"names":["www.test"],"value":"srv1.test"},"claim":{"pinned":%s},"run":"%s"}
        """
        .formatted(holder == null ? null : "\"" + holder + "\"", peers, pinned, run);
  }

  private void switched(HttpExchange exchange) throws IOException {
    String query = exchange.getRequestURI().getQuery();
    orders.add(query);
    boolean tooSoon = query.equals(settling);
    settling = tooSoon ? "" : settling;
    if (query.equals(refuses) || tooSoon) {
      FakeDaemon.answer(exchange, 409, "{\"error\":\"srv1.test is drained\"}");
      return;
    }
    if (query.startsWith("to=")) {
      holder = query.substring("to=".length());
    }
    FakeDaemon.answer(exchange, 200, "{\"done\":true}");
  }

  /** The first look after each move finds one that is late. */
  private void looked(HttpExchange exchange) throws IOException {
    String late =
        looks.getAndIncrement() % 2 == 0 && servers > 0
            ? "\"ns2.test: www.test CNAME old.test\""
            : "";
    FakeDaemon.answer(
        exchange,
        200,
        "{\"value\":\"%s\",\"name_servers\":%d,\"lagging\":[%s],\"cached_seconds\":300.0}"
            .formatted(holder, servers, late));
  }

  private int execute(String... more) {
    return daemon.execute("drill", more);
  }

  @Test
  void thereAndBackAndThenTheOrderOfPreferenceCountsAgain() {
    assertThat(execute("--yes")).as(printed.err()).isZero();

    assertThat(orders).containsExactly("to=srv2.test", "to=srv1.test", "auto=true");
    assertThat(looks).hasValue(4);
    assertThat(printed.out())
        .contains("www.test goes from srv1.test to srv2.test, and back when all name servers give")
        .containsPattern("there: srv1.test -> srv2.test at [0-9:]{8} UTC: held after 0\\.[0-9] s")
        .containsPattern("back:  srv2.test -> srv1.test .*at all 2 name servers after 1\\.[0-9] s")
        .contains("for up to 300 s. Both were in service");
    assertThat(printed.err()).isEmpty();
  }

  @Test
  void whatAnOperatorHasChosenStaysChosen() {
    pinned = true;

    assertThat(execute("--yes")).isZero();

    assertThat(orders).containsExactly("to=srv2.test", "to=srv1.test");
  }

  @Test
  void oneThatHasJustGotItMayNeedAMomentBeforeItHandsItBack() {
    servers = 0;
    settling = "to=srv1.test";

    assertThat(execute("--yes")).as(printed.err()).isZero();

    assertThat(orders).containsExactly("to=srv2.test", "to=srv1.test", "to=srv1.test", "auto=true");
  }

  @Test
  void whereNobodyIsAskedItSaysSo() {
    servers = 0;

    assertThat(execute("srv2.test", "--yes")).isZero();

    assertThat(printed.out()).contains("no name server is asked, as the record is proxied");
  }

  @Test
  void whereTheWayBackIsRefusedItSaysWhereTheRecordIs() {
    refuses = "to=srv1.test";

    assertThat(execute("--yes")).isEqualTo(1);

    assertThat(orders).startsWith("to=srv2.test", "to=srv1.test").doesNotContain("auto=true");
    assertThat(printed.err())
        .contains("srv1.test is drained. The drill ended half way: the record may be at srv2.test")
        .contains("clooster switch srv1.test hands it back");
  }

  @Test
  void whereNoOtherServerCouldHoldItNothingIsDone() {
    peers = "{\"name\":\"srv2.test\",\"could_take_over\":false}";

    assertThat(execute("--yes")).isEqualTo(1);

    assertThat(orders).isEmpty();
    assertThat(printed.err()).contains("no other server could hold the record");
  }

  @Test
  void nothingIsDoneWhereNoHolderIsKnownOrThatServerIsNone() {
    assertThat(execute("srv1.test", "--yes")).isEqualTo(1);
    assertThat(execute("srv9.test", "--yes")).isEqualTo(1);
    holder = null;
    assertThat(execute("--yes")).isEqualTo(1);

    assertThat(orders).isEmpty();
    assertThat(printed.err())
        .contains("srv1.test is the server that holds the record")
        .contains("srv9.test is none of the servers")
        .contains("no server is known to hold the record");
  }

  @Test
  void nothingHappensWhereNobodyCanBeAsked() {
    assertThat(execute()).isEqualTo(1);

    assertThat(orders).isEmpty();
    assertThat(printed.err()).contains("no terminal to ask at", "--yes");
  }

  @Test
  void aCrashIsSaidWhereTheRecordIs() {
    holder = "srv2.test";

    assertThat(execute("--crash", "--yes")).isEqualTo(1);
    assertThat(execute("srv2.test", "--crash", "--yes")).isEqualTo(4);

    assertThat(printed.err())
        .contains("srv2.test holds the record: say clooster drill --crash there")
        .contains("the servers decide: name none");
  }

  @Test
  void aCrashWantsAnotherServerThatCouldTakeIt() {
    peers = "{\"name\":\"srv2.test\",\"could_take_over\":false}";

    assertThat(execute("--crash", "--yes")).isEqualTo(1);

    assertThat(printed.err()).contains("no other server could hold the record");
  }

  private CrashDrillWait waitFor(RunningDaemon before) {
    return new CrashDrillWait(before, Duration.ofSeconds(2), Duration.ofSeconds(1));
  }

  /** The daemon runs again, as another run. */
  private void returns() throws IOException {
    Path file = daemon.state().resolve("operate.json");
    Files.writeString(file, Files.readString(file).replace("run-1", "run-2"));
    run = "run-2";
  }

  @Test
  void whoTookThePlaceOfACrashedServerIsTold() throws Exception {
    RunningDaemon before = daemon.found();
    holder = "srv2.test";
    returns();

    assertThat(waitFor(before).await()).isZero();

    assertThat(printed.out())
        .contains("srv1.test is back, after 0.")
        .contains("srv2.test took its place", "clooster incidents, said there");
  }

  @Test
  void thatNobodyTookItIsNoSuccess() throws Exception {
    RunningDaemon before = daemon.found();
    returns();

    assertThatThrownBy(() -> waitFor(before).await())
        .isInstanceOf(DaemonOrder.Refused.class)
        .hasMessageContaining("no server took its place: the record is still at srv1.test");
  }

  @Test
  void aDaemonThatNothingStartsAgainIsNamed() throws Exception {
    RunningDaemon before = daemon.found();

    assertThatThrownBy(() -> waitFor(before).await())
        .isInstanceOf(DaemonOrder.Refused.class)
        .hasMessageContaining("nothing has started it again within 2 s");
  }

  @Test
  void oneThatKnowsOfNoHolderIsNoSuccess() throws Exception {
    RunningDaemon before = daemon.found();
    holder = null;
    returns();

    assertThatThrownBy(() -> waitFor(before).await())
        .isInstanceOf(DaemonOrder.Refused.class)
        .hasMessageContaining("does not know who holds the record");
  }
}
