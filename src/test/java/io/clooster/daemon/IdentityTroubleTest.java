// SPDX-License-Identifier: Apache-2.0
package io.clooster.daemon;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.clooster.config.Config;
import io.clooster.config.ConfigReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IdentityTroubleTest {
  private static final Path HOME = Path.of("").toAbsolutePath();

  @TempDir private Path directory;

  @Test
  void aCertificateThatIsNoneIsToldAsItIs() throws Exception {
    // Given
    Config config = config();
    Path identity = Files.createDirectories(config.stateDir()).resolve("identity.p12");
    Files.writeString(identity, "no key");
    Files.setPosixFilePermissions(identity, PosixFilePermissions.fromString("rw-------"));

    // Then
    assertThatThrownBy(() -> Daemon.start(config, HOME))
        .isInstanceOf(StartFailure.class)
        .hasMessageStartingWith(
            "the key and certificate of this server, " + identity + ", can't be read:")
        .hasMessageContaining("delete it, and the next start makes a new one");
  }

  @Test
  void aPrivateKeyThatOthersMayReadIsToldAsItIs() throws Exception {
    // Given
    Config config = config();
    Path identity = Files.createDirectories(config.stateDir()).resolve("identity.p12");
    Files.writeString(identity, "no key");
    Files.setPosixFilePermissions(identity, PosixFilePermissions.fromString("rw-r--r--"));

    // Then
    assertThatThrownBy(() -> Daemon.start(config, HOME))
        .isInstanceOf(StartFailure.class)
        .hasMessageStartingWith(
            "the private key of this server, " + identity + ", may be used by others");
  }

  /** Nothing of it is reached: the start fails before. */
  private Config config() throws Exception {
    Path file =
        Files.writeString(
            directory.resolve("clooster.json"),
            """
            {"protocol": 2, "this_server": "srv1.test", "servers": ["srv1.test", "srv2.test"],
             "listen": {"address": "127.0.0.1", "port": 1}, "key": "0123456789abcdef",
             "cloudflare": {"token": "token", "zone": "example.com", "record": "www.example.com",
                            "api": "http://127.0.0.1:1"}}
            """);
    return ConfigReader.read(file, RouteDirectory.kamelets(HOME), name -> null);
  }
}
