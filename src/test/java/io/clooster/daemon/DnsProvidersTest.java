// SPDX-License-Identifier: Apache-2.0
package io.clooster.daemon;

import static io.clooster.daemon.ClaimedWrite.claim;
import static io.clooster.daemon.ClaimedWrite.write;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.junit.jupiter.params.provider.EnumSource.Mode.EXCLUDE;

import io.clooster.config.ConfigReader;
import io.clooster.dns.ProviderRecords;
import io.clooster.dns.RecordEvents;
import io.clooster.dns.server.FakeDnsApi;
import io.clooster.dns.server.FakeFault;
import io.clooster.dns.server.RecordSet;
import io.clooster.failover.Action;
import io.clooster.failover.Event;
import io.clooster.failover.RecordSnapshot;
import io.clooster.testing.Full;
import io.clooster.testing.Slow;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The Kamelets for web APIs before strict fakes of these, which others wrote from their pages. */
@Timeout(60)
@Slow
@Full
class DnsProvidersTest {
  private static final Path HOME = Path.of("").toAbsolutePath();
  private static final String SRV1 = "srv1.example.com";
  private static final String SRV2 = "srv2.example.com";
  private static final String CLAIM = "_clooster.www";
  private static final String BESIDE = "\"of somebody else\"";

  @TempDir private Path directory;

  @ParameterizedTest
  @EnumSource
  void aRecordIsMovedWithAClaimBesideItAndAllElseStays(WebProvider provider) throws Exception {
    try (FakeDnsApi api = provider.fake();
        KameletCalls calls = calls(provider, api, "www.example.com")) {
      // Given
      api.put("www", "CNAME", 7200, SRV1 + ".");
      api.put(CLAIM, "TXT", 3600, BESIDE);
      api.put("@", "TXT", 3600, BESIDE);
      api.pendingFor(2);

      // When
      ProviderCalls dns = calls.provider();
      dns.write(write(dns.read(), SRV2, 1));
      RecordSnapshot first = dns.read();
      dns.write(write(first, SRV1, 2));
      RecordSnapshot second = dns.read();

      // Then
      assertThat(first.value()).isEqualTo(SRV2);
      assertThat(first.claim()).isEqualTo(claim(SRV2, 1));
      assertThat(second.value()).isEqualTo(SRV1);
      assertThat(second.claim()).isEqualTo(claim(SRV1, 2));
      assertThat(api.record("www", "CNAME"))
          .contains(new RecordSet("www", "CNAME", 7200, List.of(SRV1 + ".")));
      assertThat(api.record(CLAIM, "TXT").orElseThrow().values())
          .containsExactlyInAnyOrder(BESIDE, "\"v=1 epoch=2 holder=srv1.example.com renew=10\"");
      assertThat(api.record("@", "TXT")).isPresent();
    }
  }

