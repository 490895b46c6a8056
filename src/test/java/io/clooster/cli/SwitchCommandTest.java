// SPDX-License-Identifier: Apache-2.0
package io.clooster.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import io.clooster.testing.Printed;
import java.io.IOException;
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

/** {@code clooster switch}: what it asks of the daemon, and waits for. */
@Timeout(60)
class SwitchCommandTest {
  @RegisterExtension private final Printed printed = new Printed();
  @TempDir private Path directory;
  private FakeDaemon daemon;
  private final List<String> orders = new CopyOnWriteArrayList<>();
  private volatile String holder = "srv1.test";
  private volatile String peers = "{\"name\":\"srv2.test\"}";
  private volatile boolean moves = true;
  private volatile int code = 200;

  @BeforeEach
  void listen() throws IOException {
    daemon = new FakeDaemon(directory, this::status);
    daemon.on("/switch", this::ordered);
  }

  @AfterEach
  void close() {
    daemon.close();
  }

  private String status() {
    return """
        {"state":"ok","because":[],"holder":"%s","self":{"name":"srv1.test"},"peers":[%s],
         "record":{"names":["www.test"],"value":"%s"},"run":"run-1"}
        """
        .formatted(holder, peers, holder);
  }

  private void ordered(HttpExchange exchange) throws IOException {
    orders.add(exchange.getRequestMethod() + " " + exchange.getRequestURI());
    String query = exchange.getRequestURI().getQuery();
    if (code == 200 && moves && query.startsWith("to=")) {
      holder = query.substring("to=".length());
    }
    FakeDaemon.answer(
        exchange, code, code == 200 ? "{\"done\":true}" : "{\"error\":\"srv2.test is drained\"}");
  }

  private int execute(String... more) {
    return daemon.execute("switch", more);
  }

  @Test
  void itSaysWhatHappensAndWaitsUntilTheServerHoldsTheRecord() {
    assertThat(execute("srv2.test", "--yes")).isZero();

    assertThat(orders).containsExactly("POST /switch?to=srv2.test");
    assertThat(printed.out())
        .contains("www.test goes from srv1.test to srv2.test. It stays there until it fails")
        .contains("srv2.test holds the record, after 0.");
    assertThat(printed.err()).isEmpty();
  }

  @Test
  void ofTwoItIsTheOtherOne() {
    assertThat(execute("--yes")).isZero();
    assertThat(execute("--yes")).isZero();

    assertThat(orders).containsExactly("POST /switch?to=srv2.test", "POST /switch?to=srv1.test");
  }

  @Test
  void ofMoreOneHasToBeNamed() {
    peers = "{\"name\":\"srv2.test\"},{\"name\":\"srv3.test\"}";

    assertThat(execute("--yes")).isEqualTo(1);

    assertThat(orders).isEmpty();
    assertThat(printed.err()).contains("name the server", "srv1.test, srv2.test, srv3.test");
  }

  @Test
  void nothingHappensWhereNobodyCanBeAsked() {
    assertThat(execute("srv2.test")).isEqualTo(1);

    assertThat(orders).isEmpty();
    assertThat(printed.err()).contains("no terminal to ask at", "--yes");
  }

  @Test
  void oneThatHoldsItAlreadyKeepsIt() {
    assertThat(execute("srv1.test", "--yes")).isZero();

    assertThat(printed.out()).contains("srv1.test holds www.test already. It keeps that until");
  }

  @Test
  void theChoiceIsTakenBack() {
    assertThat(execute("--auto")).isZero();

    assertThat(orders).containsExactly("POST /switch?auto=true");
    assertThat(printed.out()).contains("the order of preference");
  }

  @Test
  void aServerAndAutoAreAMistake() {
    assertThat(execute("srv2.test", "--auto")).isEqualTo(4);

    assertThat(orders).isEmpty();
    assertThat(printed.err()).contains("not both");
  }

  @Test
  void whatIsRefusedIsSaidInTheDaemonsWords() {
    code = 409;

    assertThat(execute("srv2.test", "--yes")).isEqualTo(1);

    assertThat(printed.err()).contains("srv2.test is drained");
  }

  @Test
  void aServerThatDoesNotGetTheRecordIsNotWaitedForForEver() throws Exception {
    RunningDaemon found = daemon.found();
    SwitchWait wait = new SwitchWait(found, "srv2.test", Duration.ofSeconds(1));

    assertThatThrownBy(wait::await)
        .isInstanceOf(DaemonOrder.Refused.class)
        .hasMessageContaining("srv2.test does not hold the record after 1 s");
  }
}
