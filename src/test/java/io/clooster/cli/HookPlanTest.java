// SPDX-License-Identifier: Apache-2.0
package io.clooster.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.clooster.config.Config;
import io.clooster.config.ConfigReader;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HookPlanTest {
  @TempDir private Path directory;

  private Config config(String mode) throws Exception {
    Path file =
        Files.writeString(
            directory.resolve("clooster.json"),
            """
            {
              "servers": ["srv1.test", "srv2.test"],
              "this_server": "srv2.test",
              "listen": { "port": 2000 },
              "mode": "%s",
              "key": "a-key-of-the-group",
              "cloudflare": { "token": "T", "zone": "test", "record": "www.test" },
              "hooks": { "on_active": { "command": ["/bin/true", "secret"], "timeout": "5s" } }
            }
            """
                .formatted(mode));
    return ConfigReader.read(file, directory, name -> null);
  }

  @Test
  void eachProgramIsNamedWithWhenItRuns() throws Exception {
    assertThat(HookPlan.of(config("act")))
        .isEqualTo("/bin/true when it holds them, for 5 s at most");
  }

  @Test
  void whereThisServerOnlyObservesNoneRuns() throws Exception {
    assertThat(HookPlan.of(config("observe")))
        .isEqualTo(
            "none runs, as this server only observes; if it acted, /bin/true when it holds them, for"
                + " 5 s at most");
  }
}