  @ParameterizedTest
  @EnumSource
  void aFirstClaimIsMadeAndItsNameIsLeftByATrial(WebProvider provider) throws Exception {
    try (FakeDnsApi api = provider.fake();
        KameletCalls calls = calls(provider, api, "www.example.com")) {
      api.put("www", "CNAME", 7200, SRV1 + ".");
      ProviderCalls dns = calls.provider();

      dns.write(write(dns.read(), SRV2, 1));
      dns.trial("_clooster-check.www.example.com");

      assertThat(dns.read().claim()).isEqualTo(claim(SRV2, 1));
      assertThat(api.record("_clooster-check.www", "TXT")).isEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource
  void aClaimIsTakenAwayAndAllElseStays(WebProvider provider) throws Exception {
    try (FakeDnsApi api = provider.fake();
        KameletCalls calls = calls(provider, api, "www.example.com")) {
      api.put("www", "CNAME", 7200, SRV1 + ".");
      ProviderCalls dns = calls.provider();

      // One that is alone there.
      dns.write(write(dns.read(), SRV2, 1));
      dns.remove((ProviderRecords) dns.read().source());
      assertThat(api.record(CLAIM, "TXT")).isEmpty();
      assertThat(dns.read().value()).isEqualTo(SRV2);

      // And one beside somebody else's.
      api.put(CLAIM, "TXT", 3600, BESIDE);
      dns.write(write(dns.read(), SRV1, 2));
      dns.remove((ProviderRecords) dns.read().source());
      assertThat(api.record(CLAIM, "TXT").orElseThrow().values()).containsExactly(BESIDE);
      assertThat(dns.read().value()).isEqualTo(SRV1);
    }
  }

  @ParameterizedTest
  @EnumSource
  void theZonesOwnNameAndAWildcardAreMovedToo(WebProvider provider) throws Exception {
    try (FakeDnsApi api = provider.fake();
        KameletCalls calls = calls(provider, api, "example.com\", \"*.example.com")) {
      api.put("@", "A", 7200, "192.0.2.1");
      api.put("*", "CNAME", 7200, SRV1 + ".");
      if (provider != WebProvider.DESEC) {
        api.pageLimit(1); // Without a cursor it refuses a list that has more pages than one.
      }
      ProviderCalls dns = calls.provider();

      dns.write(write(dns.read(), SRV2, 1));

      assertThat(dns.read().value()).isEqualTo(SRV2);
      assertThat(api.record("@", "A").orElseThrow().values()).containsExactly("192.0.2.2");
      assertThat(api.record("*", "CNAME").orElseThrow().values()).containsExactly(SRV2 + ".");
    }
  }

  @ParameterizedTest
  @EnumSource
  void wrongCredentialsAreToldAsSuch(WebProvider provider) throws Exception {
    try (FakeDnsApi api = provider.fake("another-one");
        KameletCalls calls = calls(provider, api, "www.example.com")) {
      Event.RecordFailed failed = failedRead(calls);

      assertThat(failed.denied()).isTrue();
      assertThat(failed.reason()).contains("HTTP 40").doesNotContain(provider.secret());
    }
  }

  @ParameterizedTest
  @EnumSource
  void whatIsNoListOfRecordsIsAFailure(WebProvider provider) throws Exception {
    try (FakeDnsApi api = provider.fake();
        KameletCalls calls = calls(provider, api, "www.example.com")) {
      api.put("www", "CNAME", 7200, SRV1 + ".");
      Map<String, FakeFault> faults =
          Map.of(
              "refused with HTTP 5", FakeFault.status(503),
              "does not speak", FakeFault.html(200),
              "larger than", FakeFault.endless(200),
              "HTTP 302", FakeFault.redirect(302, api.url()),
              "closed before", FakeFault.cut());
      for (Map.Entry<String, FakeFault> fault : faults.entrySet()) {
        api.next(2, fault.getValue());
        assertThat(failedRead(calls).reason()).contains(fault.getKey());
        drain(calls);
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void tooManyCallsAreNoLostRace(WebProvider provider) throws Exception {
    try (FakeDnsApi api = provider.fake();
        KameletCalls calls = calls(provider, api, "www.example.com")) {
      api.put("www", "CNAME", 7200, SRV1 + ".");
      RecordSnapshot before = calls.provider().read();
      api.next(FakeFault.throttled(7));

      assertThat(failedWrite(calls, before)).isInstanceOf(Event.RecordFailed.class);
    }
  }

  @ParameterizedTest
  @EnumSource(mode = EXCLUDE, names = "ROUTE53")
  void aRefusedChangeIsPerhapsALostRace(WebProvider provider) throws Exception {
    try (FakeDnsApi api = provider.fake();
        KameletCalls calls = calls(provider, api, "www.example.com")) {
      api.put("www", "CNAME", 7200, SRV1 + ".");
      RecordSnapshot before = calls.provider().read();
      api.next(FakeFault.status(400));

      assertThat(failedWrite(calls, before)).isInstanceOf(Event.RecordRefused.class);
      assertThat(api.record("www", "CNAME").orElseThrow().values()).containsExactly(SRV1 + ".");
    }
  }

  @ParameterizedTest
  @EnumSource(names = "ROUTE53")
  void whoComesLateChangesNothing(WebProvider provider) throws Exception {
    try (FakeDnsApi api = provider.fake();
        KameletCalls calls = calls(provider, api, "www.example.com")) {
      api.put("www", "CNAME", 7200, SRV1 + ".");
      ProviderCalls dns = calls.provider();
      RecordSnapshot before = dns.read();
      dns.write(write(before, SRV2, 1));
      RecordSnapshot claimed = dns.read();
      dns.write(write(claimed, SRV2, 2));

      assertThat(failedWrite(calls, before)).isInstanceOf(Event.RecordRefused.class);
      assertThat(failedWrite(calls, claimed)).isInstanceOf(Event.RecordRefused.class);
      assertThat(dns.read().claim()).isEqualTo(claim(SRV2, 2));
    }
  }

  @Test
  void aZoneThatIsNotThereAnyMoreIsLookedForAgain() throws Exception {
    try (FakeDnsApi api = WebProvider.ROUTE53.fake();
        KameletCalls calls = calls(WebProvider.ROUTE53, api, "www.example.com")) {
      api.put("www", "CNAME", 7200, SRV1 + ".");
      ProviderCalls dns = calls.provider();
      dns.read();
      dns.read();
      assertThat(lookUps(api)).isEqualTo(1);

      // When
      api.next(FakeFault.status(404));
      assertThat(failedRead(calls).reason()).isNotNull();
      drain(calls);

      // Then
      assertThat(lookUps(api)).isEqualTo(2);
    }
  }

  private static long lookUps(FakeDnsApi api) {
    return api.requests().stream()
        .filter(request -> request.path().endsWith("/hostedzonesbyname"))
        .count();
  }

  /** A fault that nobody has met by now is met by these. */
  private static void drain(KameletCalls calls) {
    Throwable last = new IllegalStateException();
    for (int i = 0; i < 3 && last != null; i++) {
      last = catchThrowable(() -> calls.provider().read());
    }
    assertThat(last).isNull();
  }

  private static Event.RecordFailed failedRead(KameletCalls calls) {
    Exception failure = (Exception) catchThrowable(() -> calls.provider().read());
    return (Event.RecordFailed) new RecordEvents().failed(1, null, Objects.requireNonNull(failure));
  }

  private static Event failedWrite(KameletCalls calls, RecordSnapshot before) {
    Action.WriteRecord write = write(before, SRV2, 9);
    Exception failure = (Exception) catchThrowable(() -> calls.provider().write(write));
    return new RecordEvents().failed(1, write, Objects.requireNonNull(failure));
  }

  private KameletCalls calls(WebProvider provider, FakeDnsApi api, String records)
      throws Exception {
    String json =
        """
        {"this_server": "srv1.example.com",
         "servers": [{"name": "srv1.example.com", "A": "192.0.2.1"},
           {"name": "srv2.example.com", "A": "192.0.2.2"}],
         "key": "a-secret-key-of-the-link", "listen": {"address": "127.0.0.1", "port": 1},
         "%s": {"api": "%s", %s, "zone": "example.com", "records": ["%s"]}}
        """
            .formatted(
                provider.block(),
                api.url().replaceFirst("/2013-04-01$", ""),
                provider.credentials().replace(", \"zone_id\": \"Z1\"", ""),
                records);
    Path file = Files.writeString(directory.resolve("clooster.json"), json);
    return KameletCalls.of(
        ConfigReader.read(file, RouteDirectory.kamelets(HOME), name -> null), HOME);
  }
}
