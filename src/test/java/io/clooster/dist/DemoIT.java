// SPDX-License-Identifier: Apache-2.0
package io.clooster.dist;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.clooster.process.ProcessTest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The newcomer's first command shows what the README promises, and leaves configs to start from.
 */
@ProcessTest
class DemoIT {
  private static final Pattern DIRECTORY = Pattern.compile("which stay: (.+)");

  @TempDir private Path temp;

  @Test
  void itShowsACutACrashAndAReturnAndLeavesConfigsAsInitWritesThem() throws Exception {
    // When
    var running =
        Command.of(TestInstallation.built().script(), "demo", "--keep")
            .with("CLOOSTER_CACHE", "none")
            .with("CLOOSTER_JAVA_OPTS", "-Djava.io.tmpdir=" + temp)
            .start();
    await("the end of the show")
        .atMost(Duration.ofMinutes(4))
        .until(() -> Files.readString(running.out()).contains("try:") || !alive(running));
    var told = Files.readString(running.out(), UTF_8);
    running.process().destroy();
    var outcome = running.outcome();

    // Then
    assertThat(told)
        .as(outcome.err())
        .containsSubsequence(
            "CNAME  srv1.example.com",
            "They watch each other",
            "stands a claim now",
            "The cable between the two is cut",
            "srv1.example.com renews its claim",
            "Nothing has moved",
            "Now srv1.example.com crashes",
            "CNAME  srv2.example.com",
            "connection closed, nobody listens there",
            "The power is back",
            "CNAME  srv1.example.com",
            "Measured on this machine just now");
    assertThat(told.split("CNAME", -1)).as("values of the record").hasSize(4);
    var directory = DIRECTORY.matcher(told);
    assertThat(directory.find()).isTrue();
    // Its names are the example's, which no name server knows.
    var hosts =
        Files.writeString(temp.resolve("hosts"), "127.0.0.1 srv1.example.com srv2.example.com");
    for (var server : List.of("srv1", "srv2")) {
      var config = Path.of(directory.group(1)).resolve(server).resolve("clooster.json");
      assertThat(config)
          .content(UTF_8)
          .contains("made by \"clooster init\"", "\"servers\": [", "\"listen\": {");
      var checked =
          Command.of(TestInstallation.built().script(), "check", config)
              .with("CLOOSTER_CACHE", "none")
              .with("CLOOSTER_JAVA_OPTS", "-Djdk.net.hosts.file=" + hosts)
              .run();
      assertThat(checked.status()).as(checked.out() + checked.err()).isZero();
    }
  }

  @Test
  void ctrlCEndsItWithoutACryOrATrace() throws Exception {
    // Given
    var running =
        Command.of(TestInstallation.built().script(), "demo")
            .with("CLOOSTER_CACHE", "none")
            .with("CLOOSTER_JAVA_OPTS", "-Djava.io.tmpdir=" + temp)
            .start();
    await("two servers")
        .atMost(Duration.ofMinutes(2))
        .until(() -> Files.readString(running.out()).contains("They watch each other"));

    // When: a terminal sends it to all of them.
    var all = new ArrayList<String>(List.of("kill", "-INT"));
    running.process().descendants().forEach(each -> all.add("" + each.pid()));
    all.add("" + running.process().pid());
    new ProcessBuilder(all).inheritIO().start().waitFor();
    var outcome = running.outcome();

    // Then
    assertThat(outcome.status()).isEqualTo(130);
    assertThat(outcome.out()).contains("stopped; nothing is left behind");
    assertThat(outcome.err()).isEmpty();
    try (var left = Files.list(temp)) {
      assertThat(left.filter(each -> each.toString().contains("clooster-demo"))).isEmpty();
    }
  }

  private static boolean alive(Command.Running running) {
    return running.process().isAlive();
  }
}
