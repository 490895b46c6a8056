// SPDX-License-Identifier: Apache-2.0
package io.clooster.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import io.clooster.config.Config;
import io.clooster.config.ConfigReader;
import io.clooster.testing.Logged;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A certificate that is of no use keeps no server from starting. */
@Timeout(60)
class IdentityTroubleTest {
  private static final Path HOME = Path.of("").toAbsolutePath();

  @TempDir private Path directory;

  @Test
  void aStartMakesWhatIsBrokenAnewAndSaysSo() throws Exception {
    // Given
    Config config = config();
    Path identity = Files.createDirectories(config.stateDir()).resolve("identity.p12");
    Files.writeString(identity, "no key");
    Files.setPosixFilePermissions(identity, PosixFilePermissions.fromString("rw-------"));

    // When
    try (Logged log = Logged.by("clooster");
        Daemon daemon = Daemon.start(config, HOME)) {

      // Then
      assertThat(daemon.context().isStarted()).isTrue();
      assertThat(log.with("state=put aside: it can't be read")).hasSize(1);
    }
    assertThat(config.stateDir().resolve("identity.p12.unusable-1")).hasContent("no key");
    assertThat(Files.size(identity)).isGreaterThan(500);
  }

  private Config config() throws Exception {
    Path file =
        Files.writeString(
            directory.resolve("clooster.json"),
            """
            {"operate": false, "protocol": 2, "this_server": "srv1.test", "servers": ["srv1.test", "srv2.test"],
             "listen": {"address": "127.0.0.1", "port": %d}, "key": "0123456789abcdef",
             "verify": false,
             "cloudflare": {"token": "token", "zone": "example.com", "record": "www.example.com",
                            "api": "http://127.0.0.1:1"}}
            """
                .formatted(RouteSession.freePort()));
    return ConfigReader.read(file, RouteDirectory.kamelets(HOME), name -> null);
  }
}
