// SPDX-License-Identifier: Apache-2.0
package io.clooster.dist;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The example of a floating address: units, the hook, and root's half with a stand-in for ip. */
class HooksExampleIT {
  private static final Path EXAMPLE = Path.of("examples", "hooks").toAbsolutePath();

  @TempDir private Path temp;
  private Path calls;

  @BeforeEach
  void standIns() throws IOException {
    calls = temp.resolve("calls");
    Path bin = Files.createDirectory(temp.resolve("bin"));
    for (var tool : List.of("ip", "arping")) {
      Path file = bin.resolve(tool);
      Files.writeString(file, "#!/bin/sh\necho " + tool + " \"$@\" >> " + calls + "\n");
      assertThat(file.toFile().setExecutable(true)).isTrue();
    }
    Files.writeString(temp.resolve("floating.conf"), "ADDRESS=192.0.2.10/24\nDEVICE=eth0\n");
  }

  private int run(Map<String, String> variables, String... words) throws Exception {
    var builder = new ProcessBuilder(words).inheritIO();
    builder.environment().putAll(variables);
    builder.environment().put("PATH", temp.resolve("bin") + ":" + System.getenv("PATH"));
    var process = builder.start();
    assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
    return process.exitValue();
  }

  /** What Clooster runs. */
  private int hook(String hook, long epoch) throws Exception {
    return run(
        Map.of(
            "CLOOSTER_HOOK", hook,
            "CLOOSTER_EPOCH", Long.toString(epoch),
            "CLOOSTER_STATE_DIR", temp.toString()),
        EXAMPLE.resolve("floating-hook").toString());
  }

  /** What root's unit runs when it sees the file. */
  private int root() throws Exception {
    return run(
        Map.of(),
        EXAMPLE.resolve("floating-address").toString(),
        wanted().toString(),
        temp.resolve("floating.conf").toString(),
        temp.resolve("epoch").toString());
  }

  private Path wanted() {
    return temp.resolve("floating").resolve("wanted");
  }

  private List<String> calls() throws IOException {
    return Files.exists(calls) ? Files.readAllLines(calls) : List.of();
  }

  @Test
  void theAddressFollowsTheRecord() throws Exception {
    assertThat(hook("on_active", 7)).isZero();
    assertThat(wanted()).hasContent("take 7\n");
    assertThat(root()).isZero();
    assertThat(calls())
        .containsExactly(
            "ip address replace 192.0.2.10/24 dev eth0", "arping -q -c 2 -A -I eth0 192.0.2.10");

    assertThat(hook("on_standby", 8)).isZero();
    assertThat(root()).isZero();
    assertThat(calls()).endsWith("ip address delete 192.0.2.10/24 dev eth0").hasSize(3);
  }

  @Test
  void whatIsOlderIsLeftAlone() throws Exception {
    hook("on_standby", 8);
    root();
    hook("on_active", 7);
    assertThat(root()).isZero();
    assertThat(calls()).noneMatch(call -> call.contains("replace"));
  }

  @Test
  void rootTakesNothingButAWordAndANumberFromTheFile() throws Exception {
    for (var text :
        List.of("", "take", "take x", "take 7; id", "take 7 8", "take -1", "x".repeat(100_000))) {
      Files.createDirectories(wanted().getParent());
      Files.writeString(wanted(), text);
      assertThat(root()).as(text).isNotZero();
    }
    Files.delete(wanted());
    Files.createSymbolicLink(wanted(), temp.resolve("floating.conf"));
    assertThat(root()).isNotZero();
    assertThat(calls()).isEmpty();
  }

  @Test
  void theHookRefusesWhatItIsNotFor() throws Exception {
    assertThat(hook("on_unhealthy", 7)).isEqualTo(64);
  }

  @Test
  void systemdUnderstandsEveryLine() throws Exception {
    var analyze = Tool.find("systemd-analyze", "systemd");
    for (var name : List.of("clooster-floating.path", "clooster-floating.service")) {
      Files.writeString(
          temp.resolve(name),
          Files.readString(EXAMPLE.resolve(name))
              .replace("/usr/local/lib/clooster/floating-address", "/bin/true"));
    }

    var outcome =
        Command.of(
                analyze,
                "verify",
                temp.resolve("clooster-floating.path"),
                temp.resolve("clooster-floating.service"))
            .run();

    assertThat(outcome.err()).isEmpty();
    assertThat(outcome.out()).isEmpty();
    assertThat(outcome.status()).isZero();
  }

  @Test
  void theScriptsAreClean() throws Exception {
    var shellcheck = Tool.find("shellcheck", "shellcheck");

    var outcome =
        Command.of(
                shellcheck,
                "-x",
                EXAMPLE.resolve("floating-hook"),
                EXAMPLE.resolve("floating-address"))
            .run();

    assertThat(outcome.out()).isEmpty();
    assertThat(outcome.status()).isZero();
  }
}
