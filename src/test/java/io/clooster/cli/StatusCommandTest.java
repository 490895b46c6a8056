// SPDX-License-Identifier: Apache-2.0
package io.clooster.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import io.clooster.testing.Printed;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** {@code clooster status}: how it finds the daemon, what it prints, and its exit status. */
@Timeout(60)
class StatusCommandTest {
  private static final String DEGRADED =
      """
      {"state":"degraded","because":["srv2.test is dead: connection refused"],"holder":"srv1.test",
       "self":{"name":"srv1.test","role":"active","eligible":true,"holds_for":65.2,"hands_over_to":null},
       "peers":[{"name":"srv2.test","state":"dead","could_take_over":false,"heard":null,"missed":12.5,
                 "eligible":null,"holder":null,"sees":[],"hint":"connection refused"}],
       "claim":{"epoch":7,"holder":"srv1.test","shown":"listed","missing":false},
       "record":{"names":["www.example.com"],"value":"srv1.test","wanted":"srv1.test","as_wanted":true,
                 "failing":null,"failing_for":null},
       "alerts":[],"protocol":2,"version":"2.0.0","run":"run-1"}
      """;

  @RegisterExtension private final Printed printed = new Printed();
  @TempDir private Path directory;
  private HttpServer daemon;
  private volatile String told = DEGRADED;
  private volatile int missing;
  private volatile int code = 200;
  private final AtomicInteger asked = new AtomicInteger();

  @BeforeEach
  void listen() throws IOException {
    daemon = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    daemon.createContext(
        "/status",
        exchange -> {
          asked.incrementAndGet();
          byte[] body = told.getBytes(UTF_8);
          exchange.sendResponseHeaders(code, body.length + missing);
          exchange.getResponseBody().write(body);
          if (missing == 0) {
            exchange.close();
          }
        });
    daemon.start();
  }

  @AfterEach
  void close() {
    daemon.stop(0);
  }

  private void isFoundBy(String run) throws IOException {
    Path state = Files.createDirectories(directory.resolve("clooster.state"));
    Files.writeString(
        state.resolve("operate.json"),
        "{\"address\": \"http://127.0.0.1:%d\", \"run\": \"%s\"}"
            .formatted(daemon.getAddress().getPort(), run));
  }

  private void isFoundByThePackagesState(String operate) throws IOException {
    Path state = Files.createDirectories(directory.resolve("packaged"));
    Files.writeString(
        state.resolve("operate.json"),
        "{\"address\": \"http://127.0.0.1:%d\", \"run\": \"run-1\"}"
            .formatted(daemon.getAddress().getPort()));
    Files.writeString(directory.resolve("clooster.json"), operate);
  }

  private int statusOfThePackage(String... args) {
    return new CommandLine(new StatusCommand(new DaemonOption(directory.resolve("packaged"))))
        .execute(args);
  }

  private String config() {
    return directory.resolve("clooster.json").toString();
  }

  private int status(String... more) throws IOException {
    Path config = directory.resolve("clooster.json");
    if (Files.notExists(config)) {
      Files.writeString(config, "{\"key\": \"{{file:/none/that/can/be/read}}\"}");
    }
    String[] args = new String[more.length + 3];
    args[0] = "status";
    args[1] = "-c";
    args[2] = config.toString();
    System.arraycopy(more, 0, args, 3, more.length);
    return Cli.execute(args);
  }

  @Test
  void oneScreenSaysHowItStands() throws Exception {
    isFoundBy("run-1");

    assertThat(status()).isEqualTo(1);

    assertThat(printed.out())
        .contains("DEGRADED", "srv2.test is dead: connection refused.")
        .contains("www.example.com -> srv1.test; held by srv1.test")
        .contains("epoch 7 of srv1.test")
        .contains("this server: active for 65.2 s")
        .contains("dead for 12.5 s; not eligible")
        .containsOnlyOnce("connection refused");
    assertThat(printed.err()).isEmpty();
  }

  @Test
  void aServerThatIsDrainedIsShownAsThat() throws Exception {
    isFoundBy("run-1");
    told =
        DEGRADED
            .replace("\"state\":\"degraded\"", "\"state\":\"degraded\",\"drained\":true")
            .replace("\"hint\":", "\"drained\":true,\"hint\":");

    assertThat(status()).isEqualTo(1);

    assertThat(printed.out())
        .contains("this server: active for 65.2 s, drained")
        .contains("dead for 12.5 s; drained")
        .doesNotContain("its own checks fail");
  }

  @Test
  void programsGetWhatTheDaemonTells() throws Exception {
    isFoundBy("run-1");

    assertThat(status("--json")).isEqualTo(1);

    assertThat(printed.out().strip()).isEqualTo(DEGRADED.strip());
  }

