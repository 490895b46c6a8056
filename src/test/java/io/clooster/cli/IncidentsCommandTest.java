// SPDX-License-Identifier: Apache-2.0
package io.clooster.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.clooster.testing.Printed;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** {@code clooster incidents}: what it prints, and its exit status. */
@Timeout(60)
class IncidentsCommandTest {
  private static final String TWO =
      """
      {"server":"srv2.test","incidents":[
        {"id":"moved-9","kind":"moved","outcome":"moved","server":"srv2.test","from":"srv2.test",
         "to":"srv1.test","moments":{"shown":"2026-12-02T04:00:00Z"},"seconds":{"shown":0.0}},
        {"id":"srv1.test-7","kind":"peer-down","outcome":"moved","server":"srv1.test","by":"srv2.test",
         "from":"srv1.test","to":"srv2.test","message":"run-1","title":"srv1.test is down",
         "text":"It is\\u001b[31m down.",
         "moments":{"heard":"2026-12-02T03:04:05.120Z","suspected":"2026-12-02T03:04:06Z",
                    "written":"2026-12-02T03:04:07.210Z","told":"2026-12-02T03:04:07.900Z"},
         "seconds":{"heard":0.0,"suspected":0.88,"written":2.09,"told":2.78},"name_servers":2}]}
      """;

  @RegisterExtension private final Printed printed = new Printed();
  @TempDir private Path directory;
  private FakeDaemon daemon;
  private volatile String told = TWO;
  private volatile int code = 200;

  @BeforeEach
  void listen() throws IOException {
    daemon = new FakeDaemon(directory, () -> "{\"state\":\"ok\",\"run\":\"run-1\"}");
    daemon.on("/incidents", exchange -> FakeDaemon.answer(exchange, code, told));
  }

  @AfterEach
  void close() {
    daemon.close();
  }

  private int incidents(String... more) {
    return daemon.execute("incidents", more);
  }

  @Test
  void aLineSaysWhatHappenedAndHowLongItTook() {
    assertThat(incidents()).isZero();

    assertThat(printed.out().lines())
        .satisfiesExactly(
            line ->
                assertThat(line)
                    .startsWith("2026-12-02 04:00:00Z  moved-9")
                    .endsWith("the record was moved: srv2.test -> srv1.test"),
            line ->
                assertThat(line)
                    .startsWith("2026-12-02 03:04:05Z  srv1.test-7")
                    .endsWith(
                        "srv1.test was down: srv1.test -> srv2.test, by srv2.test, written after 2.1 s"));
  }

  @Test
  void anIdShowsAllMomentsAndNothingThatATerminalObeys() {
    assertThat(incidents("srv1.test-7")).isZero();

    assertThat(printed.out())
        .contains("It is [31m down.")
        .contains("heard last                 2026-12-02T03:04:05.120Z  +0.000 s  (+0.000 s)")
        .contains("written                    2026-12-02T03:04:07.210Z  +2.090 s  (+1.210 s)")
        .contains("2 name servers give the new value")
        .doesNotContain("\u001b");
  }

  @Test
  void programsGetWhatTheDaemonTells() {
    assertThat(incidents("--json")).isZero();
    assertThat(incidents("moved-9", "--json")).isZero();

    assertThat(printed.out()).contains(TWO.strip(), "\n{\"id\":\"moved-9\"");
  }

  @Test
  void anIdThatThereIsNotIsNamed() {
    assertThat(incidents("srv1.test-8")).isEqualTo(1);
    assertThat(incidents("./other.json")).isEqualTo(1);

    assertThat(printed.err())
        .contains("no incident has the ID srv1.test-8")
        .contains("a configuration is named by -c: clooster incidents -c ./other.json");
  }

  @Test
  void noIncidentIsSaidPlainly() {
    told = "{\"server\":\"srv2.test\",\"incidents\":[]}";

    assertThat(incidents()).isZero();

    assertThat(printed.out())
        .contains("No server has died, and no record was moved, as far as srv2.test knows.");
  }

  @Test
  void anOlderDaemonKeepsNoList() {
    code = 404;

    assertThat(incidents()).isEqualTo(3);

    assertThat(printed.err()).contains("of an older version");
  }
}
