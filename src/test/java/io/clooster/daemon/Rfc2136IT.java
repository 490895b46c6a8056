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
import io.clooster.failover.RecordSnapshot;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The shipped Kamelet for RFC 2136 before a real BIND. */
@Timeout(120)
class Rfc2136IT {
  private static final Path HOME = Path.of("").toAbsolutePath();
  private static final String SRV1 = "srv1.example.com";
  private static final String SRV2 = "srv2.example.com";

  @TempDir private Path directory;

  @ParameterizedTest
  @ValueSource(strings = {"hmac-sha256", "hmac-sha384", "hmac-sha512"})
  void aClaimAndARecordAreMovedAtOnceAndAllElseStays(String algorithm) throws Exception {
    try (Bind bind = Bind.start(directory.resolve("bind"), algorithm);
        KameletCalls calls = KameletCalls.of(config(bind, algorithm, Bind.KEY), HOME)) {
      // Given
      ProviderCalls provider = calls.provider();
      RecordSnapshot before = provider.read();
      assertThat(before.value()).isEqualTo(SRV1);
      assertThat(before.claim()).isNull();
      List<String> soa = bind.dig("SOA", "example.com");

      // When
      RecordSnapshot written = provider.write(write(before, SRV2, 1));

      // Then
      assertThat(bind.dig("CNAME", "www.example.com")).containsExactly("srv2.example.com.");
      assertThat(bind.dig("TXT", "_clooster.www.example.com"))
          .containsExactly(
              "\"of somebody else\"", "\"v=1 epoch=1 holder=srv2.example.com renew=10\"");
      assertThat(bind.dig("MX", "example.com")).containsExactly("10 ns1.example.com.");
      assertThat(bind.dig("NS", "example.com")).containsExactly("ns1.example.com.");
      assertThat(soa).containsExactly("ns1.example.com. admin.example.com. 7 3600 600 86400 60");
      assertThat(bind.dig("SOA", "example.com"))
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
      assertThat(bind.dig("TXT", "_clooster.www.example.com"))
          .containsExactly(
              "\"of somebody else\"", "\"v=1 epoch=2 holder=srv1.example.com renew=10\"");
    }
  }

  @Test
  void whoWritesByAnOldReadingChangesNothing() throws Exception {
    try (Bind bind = Bind.start(directory.resolve("bind"), "hmac-sha256");
        KameletCalls calls = KameletCalls.of(config(bind, "hmac-sha256", Bind.KEY), HOME)) {
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
      assertThat(bind.dig("CNAME", "www.example.com")).containsExactly("srv2.example.com.");
      assertThat(provider.read().claim()).isEqualTo(claim(SRV2, 2));
    }
  }

  @Test
  void ofManyThatWriteInOneInstantOneGetsThrough() throws Exception {
    try (Bind bind = Bind.start(directory.resolve("bind"), "hmac-sha256");
        KameletCalls calls = KameletCalls.of(config(bind, "hmac-sha256", Bind.KEY), HOME)) {
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
        "reader   | hmac-sha256 | answers REFUSED: it does not serve the zone",
        "nobody   | hmac-sha256 | answers BADKEY: it does not know the key nobody",
        "clooster | hmac-sha512 | answers BADKEY: it does not know the key clooster",
      })
  void whatIsRefusedIsTold(String key, String algorithm, String words) throws Exception {
    try (Bind bind = Bind.start(directory.resolve("bind"), "hmac-sha256")) {
      // When
      List<CheckFinding> found = OnlineCheck.of(config(bind, algorithm, key), HOME);

      // Then
      assertThat(found.stream().map(CheckFinding::text))
          .anyMatch(text -> text.contains("127.0.0.1:" + bind.port() + " " + words))
          .noneMatch(text -> text.contains(Bind.SECRET));
    }
  }

  @Test
  void whatIsRightIsToldToo() throws Exception {
    try (Bind bind = Bind.start(directory.resolve("bind"), "hmac-sha256")) {
      // When
      List<CheckFinding> found = OnlineCheck.of(config(bind, "hmac-sha256", Bind.KEY), HOME);

      // Then
      assertThat(found.stream().map(CheckFinding::text))
          .contains("The record was read: www.example.com CNAME srv1.example.com")
          .anyMatch(text -> text.startsWith("The zone may be changed: a TXT record"));
      assertThat(bind.dig("TXT", "_clooster-check.www.example.com")).isEmpty();
    }
  }

  private Config config(Bind bind, String algorithm, String key) throws Exception {
    String json =
        """
        {"this_server": "srv1.example.com", "servers": ["srv1.example.com", "srv2.example.com"],
         "key": "a-secret-key-of-the-link", "listen": {"address": "127.0.0.1", "port": 1},
         "verify": false,
         "rfc2136": {"server": "127.0.0.1:%d", "key_name": "%s", "key_secret": "%s",
                     "key_algorithm": "%s", "zone": "example.com", "record": "www.example.com"}}
        """
            .formatted(bind.port(), key, Bind.SECRET, algorithm);
    Path file = Files.writeString(directory.resolve("clooster.json"), json);
    return ConfigReader.read(file, RouteDirectory.kamelets(HOME), name -> null);
  }
}
