// SPDX-License-Identifier: Apache-2.0
package io.clooster.dist;

import static org.assertj.core.api.Assertions.assertThat;

import io.clooster.testing.Full;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the daemon tells systemd, whose place a program of a few lines takes. */
@Full
class SystemdNotifyIT {
  /** Prints each message, who has sent it, and a line between two. */
  private static final String LISTENS =
      """
      import socket, struct, sys
      place = sys.argv[1]
      listener = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
      listener.setsockopt(socket.SOL_SOCKET, socket.SO_PASSCRED, 1)
      listener.bind("\\0" + place[1:] if place.startswith("@") else place)
      print("--", flush=True)
      while True:
          message, credentials, _, _ = listener.recvmsg(4096, socket.CMSG_SPACE(12))
          pid = struct.unpack("3i", credentials[0][2])[0]
          print(message.decode(), f"by {pid}", "--", sep="\\n", flush=True)
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

  private String place;

  private void listen(String where) throws Exception {
    place = where;
    var python = Tool.find("python3", "python3");
    systemd = Command.of(python, "-c", LISTENS, where).start();
    await().until(() -> !told().isEmpty());
  }

  @AfterEach
  void end() throws Exception {
    if (daemon != null) {
      daemon.process().destroyForcibly();
      daemon.outcome();
    }
    if (systemd != null) {
      systemd.process().destroyForcibly();
      systemd.outcome();
    }
  }

  private Path cache() throws IOException {
    return Files.createDirectories(temp.resolve("cache"));
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

  private void start(TestInstallation installation) throws Exception {
    daemon =
        Command.of(installation.script(), "run", TestInstallation.config(temp))
            .with("JAVA_HOME", System.getProperty("java.home"))
            .with("CLOOSTER_CACHE", "none")
            .with("NOTIFY_SOCKET", place)
            .with("CACHE_DIRECTORY", cache() + ":/none")
            .with("WATCHDOG_USEC", "3000000")
            .start();
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void itIsReadyThenLivesAndShowsItsStateInALine(boolean isAbstract) throws Exception {
    listen(isAbstract ? "@clooster-" + UUID.randomUUID() : temp.resolve("notify").toString());

    // When
    start(TestInstallation.built());

    // Then
    await().until(() -> told().split("WATCHDOG=1", -1).length > 4);
    var itself = "\nby " + daemon.process().pid() + "\n--\n";
    await().until(() -> told().contains("\n--\nREADY=1" + itself));
    assertThat(told())
        .contains("\n--\nREADY=1\nWATCHDOG=1\nSTATUS=down: the record can't be read: ")
        .contains("; the holder is not known; linked with 0 of 1" + itself);
    assertThat(told().split("\nby ", -1)).hasSameSizeAs(told().split(itself, -1));
    assertThat(cache())
        .isDirectoryContaining(file -> file.getFileName().toString().startsWith("libjnidispatch-"));

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

    listen(temp.resolve("notify").toString());

    // When
    start(installation);

    // Then: a question that came before the first event was answered.
    await().until(() -> log().contains("systemd state=withheld: the decision does not answer"));
    await().until(() -> told().contains("READY=1"));
    var before = told();
    assertThat(before.split("WATCHDOG=1", -1)).hasSizeLessThanOrEqualTo(2);
    TimeUnit.SECONDS.sleep(5);
    assertThat(told()).isEqualTo(before);
    assertThat(log().split("systemd state=withheld", -1)).hasSize(2);
  }

  @Test
  void whereNobodyListensTheLogSaysOnceWhatToDoAndWhenThatIsOver() throws Exception {
    // Given
    place = temp.resolve("notify").toString();

    // When
    start(TestInstallation.built());

    // Then
    await().until(() -> log().contains("systemd state=untold: "));
    await().until(() -> log().contains("state=started"));
    assertThat(log()).contains(place + ": [2] No such file or directory)", "set Type=exec");
    TimeUnit.SECONDS.sleep(3);
    assertThat(log().split("systemd state=untold", -1)).hasSize(2);

    // And
    listen(place);
    await().until(() -> log().contains("systemd state=told: "));
    assertThat(told()).contains("READY=1\nWATCHDOG=1\nSTATUS=");
  }
}
