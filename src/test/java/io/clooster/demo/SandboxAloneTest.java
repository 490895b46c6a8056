// SPDX-License-Identifier: Apache-2.0
package io.clooster.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.clooster.config.Config;
import io.clooster.config.ConfigReader;
import io.clooster.sandbox.Sandbox;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code clooster sandbox}. */
class SandboxAloneTest {
  private static final Map<String, String> RECORDS =
      new TreeMap<>(Map.of("a.flowershop.org", "192.0.2.1", "b.flowershop.org", "192.0.2.1"));

  @Test
  void whatItPrintsIsAPartOfAConfigurationThatFindsIt(@TempDir Path directory) throws Exception {
    try (Sandbox sandbox = SandboxAlone.start(0, "flowershop.org", RECORDS)) {
      // When
      ByteArrayOutputStream printed = new ByteArrayOutputStream();
      SandboxAlone.tell(
          sandbox,
          "flowershop.org",
          RECORDS,
          new PrintStream(printed, true, StandardCharsets.UTF_8));

      // Then
      String text = printed.toString(StandardCharsets.UTF_8);
      String blocks =
          text.substring(text.indexOf("  \"cloudflare\""), text.indexOf("The record, "));
      Path file =
          Files.writeString(
              directory.resolve("clooster.json"),
              """
              {
                "this_server": "srv1.test",
                "servers": [{ "name": "srv1.test", "A": "192.0.2.1" },
                            { "name": "srv2.test", "A": "192.0.2.2" }],
                "key": "a-key-of-the-group",
                "listen": { "port": 2000 },
              %s}
              """
                  .formatted(blocks));
      Config config = ConfigReader.read(file, Path.of("routes", "kamelets"), name -> null);
      assertThat(config.recordNames()).containsExactly("a.flowershop.org", "b.flowershop.org");
      assertThat(config.services().get("cloudflare").get("api"))
          .isEqualTo(sandbox.cloudflare().uri().toString());
      assertThat(sandbox.cloudflare().content("a.flowershop.org", "A")).isEqualTo("192.0.2.1");
      assertThat(text).contains("curl " + sandbox.page());
    }
  }

  @Test
  void aRecordOfAnotherZoneIsRefusedAndNothingStaysBehind() {
    assertThatThrownBy(
            () -> SandboxAlone.start(0, "flowershop.org", Map.of("www.example.com", "srv1.test")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("www.example.com");
  }
}
