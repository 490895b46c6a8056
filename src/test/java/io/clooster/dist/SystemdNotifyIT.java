// SPDX-License-Identifier: Apache-2.0
package io.clooster.dist;

import static org.assertj.core.api.Assertions.assertThat;

import io.clooster.testing.Full;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the daemon tells systemd, whose place a program of a few lines takes. */
@Full
class SystemdNotifyIT {
  /** Prints each message, and a line between two. */
  private static final String LISTENS =
      """
      use Socket; $| = 1;
      socket(my $socket, AF_UNIX, SOCK_DGRAM, 0) or die;
      bind($socket, sockaddr_un($ARGV[0])) or die;
      print "--\\n";
      while (defined(recv($socket, my $message, 4096, 0))) { print "$message\\n--\\n"; }
      """;

  private static final String DECIDES =
      """
              - to:
                  uri: bean:decision
                  parameters:
                    method: "on"
      """;

  @TempDir private Path temp;

  private Command.Running systemd;
  private Command.Running daemon;

  @BeforeEach
  void listen() throws Exception {
    Tool.find("systemd-notify", "systemd");
    var perl = Tool.find("perl", "perl-base");
    systemd = Command.of(perl, "-e", LISTENS, temp.resolve("notify")).start();
    await().until(() -> !told().isEmpty());
  }

  @AfterEach
  void end() throws Exception {
    if (daemon != null) {
      daemon.process().destroyForcibly();
      daemon.outcome();
    }
    systemd.process().destroyForcibly();
    systemd.outcome();
  }

  private static ConditionFactory await() {
    return org.awaitility.Awaitility.await().atMost(Duration.ofMinutes(1));
  }

  private String told() throws IOException {
    return Files.readString(systemd.out());
  }

  private String log() throws IOException {
    return Files.readString(daemon.out());
  }

  private void start(TestInstallation installation, String path) throws Exception {
    daemon =
        Command.of(installation.script(), "run", TestInstallation.config(temp))
            .with("JAVA_HOME", System.getProperty("java.home"))
            .with("PATH", path)
            .with("CLOOSTER_CACHE", "none")
            .with("NOTIFY_SOCKET", temp.resolve("notify"))
            .with("WATCHDOG_USEC", "3000000")
            .start();
  }

  @Test
  void itIsReadyThenLivesAndShowsItsStateInALine() throws Exception {
    // When
    start(TestInstallation.built(), System.getenv("PATH"));

    // Then
    await().until(() -> told().split("WATCHDOG=1", -1).length > 4);
    await().until(() -> told().contains("\n--\nREADY=1\n--\n"));
    assertThat(told())
        .contains("STATUS=down: the record can't be read: ")
        .contains("; the holder is not known; linked with 0 of 1\n--\n");

    // And
    daemon.process().destroy();
    assertThat(daemon.process().waitFor()).isZero();
  }

  @Test
  void aDecisionThatHangsIsNotToldToLive() throws Exception {
    // Given
    var installation = TestInstallation.copiedTo(temp.resolve("clooster"));
    var routes = installation.home().resolve("routes/failover.camel.yaml");
    var text = Files.readString(routes);
    assertThat(text).contains(DECIDES);
    var hangs =
        """
                - delay:
                    asyncDelayed: false
                    expression:
                      constant:
                        expression: "600000"
        """;
    Files.writeString(routes, text.replace(DECIDES, hangs + DECIDES));

    // When
    start(installation, System.getenv("PATH"));

    // Then: a question that came before the first event was answered.
    await().until(() -> log().contains("systemd state=withheld: the decision does not answer"));
    var before = told();
    assertThat(before.split("WATCHDOG=1", -1)).hasSizeLessThanOrEqualTo(2);
    TimeUnit.SECONDS.sleep(5);
    assertThat(told()).isEqualTo(before);
    assertThat(log().split("systemd state=withheld", -1)).hasSize(2);
  }

  @Test
  void withoutTheProgramThatTellsTheLogSaysOnceWhatToDo() throws Exception {
    // Given
    var programs = Files.createDirectory(temp.resolve("bin"));
    for (var name : List.of("sh", "ls", "id", "stat", "readlink", "tail", "uname", "cat")) {
      var real = Tool.find(name, "coreutils");
      Files.createSymbolicLink(programs.resolve(name), Path.of(real));
    }

    // When
    start(TestInstallation.built(), programs.toString());

    // Then
    await().until(() -> log().contains("systemd state=untold: "));
    await().until(() -> log().contains("state=started"));
    assertThat(log()).contains("systemd-notify (there is no such program", "set Type=exec");
    assertThat(log().split("systemd state=untold", -1)).hasSize(2);
  }
}
