// SPDX-License-Identifier: Apache-2.0
package io.clooster.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import io.clooster.config.ConfigReader;
import io.clooster.link.protocol2.LinkKey;
import io.clooster.link.protocol2.LinkSettings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the servers of a group compare before they work together. */
class AgreementTest {
  @TempDir private Path directory;

  @Test
  void serversThatDifferInTheClaimDifferInWhatTheyMove() throws Exception {
    assertThat(moved("")).containsExactly("www.example.com", "_clooster.www.example.com");
    assertThat(moved("\"claim\": false,")).containsExactly("www.example.com");
  }

  @Test
  void theOnlyKeyHasTheIdThatThePageOfTheProtocolSays() throws Exception {
    assertThat(settings("").keys()).extracting(LinkKey::id).containsExactly("default");
    assertThat(Files.readString(Path.of("docs/protocol-2.md")))
        .contains("the id of a configuration's only, unnamed key is `default`");
  }

  private List<String> moved(String keys) throws Exception {
    return settings(keys).records();
  }

  private LinkSettings settings(String keys) throws Exception {
    Path file =
        Files.writeString(
            directory.resolve("clooster.json"),
            """
            {"this_server": "srv1.example.net", "servers": ["srv1.example.net", "srv2.example.net"],
             "key": "a long and random text", "listen": {"port": 2000}, %s
             "cloudflare": {"token": "token-1", "zone": "example.com", "record": "www.example.com"}}
            """
                .formatted(keys));
    return CamelSetup.linkSettings(ConfigReader.read(file, directory, name -> null));
  }
}
