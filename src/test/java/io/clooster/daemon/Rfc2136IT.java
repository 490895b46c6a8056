// SPDX-License-Identifier: Apache-2.0
package io.clooster.daemon;

import static io.clooster.daemon.ClaimedWrite.claim;
import static io.clooster.daemon.ClaimedWrite.write;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.clooster.call.FailureText;
import io.clooster.config.Config;
import io.clooster.config.ConfigReader;
import io.clooster.dns.DnsConflict;
import io.clooster.dns.server.Bind;
import io.clooster.dns.server.KnotServer;
import io.clooster.dns.server.UpdatedNameServer;
import io.clooster.failover.RecordSnapshot;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The shipped Kamelet for RFC 2136 before a real BIND and a real Knot. */
@Timeout(120)
class Rfc2136IT {
  private static final Path HOME = Path.of("").toAbsolutePath();
  private static final String SRV1 = "srv1.example.com";
  private static final String SRV2 = "srv2.example.com";

  /** Whose server it is. */
  private enum Maker {
    BIND,
    KNOT
  }

  @TempDir private Path directory;

  private UpdatedNameServer start(Maker maker, String algorithm) throws Exception {
    Path place = directory.resolve("server");
    return maker == Maker.BIND ? Bind.start(place, algorithm) : KnotServer.start(place, algorithm);
  }

  @ParameterizedTest
  @CsvSource({
    "BIND, hmac-sha256",
    "BIND, hmac-sha384",
    "BIND, hmac-sha512",
    "KNOT, hmac-sha256",
    "KNOT, hmac-sha384",
    "KNOT, hmac-sha512"
  })
  void aClaimAndARecordAreMovedAtOnceAndAllElseStays(Maker maker, String algorithm)
      throws Exception {
    try (UpdatedNameServer server = start(maker, algorithm);
        KameletCalls calls = KameletCalls.of(config(server, algorithm, Bind.KEY), HOME)) {
      // Given
      ProviderCalls provider = calls.provider();
      RecordSnapshot before = provider.read();
      assertThat(before.value()).isEqualTo(SRV1);
      assertThat(before.claim()).isNull();
      List<String> soa = server.dig("SOA", "example.com");

      // When
      RecordSnapshot written = provider.write(write(before, SRV2, 1));

      // Then
      assertThat(server.dig("CNAME", "www.example.com")).containsExactly("srv2.example.com.");
      assertThat(server.dig("TXT", "_clooster.www.example.com"))
          .containsExactly(
              "\"of somebody else\"", "\"v=1 epoch=1 holder=srv2.example.com renew=10\"");
      assertThat(server.dig("MX", "example.com")).containsExactly("10 ns1.example.com.");
      assertThat(server.dig("NS", "example.com")).containsExactly("ns1.example.com.");
      assertThat(soa).containsExactly("ns1.example.com. admin.example.com. 7 3600 600 86400 60");
      assertThat(server.dig("SOA", "example.com"))
          .containsExactly("ns1.example.com. admin.example.com. 8 3600 600 86400 60");
      RecordSnapshot after = provider.read();
      assertThat(after.value()).isEqualTo(SRV2);
      assertThat(after.claim()).isEqualTo(claim(SRV2, 1));
      assertThat(written).isNotNull();
      assertThat(written.value()).isEqualTo(SRV2);
      assertThat(written.claim()).isEqualTo(claim(SRV2, 1));

      // When: what the write's answer showed is good for the next one, too.
      provider.write(write(written, SRV1, 2));

      // Then
      assertThat(provider.read().claim()).isEqualTo(claim(SRV1, 2));
      assertThat(server.dig("TXT", "_clooster.www.example.com"))
          .containsExactly(
              "\"of somebody else\"", "\"v=1 epoch=2 holder=srv1.example.com renew=10\"");
    }
  }

  @ParameterizedTest
  @EnumSource
  void whoWritesByAnOldReadingChangesNothing(Maker maker) throws Exception {
    try (UpdatedNameServer server = start(maker, "hmac-sha256");
        KameletCalls calls = KameletCalls.of(config(server, "hmac-sha256", Bind.KEY), HOME)) {
      // Given
      ProviderCalls provider = calls.provider();
      RecordSnapshot first = provider.read();
      provider.write(write(first, SRV2, 1));
      RecordSnapshot second = provider.read();
      provider.write(write(second, SRV2, 2));

      // When
      Throwable withoutClaim = catchThrowable(() -> provider.write(write(first, SRV1, 1)));
      Throwable withOldClaim = catchThrowable(() -> provider.write(write(second, SRV1, 2)));

      // Then
      assertThat(FailureText.rootOf(withoutClaim)).isInstanceOf(DnsConflict.class);
      assertThat(FailureText.rootOf(withOldClaim)).isInstanceOf(DnsConflict.class);
      assertThat(server.dig("CNAME", "www.example.com")).containsExactly("srv2.example.com.");
      assertThat(provider.read().claim()).isEqualTo(claim(SRV2, 2));
    }
  }

