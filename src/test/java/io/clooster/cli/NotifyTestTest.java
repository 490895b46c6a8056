// SPDX-License-Identifier: Apache-2.0
package io.clooster.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.clooster.testing.Printed;
import io.clooster.testing.Service;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code clooster notify-test}: what it sends, what it prints where, and its exit status. */
@Timeout(60)
class NotifyTestTest {
  @RegisterExtension private final Printed printed = new Printed();
  @TempDir private Path directory;
  private Service service;

  @BeforeEach
  void listen() throws IOException {
    service = new Service();
  }

  @AfterEach
  void close() {
    service.close();
  }

  @Test
  void eachGetsAMessageWhateverItsSeverity() throws Exception {
    service.answer(200, Map.of(), "ok");

    assertThat(test()).isZero();

    assertThat(printed.out())
        .contains(
            "slack@ops: delivered. The service accepted the message \"[b.test] A test of"
                + " 'slack@ops'\" and answered: ok. See whether it is where you read it; by its"
                + " severity only messages that are at least critical are sent there otherwise\n")
        .contains(
            "webhook: delivered. The service accepted the message \"[b.test] A test of 'webhook'\""
                + " and answered: {}. See whether it is where you read it\n");
    assertThat(service.calls()).hasSize(2);
    assertThat(service.calls().get(0).body()).contains("[b.test] A test of 'slack@ops'");
    assertThat(service.calls().get(1).body()).contains("\"kind\":\"notify-test\"");
    assertThat(directory).isDirectoryContaining(file -> file.endsWith("clooster.json"));
    assertThat(directory.resolve("clooster.state")).doesNotExist();
  }

  @Test
  void aRefusalIsShownWithoutTheSecretAndTheOthersAreTriedAllTheSame() throws Exception {
    service.answer(403, Map.of(), "invalid_token");

    assertThat(test()).isEqualTo(ExitStatus.FAILED);

    assertThat(printed.err())
        .contains(
            "slack@ops: not delivered: refused with HTTP 403, and it says: invalid_token. What to"
                + " do: correct the token or key in its block. This test message is not tried"
                + " again")
        .doesNotContain("/services/T0");
    assertThat(printed.out()).contains("webhook: delivered. ");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "200|<html>Log in</html>|the answer is HTTP 200 \"<html>Log in</html>\", not the text"
            + " \"ok\"|correct the address in its block, or what is in between",
        "404|no_service|refused with HTTP 404, and it says: no_service|correct the address or the"
            + " target",
        "500||refused with HTTP 500. |try it again later",
        "302||refused with HTTP 302. |write the address that it leads to"
      })
  void whatToDoFollowsWhatHappened(int status, String answer, String what, String remedy)
      throws Exception {
    service.answer(status, Map.of(), answer == null ? "" : answer);

    assertThat(test("slack@ops")).isEqualTo(ExitStatus.FAILED);

    assertThat(printed.err())
        .contains("slack@ops: not delivered: " + what)
        .contains("What to do: " + remedy);
  }

  @Test
  void oneIsTriedByItsName() throws Exception {
    assertThat(test("webhook")).isZero();

    assertThat(service.calls()).hasSize(1);
  }

  @Test
  void aMisspeltNameIsRecognisedAndAFileIsToldItsPlace() throws Exception {
    assertThat(test("webhok")).isEqualTo(ExitStatus.CONFIG);
    assertThat(printed.err()).contains("did you mean \"webhook\"?");

    assertThat(test("clooster.json")).isEqualTo(ExitStatus.CONFIG);
    assertThat(printed.err())
        .contains("no notifier has the name \"clooster.json\"")
        .contains("named by -c: clooster notify-test -c clooster.json");
  }

  @Test
  void aNameThatIsNoNotifierIsToldWithThoseThatAre() throws Exception {
    assertThat(test("slack")).isEqualTo(ExitStatus.CONFIG);

    assertThat(printed.err())
        .contains("clooster: no notifier has the name \"slack\", there are slack@ops, webhook");
    assertThat(service.calls()).isEmpty();
  }

  @Test
  void anEndpointThatCanNotBeMadeIsToldInALineAndTheOthersAreTriedAllTheSame() throws Exception {
    assertThat(testWith("\"camel@queue\": {\"uri\": \"nosuch:queue:alerts?secret=pw-4711\"},"))
        .isEqualTo(ExitStatus.FAILED);

    assertThat(printed.err())
        .contains("camel@queue: not delivered: it can't be called: ")
        .contains("a component's jars belong into lib/ext/")
        .doesNotContain("pw-4711", "\tat ", "Exception");
    assertThat(printed.out()).contains("webhook: delivered. ");
  }

  @Test
  void whatAComponentWasGivenIsNotItsAnswer() throws Exception {
    assertThat(testWith("\"camel\": {\"uri\": \"file:%s\"},".formatted(directory.resolve("out"))))
        .isEqualTo(ExitStatus.FAILED);

    assertThat(printed.out())
        .contains("camel: delivered. The service accepted the message")
        .contains("A test of 'camel'\". See whether it is where you read it\n");
  }

  private int test(String... names) throws IOException {
    return testWith("", names);
  }

  private int testWith(String block, String... names) throws IOException {
    Path file =
        Files.writeString(
            directory.resolve("clooster.json"),
            """
            {"this_server": "b.test", "servers": ["a.test", "b.test"], "listen": {"port": 2000},
             "key": "9f86d081884c7d659a2feaa0c55ad015",
             "cloudflare": {"token": "token-1", "zone": "test.org", "record": "www.test.org"},
             "slack@ops": {"url": "URL/services/T0", "severity": "critical"}, BLOCK
             "webhook": {"url": "URL/in"}}
            """
                .replace("URL", service.uri().toString())
                .replace("BLOCK", block));
    List<String> words = new ArrayList<>(List.of("notify-test", "-c", file.toString()));
    words.addAll(List.of(names));
    return Cli.execute(words.toArray(String[]::new));
  }
}
