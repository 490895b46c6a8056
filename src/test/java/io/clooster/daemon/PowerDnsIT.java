// SPDX-License-Identifier: Apache-2.0
package io.clooster.daemon;

import static io.clooster.daemon.ClaimedWrite.claim;
import static io.clooster.daemon.ClaimedWrite.write;
import static org.assertj.core.api.Assertions.assertThat;

import io.clooster.config.Config;
import io.clooster.config.ConfigReader;
import io.clooster.dns.ProviderRecords;
import io.clooster.dns.server.PowerDnsServer;
import io.clooster.failover.RecordSnapshot;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The shipped Kamelet for PowerDNS before a real one. */
@Timeout(120)
class PowerDnsIT {
  private static final Path HOME = Path.of("").toAbsolutePath();
  private static final String SRV1 = "srv1.example.com";
  private static final String SRV2 = "srv2.example.com";

  @TempDir private Path directory;

  @Test
  void aClaimAndARecordAreMovedAtOnceAndAllElseStays() throws Exception {
    try (PowerDnsServer server = PowerDnsServer.start(directory.resolve("pdns"));
        KameletCalls calls = KameletCalls.of(config(server, PowerDnsServer.KEY), HOME)) {
      // Given
      ProviderCalls provider = calls.provider();
      RecordSnapshot before = provider.read();
      assertThat(before.value()).isEqualTo(SRV1);
      assertThat(before.claim()).isNull();
      assertThat(server.dig("SOA", "example.com")).first().asString().contains(" 7 3600 ");

      // When
      provider.write(write(before, SRV2, 1));

      // Then
      assertThat(server.dig("CNAME", "www.example.com")).containsExactly("srv2.example.com.");
      assertThat(server.dig("TXT", "_clooster.www.example.com"))
          .containsExactly(
              "\"of somebody else\"", "\"v=1 epoch=1 holder=srv2.example.com renew=10\"");
      assertThat(server.dig("MX", "example.com")).containsExactly("10 ns1.example.com.");
      assertThat(server.dig("NS", "example.com")).containsExactly("ns1.example.com.");
      assertThat(server.dig("SOA", "example.com")).first().asString().contains(" 8 3600 ");
      RecordSnapshot after = provider.read();
      assertThat(after.value()).isEqualTo(SRV2);
      assertThat(after.claim()).isEqualTo(claim(SRV2, 1));

      // When
      provider.write(write(after, SRV1, 2));

      // Then
      assertThat(provider.read().claim()).isEqualTo(claim(SRV1, 2));
      assertThat(server.dig("TXT", "_clooster.www.example.com"))
          .containsExactly(
              "\"of somebody else\"", "\"v=1 epoch=2 holder=srv1.example.com renew=10\"");

      // When
      provider.remove((ProviderRecords) provider.read().source());

      // Then
      assertThat(server.dig("TXT", "_clooster.www.example.com"))
          .containsExactly("\"of somebody else\"");
      assertThat(server.dig("CNAME", "www.example.com")).containsExactly("srv1.example.com.");
    }
  }

  @Test
  void aWrongKeyIsTold() throws Exception {
    try (PowerDnsServer server = PowerDnsServer.start(directory.resolve("pdns"))) {
      // When
      List<CheckFinding> found = OnlineCheck.of(config(server, "another-key"), HOME);

      // Then
      assertThat(found.stream().map(CheckFinding::text))
          .anyMatch(text -> text.contains("HTTP 401"))
          .noneMatch(text -> text.contains("another-key"));
    }
  }

  @Test
  void whatIsRightIsToldToo() throws Exception {
    try (PowerDnsServer server = PowerDnsServer.start(directory.resolve("pdns"))) {
      // When
      List<CheckFinding> found = OnlineCheck.of(config(server, PowerDnsServer.KEY), HOME);

      // Then
      assertThat(found.stream().map(CheckFinding::text))
          .contains("The record was read: www.example.com CNAME srv1.example.com")
          .anyMatch(text -> text.startsWith("The zone may be changed: a TXT record"));
      assertThat(server.dig("TXT", "_clooster-check.www.example.com")).isEmpty();
    }
  }

  private Config config(PowerDnsServer server, String key) throws Exception {
    String json =
        """
        {"this_server": "srv1.example.com", "servers": ["srv1.example.com", "srv2.example.com"],
         "key": "a-secret-key-of-the-link", "listen": {"address": "127.0.0.1", "port": 1},
         "verify": false,
         "powerdns": {"api": "%s", "key": "%s", "zone": "example.com", "record": "www.example.com"}}
        """
            .formatted(server.api(), key);
    Path file = Files.writeString(directory.resolve("clooster.json"), json);
    return ConfigReader.read(file, RouteDirectory.kamelets(HOME), name -> null);
  }
}
