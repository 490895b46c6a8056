// SPDX-License-Identifier: Apache-2.0
package io.clooster.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.clooster.config.ConfigReader;
import io.clooster.config.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FileAccessTest {
  @TempDir private Path directory;
  private Path config;
  private Path token;

  @BeforeEach
  void files() {
    config = directory.resolve("clooster.json");
    token = directory.resolve("token");
  }

  @ParameterizedTest
  @CsvSource({
    "rw-r--r--, every user of this machine can read it",
    "rw----r--, every user of this machine can read it",
    "rw-rw----, others can change it",
    "rw-rw-rw-, others can change it"
  })
  void whatOthersCanReadOrChangeIsTold(String mode, String what) throws Exception {
    write("a-long-and-random-text", "{{file:token}}", "rw-------", mode);

    assertThat(problems())
        .singleElement()
        .asString()
        .startsWith(token + ": holds secrets, and " + what + " (mode " + mode + "); chmod ");
  }

  @ParameterizedTest
  @CsvSource({"rw-------", "r--------", "rw-r-----", "r--r-----"})
  void whatIsLentToAGroupIsNot(String mode) throws Exception {
    write("a-long-and-random-text", "{{file:token}}", mode, mode);

    assertThat(problems()).isEmpty();
  }

  @Test
  void aConfigurationWithoutSecretsMayBeRead() throws Exception {
    write("{{file:token}}", "{{file:token}}", "rw-r--r--", "rw-------");
    assertThat(problems()).isEmpty();

    write("a-long-and-random-text", "{{file:token}}", "rw-r--r--", "rw-------");
    assertThat(problems()).singleElement().asString().startsWith(config + ": holds secrets");
  }

  @Test
  void aSecretOfAnotherUserIsTold() throws Exception {
    // Only root can give a file away.
    org.junit.jupiter.api.Assumptions.assumeTrue(System.getProperty("user.name").equals("root"));
    write("a-long-and-random-text", "{{file:token}}", "rw-------", "rw-------");
    Files.setOwner(
        token,
        token.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName("nobody"));

    assertThat(problems())
        .singleElement()
        .asString()
        .contains("belongs to nobody, who can read and change it");
  }

  private List<Problem> problems() throws Exception {
    return FileAccess.of(config, ConfigReader.load(config, directory, name -> null).remarks());
  }

  private void write(String key, String apiToken, String configMode, String tokenMode)
      throws IOException {
    Files.writeString(token, "a-token-or-a-key-that-is-long\n");
    Files.writeString(
        config,
        """
        {"this_server": "srv1.example.net", "servers": ["srv1.example.net", "srv2.example.net"],
         "key": "%s", "listen": {"port": 2000},
         "cloudflare": {"token": "%s", "zone": "example.com", "record": "www.example.com"}}
        """
            .formatted(key, apiToken));
    Files.setPosixFilePermissions(config, PosixFilePermissions.fromString(configMode));
    Files.setPosixFilePermissions(token, PosixFilePermissions.fromString(tokenMode));
  }
}
