// SPDX-License-Identifier: Apache-2.0
package io.clooster.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import io.clooster.testing.Printed;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code clooster hold} and {@code release}: what they ask of the daemon, and what they say. */
@Timeout(60)
class HoldCommandTest {
  private static final String ALL = "{\"done\":true,\"not_reached\":[],\"claim\":true}";
  private static final String ONE_MISSING =
      "{\"done\":true,\"not_reached\":[{\"server\":\"srv2.test\",\"why\":\"no link with it\"}],\"claim\":%s}";

  @RegisterExtension private final Printed printed = new Printed();
  @TempDir private Path directory;
  private FakeDaemon daemon;
  private final List<String> orders = new CopyOnWriteArrayList<>();
  private volatile int code = 200;
  private volatile String answer = ALL;

  @BeforeEach
  void listen() throws IOException {
    daemon =
        new FakeDaemon(
            directory,
            () ->
                """
                {"state":"ok","because":[],"holder":"srv1.test","self":{"name":"srv1.test"},
                 "peers":[{"name":"srv2.test"}],"record":{"names":["www.test"]},"run":"run-1"}
                """);
    daemon.on("/hold", this::ordered);
    daemon.on("/release", this::ordered);
  }

  @AfterEach
  void close() {
    daemon.close();
  }

  private void ordered(HttpExchange exchange) throws IOException {
    orders.add(exchange.getRequestMethod() + " " + exchange.getRequestURI());
    FakeDaemon.answer(exchange, code, answer);
  }

  @Test
  void itIsForAnHourUnlessSomethingElseIsSaid() {
    assertThat(daemon.execute("hold")).isZero();
    assertThat(daemon.execute("hold", "--for", "90m")).isZero();

    assertThat(orders).containsExactly("POST /hold?for=1h", "POST /hold?for=90m");
    assertThat(printed.out())
        .contains("Nothing is moved for 1h: www.test stays where it is, also when a server fails.")
        .contains("clooster release ends that");
    assertThat(printed.err()).isEmpty();
  }

  @Test
  void itIsOverWhenSomebodySaysSo() {
    assertThat(daemon.execute("release")).isZero();

    assertThat(orders).containsExactly("POST /release");
    assertThat(printed.out()).contains("www.test is moved again when it has to be.");
  }

  @ParameterizedTest
  @ValueSource(strings = {"hold", "release"})
  void whoWasNotReachedIsNamed(String command) {
    answer = ONE_MISSING.formatted("true");

    assertThat(daemon.execute(command)).isEqualTo(1);

    assertThat(printed.err())
        .contains("clooster: not reached: srv2.test (no link with it)")
        .contains("the claim tells of it");
  }

  @Test
  void aClaimThatDoesNotHaveItIsTold() {
    answer = "{\"done\":true,\"not_reached\":[],\"claim\":false}";

    assertThat(daemon.execute("hold")).isEqualTo(1);

    assertThat(printed.err()).contains("the claim does not tell of it").doesNotContain("reached");
  }

  @Test
  void whereNoClaimIsUsedNoneHasToTellOfIt() {
    answer = "{\"done\":true,\"not_reached\":[],\"claim\":null}";
    assertThat(daemon.execute("hold")).isZero();

    answer = ONE_MISSING.formatted("null");
    assertThat(daemon.execute("hold")).isEqualTo(1);
    assertThat(printed.err()).contains("there is no claim that tells of it");
  }

  @Test
  void anAnswerThatIsNoneOfOursIsNotTakenForSuccess() {
    answer = "<html>";

    assertThat(daemon.execute("hold")).isEqualTo(1);
  }

  @Test
  void whatIsRefusedIsSaidInTheDaemonsWords() {
    code = 409;
    answer = "{\"error\":\"protocol 1 has no word for that\"}";

    assertThat(daemon.execute("hold")).isEqualTo(1);
    assertThat(daemon.execute("release")).isEqualTo(1);

    assertThat(printed.out()).isEmpty();
    assertThat(printed.err()).contains("clooster: protocol 1 has no word for that");
  }

  @ParameterizedTest
  @ValueSource(strings = {"tomorrow", "25h", "0s", "-1h", ""})
  void aTimeThatIsNoneIsAMistakeOfTheCommandLine(String time) {
    assertThat(daemon.execute("hold", "--for", time)).isEqualTo(4);
    assertThat(daemon.execute("release", "--for", "1h")).isEqualTo(4);

    assertThat(orders).isEmpty();
  }

  @Test
  void withoutADaemonThatIsSaid() {
    daemon.close();

    assertThat(daemon.execute("hold")).isEqualTo(3);
    assertThat(daemon.execute("release")).isEqualTo(3);
  }
}
