// SPDX-License-Identifier: Apache-2.0
package io.clooster.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.clooster.config.Config;
import io.clooster.config.ConfigReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProgramsTest {
  @TempDir private Path directory;

  @Test
  void whatCanBeRunIsRight() throws Exception {
    assertThat(found("/bin/sh", "sh")).isEmpty();
  }

  @Test
  void whatIsNotThereIsAnErrorAndWhatMayBeElsewhereNone() throws Exception {
    List<Programs.Trouble> found = found("/no/such/program", "no-such-program-in-the-path");

    assertThat(found).extracting(Programs.Trouble::certain).containsExactly(true, false);
    assertThat(found)
        .extracting(trouble -> trouble.problem().key() + ": " + trouble.problem().what())
        .containsExactly(
            "exec.command: /no/such/program is not there",
            "checks: no-such-program-in-the-path is in no directory of PATH");
  }

  @Test
  void whatNobodyMayExecuteIsAnError() throws Exception {
    Path text = Files.writeString(directory.resolve("notes"), "no program");

    assertThat(found(text.toString(), "./relative"))
        .extracting(trouble -> trouble.problem().what())
        .containsExactly(
            text + " is not executable",
            "./relative is relative to the directory that Clooster is started in");
    assertThat(found(directory.toString(), "sh"))
        .extracting(trouble -> trouble.problem().what())
        .containsExactly(directory + " is a directory");
  }

  @Test
  void aNotifiersProgramIsLookedForToo() throws Exception {
    assertThat(found("/bin/sh", "sh", "/no/such/notifier"))
        .extracting(trouble -> trouble.problem().key() + ": " + trouble.problem().what())
        .containsExactly("exec@tell.command: /no/such/notifier is not there");
  }

  @Test
  void soAreThoseThatRunAsThePartChanges() throws Exception {
    Path text = Files.writeString(directory.resolve("notes"), "no program");

    assertThat(hooks(text.toString(), "/no/such/program"))
        .extracting(trouble -> trouble.problem().key() + ": " + trouble.problem().what())
        .containsExactly(
            "hooks.before_active: " + text + " is not executable",
            "hooks.on_active: /no/such/program is not there");
    assertThat(hooks("/bin/true", "/bin/sh")).isEmpty();
  }

  private List<Programs.Trouble> hooks(String before, String active) throws Exception {
    Path file =
        Files.writeString(
            directory.resolve("clooster.json"),
            """
            {"this_server": "srv1", "servers": ["srv1", "srv2"], "key": "0123456789abcdef",
             "listen": {"port": 2000},
             "hooks": {"on_active": {"command": ["%s"]}, "before_active": {"command": ["%s"]}},
             "exec": {"command": ["sh"], "zone": "example.com", "record": "www.example.com"}}
            """
                .formatted(active, before));
    Config config = ConfigReader.read(file, Path.of("routes", "kamelets"), name -> null);
    return Programs.of(file, config);
  }

  private List<Programs.Trouble> found(String provider, String check) throws Exception {
    return found(provider, check, "/bin/sh");
  }

  private List<Programs.Trouble> found(String provider, String check, String notifier)
      throws Exception {
    Path file =
        Files.writeString(
            directory.resolve("clooster.json"),
            """
            {"this_server": "srv1", "servers": ["srv1", "srv2"], "key": "0123456789abcdef",
             "listen": {"port": 2000}, "checks": [{"command": ["%s"]}],
             "exec@tell": {"command": ["%s"]},
             "exec": {"command": ["%s"], "zone": "example.com", "record": "www.example.com"}}
            """
                .formatted(check, notifier, provider));
    Config config = ConfigReader.read(file, Path.of("routes", "kamelets"), name -> null);
    return Programs.of(file, config);
  }
}
