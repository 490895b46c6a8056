// SPDX-License-Identifier: Apache-2.0
package io.clooster.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.clooster.config.Config;
import io.clooster.config.ConfigReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StartLineTest {
  private Path file;
  private Config config;

  @BeforeEach
  void pair(@TempDir Path directory) throws Exception {
    file = directory.resolve("clooster.json");
    Files.writeString(
        file,
        """
            {
              "servers": ["srv1.test", "srv2.test"],
              "this_server": "srv2.test",
              "listen": { "port": 2000 },
              "key": "a-key-of-the-group",
              "cloudflare": { "token": "T", "zone": "test", "record": "www.test" }
            }
            """);
    config = ConfigReader.read(file, directory, name -> null);
  }

  @Test
  void that_it_begins_is_told_with_how_long_it_takes() {
    assertThat(StartLine.beginning(config, "2.0.0"))
        .startsWith("server=srv2.test state=starting version=2.0.0: ")
        .contains("takes two seconds or three");
  }

  @Test
  void it_names_the_version_our_role_and_the_holder() {
    assertThat(StartLine.of(config, "2.0.0", Optional.of("srv1.test")))
        .isEqualTo(
            "server=srv2.test state=started version=2.0.0 role=standby holder=srv1.test"
                + " peer=srv1.test record=www.test protocol=2");
    assertThat(StartLine.of(config, "2.0.0", Optional.of("srv2.test")))
        .contains(" role=active holder=srv2.test ");
  }

  @Test
  void one_that_observes_has_no_other_role(@TempDir Path directory) throws Exception {
    Files.writeString(file, Files.readString(file).replaceFirst("\\{", "{\"mode\": \"observe\","));
    config = ConfigReader.read(file, directory, name -> null);

    assertThat(StartLine.of(config, "2.0.0", Optional.of("srv1.test")))
        .contains(" role=observing holder=srv1.test ");
    assertThat(StartLine.of(config, "2.0.0", Optional.of("srv2.test")))
        .contains(" role=observing ");
    assertThat(StartLine.of(config, "2.0.0", Optional.empty())).contains(" role=observing ");
  }

  @Test
  void what_was_not_to_be_found_out_is_called_unknown() {
    assertThat(StartLine.of(config, "2.0.0", Optional.empty()))
        .contains(" role=unknown holder=unknown (the record was not read yet) peer=");
  }
}