  @Test
  void whoAsksWhetherItAnswersGetsThatAlone() throws Exception {
    isFoundBy("run-1");

    assertThat(status("--live")).isZero();
  }

  @Test
  void allWellIsStatusZeroAndDownIsTwo() throws Exception {
    isFoundBy("run-1");
    told = DEGRADED.replace("degraded", "ok");
    assertThat(status()).isZero();
    told = DEGRADED.replace("degraded", "down");
    assertThat(status()).isEqualTo(2);
  }

  @Test
  void anAnswerThatNeverEndsIsWaitedForNoLongerThanTenSeconds() throws Exception {
    isFoundBy("run-1");
    missing = 1;

    assertThat(status()).isEqualTo(3);

    assertThat(printed.err())
        .contains("no whole answer in 10 s. This machine may be too busy", "on another server")
        .doesNotContain("restart");
  }

  @Test
  void aDecisionThatDoesNotAnswerIsNoDaemonThatDoesNotRun() throws Exception {
    isFoundBy("run-1");
    code = 503;
    told = "{\"error\": \"the decision does not answer\"}";

    assertThat(status("--live")).isEqualTo(3);

    assertThat(printed.err())
        .contains("can't be asked for", "HTTP 503, the decision does not answer. This machine may")
        .doesNotContain("does not run", "Exception", "restart", "{");
  }

  @Test
  void whoWatchesSeesItAgainAndAgain() throws Exception {
    isFoundBy("run-1");
    Thread watcher =
        new Thread(
            () -> {
              try {
                status("--watch");
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
            });

    watcher.start();

    await().until(() -> asked.get() >= 2);
    watcher.interrupt();
    watcher.join();
  }

  @Test
  void withoutADaemonThatIsSaid() throws Exception {
    assertThat(status()).isEqualTo(3);

    assertThat(printed.err())
        .contains("no daemon tells of its state in", "just starting", "has \"operate\": false");
  }

  @Test
  void whatAnEarlierRunLeftIsNoDaemon() throws Exception {
    isFoundBy("run-0");
    assertThat(status()).isEqualTo(3);
    assertThat(printed.err()).contains("another daemon answers");
    daemon.stop(0);
    assertThat(status()).isEqualTo(3);
    assertThat(printed.err()).contains("nothing answers at");
  }

  @Test
  void aServiceOfSystemdIsFoundThoughOnlyItHasTheDirectoryInItsEnvironment() throws Exception {
    isFoundByThePackagesState(
        "{\"operate\": {\"port\": %d}}".formatted(daemon.getAddress().getPort()));

    assertThat(statusOfThePackage("-c", config())).isEqualTo(1);
  }

  @Test
  void soIsEachOfSeveralByTheNameOfItsConfiguration() throws Exception {
    isFoundByThePackagesState(
        "{\"operate\": {\"port\": %d}}".formatted(daemon.getAddress().getPort()));
    Files.move(directory.resolve("packaged"), directory.resolve("packaged-web"));
    Files.move(directory.resolve("clooster.json"), directory.resolve("web.json"));

    assertThat(statusOfThePackage("-c", directory.resolve("web.json").toString())).isEqualTo(1);
  }

  @Test
  void aDaemonBesideTheConfigurationComesFirst() throws Exception {
    isFoundBy("run-1");
    isFoundByThePackagesState("{}");
    Files.writeString(directory.resolve("packaged").resolve("operate.json"), "{");

    assertThat(statusOfThePackage("-c", config())).isEqualTo(1);
  }

  @Test
  void theServiceOfAnotherConfigurationIsNotTakenForThisOne() throws Exception {
    isFoundByThePackagesState("{\"operate\": {\"port\": 1}}");

    assertThat(statusOfThePackage("-c", config())).isEqualTo(3);

    assertThat(printed.err())
        .contains(
            "no daemon tells of its state in " + directory.resolve("clooster.state"),
            "nor in " + directory.resolve("packaged"),
            "of another configuration");
  }

  @Test
  void whereTheStateDirectoryIsWrittenNoOtherIsLookedAt() throws Exception {
    isFoundByThePackagesState("{\"state_dir\": \"mine\"}");

    assertThat(statusOfThePackage("-c", config())).isEqualTo(3);

    assertThat(printed.err()).contains(directory.resolve("mine") + " (by state_dir): it does not");
  }

  @Test
  void aMistypedCommandLineIsNeverDown() throws Exception {
    assertThat(status("--jsno")).isEqualTo(4);
    assertThat(Cli.execute("status", "a.json", "b.json")).isEqualTo(4);
    assertThat(Cli.execute("status", "-c", "a.json", "b.json")).isEqualTo(4);
  }

  @Test
  void aFileThatIsNoConfigurationIsStatusFour() throws Exception {
    Files.writeString(directory.resolve("clooster.json"), "{ \"state_dir\": ");

    assertThat(status()).isEqualTo(4);
  }
}