  @ParameterizedTest
  @EnumSource
  void ofManyThatWriteInOneInstantOneGetsThrough(Maker maker) throws Exception {
    try (UpdatedNameServer server = start(maker, "hmac-sha256");
        KameletCalls calls = KameletCalls.of(config(server, "hmac-sha256", Bind.KEY), HOME)) {
      ProviderCalls provider = calls.provider();
      for (int epoch = 1; epoch <= 20; epoch++) {
        // Given
        RecordSnapshot read = provider.read();
        CyclicBarrier start = new CyclicBarrier(4);
        int next = epoch;

        // When
        List<CompletableFuture<Boolean>> writers =
            IntStream.range(0, 4)
                .mapToObj(
                    writer ->
                        CompletableFuture.supplyAsync(
                            () -> {
                              try {
                                start.await();
                                String holder = writer % 2 == 0 ? SRV1 : SRV2;
                                provider.write(write(read, holder, next));
                                return true;
                              } catch (Exception e) {
                                assertThat(FailureText.rootOf(e)).isInstanceOf(DnsConflict.class);
                                return false;
                              }
                            },
                            task -> new Thread(task).start()))
                .toList();
        long through = writers.stream().filter(CompletableFuture::join).count();

        // Then
        assertThat(through).isEqualTo(1);
        assertThat(provider.read().claim().epoch()).isEqualTo(next);
      }
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "BIND | reader   | hmac-sha256 | answers REFUSED: it does not serve the zone",
        "BIND | nobody   | hmac-sha256 | answers BADKEY: it does not know the key nobody",
        "BIND | clooster | hmac-sha512 | answers BADKEY: it does not know the key clooster",
        "KNOT | reader   | hmac-sha256 | answers BADKEY: it does not know the key reader, or does not let",
        "KNOT | nobody   | hmac-sha256 | answers BADKEY: it does not know the key nobody",
        "KNOT | clooster | hmac-sha512 | answers BADKEY: it does not know the key clooster",
      })
  void whatIsRefusedIsTold(Maker maker, String key, String algorithm, String words)
      throws Exception {
    try (UpdatedNameServer server = start(maker, "hmac-sha256")) {
      // When
      List<CheckFinding> found = OnlineCheck.of(config(server, algorithm, key), HOME);

      // Then
      assertThat(found.stream().map(CheckFinding::text))
          .anyMatch(text -> text.contains("127.0.0.1:" + server.port() + " " + words))
          .noneMatch(text -> text.contains(Bind.SECRET));
    }
  }

  @ParameterizedTest
  @EnumSource
  void whatIsRightIsToldToo(Maker maker) throws Exception {
    try (UpdatedNameServer server = start(maker, "hmac-sha256")) {
      // When
      List<CheckFinding> found = OnlineCheck.of(config(server, "hmac-sha256", Bind.KEY), HOME);

      // Then
      assertThat(found.stream().map(CheckFinding::text))
          .contains("The record was read: www.example.com CNAME srv1.example.com")
          .anyMatch(text -> text.startsWith("The zone may be changed: a TXT record"));
      assertThat(server.dig("TXT", "_clooster-check.www.example.com")).isEmpty();
    }
  }

  private Config config(UpdatedNameServer server, String algorithm, String key) throws Exception {
    String json =
        """
        {"this_server": "srv1.example.com", "servers": ["srv1.example.com", "srv2.example.com"],
         "key": "a-secret-key-of-the-link", "listen": {"address": "127.0.0.1", "port": 1},
         "verify": false,
         "rfc2136": {"server": "127.0.0.1:%d", "key_name": "%s", "key_secret": "%s",
                     "key_algorithm": "%s", "zone": "example.com", "record": "www.example.com"}}
        """
            .formatted(server.port(), key, Bind.SECRET, algorithm);
    Path file = Files.writeString(directory.resolve("clooster.json"), json);
    return ConfigReader.read(file, RouteDirectory.kamelets(HOME), name -> null);
  }
}
