// SPDX-License-Identifier: Apache-2.0
package io.clooster.daemon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.clooster.config.Config;
import io.clooster.config.ConfigReader;
import io.clooster.sandbox.ApiCall;
import io.clooster.sandbox.CloudflareSandbox;
import io.clooster.sandbox.Sandbox;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class RecordProbeTest {
  private static final Path HOME = Path.of("").toAbsolutePath();
  private static final String NAME = "_clooster.www.example.com";

  private final Sandbox sandbox = Sandbox.start();
  private final CloudflareSandbox cloudflare = sandbox.cloudflare();
  @TempDir private Path directory;

  @BeforeEach
  void aRecord() {
    cloudflare.addZone("example.com");
    cloudflare.allowToken("token-1");
    cloudflare.addRecord("www.example.com", "CNAME", "srv1.example.net");
  }

  @AfterEach
  void nothingWasWritten() {
    assertThat(cloudflare.calls()).noneMatch(ApiCall::isWrite);
    sandbox.close();
  }

  @Test
  void recordAndClaimAreTold() throws Exception {
    // Given
    cloudflare.addRecord(NAME, "TXT", "\"v=1 epoch=7 holder=srv2.example.net renew=10\"");

    // When
    RecordProbe.Found found = RecordProbe.read(config(""), HOME);

    // Then
    assertThat(found.records()).containsExactly("www.example.com CNAME srv1.example.net");
    assertThat(found.claim()).hasValue(NAME + " epoch 7, held by srv2.example.net");
  }

  @Test
  void aClaimThatIsNotThereYetIsToldSo() throws Exception {
    assertThat(RecordProbe.read(config(""), HOME).claim())
        .hasValue(NAME + " is not there yet: the first start makes it");
  }

  @Test
  void aClaimThatCanNotBeReadIsToldSo() throws Exception {
    // Given
    cloudflare.addRecord(NAME, "TXT", "\"v=2 epoch=7\"");

    // Then
    assertThat(RecordProbe.read(config(""), HOME).claim())
        .hasValue(NAME + " can't be read: the first start makes another one");
  }

  @Test
  void whoWantsNoClaimIsToldOfNone() throws Exception {
    assertThat(RecordProbe.read(config("\"claim\": false,"), HOME).claim()).isEmpty();
  }

  @Test
  void credentialsThatAreRefusedAreAFailure() throws Exception {
    // Given
    Config config = config("");
    cloudflare.revokeToken("token-1");

    // Then
    assertThatThrownBy(() -> RecordProbe.read(config, HOME))
        .isInstanceOf(StartFailure.class)
        .hasMessageContaining("Invalid access token");
  }

  private Config config(String more) throws Exception {
    Path file =
        Files.writeString(
            directory.resolve("clooster.json"),
            """
            {"this_server": "srv1.example.net", "servers": ["srv1.example.net", "srv2.example.net"],
             "key": "a long and random text", "listen": {"port": 2000}, %s
             "cloudflare": {"token": "token-1", "api": "%s", "zone": "example.com",
                            "record": "www.example.com"}}
            """
                .formatted(more, cloudflare.uri()));
    return ConfigReader.read(file, RouteDirectory.kamelets(HOME), name -> null);
  }
}
