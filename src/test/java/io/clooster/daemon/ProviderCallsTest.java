// SPDX-License-Identifier: Apache-2.0
package io.clooster.daemon;

import static io.clooster.daemon.ClaimedWrite.write;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.clooster.config.ConfigReader;
import io.clooster.dns.RecordEvents;
import io.clooster.failover.Action;
import io.clooster.failover.Event;
import io.clooster.failover.RecordSnapshot;
import io.clooster.testing.Full;
import io.clooster.testing.Service;
import io.clooster.testing.Slow;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Which calls the Kamelets for web APIs make, and what an answer means that is no success. */
@Timeout(60)
@Slow
@Full
class ProviderCallsTest {
  private static final Path HOME = Path.of("").toAbsolutePath();
  private static final String SRV2 = "srv2.example.com";

  @TempDir private Path directory;
  private Service service;

  @BeforeEach
  void start() throws Exception {
    service = new Service();
  }

  @AfterEach
  void stop() {
    service.close();
  }

  @ParameterizedTest
  @EnumSource
  void theClaimIsWrittenBeforeTheRecord(WebProvider provider) throws Exception {
    try (KameletCalls calls = calls(provider)) {
      RecordSnapshot before = read(provider, calls);
      int asked = service.calls().size();
      service.otherwise(200, Map.of(), provider.accepted());

      calls.provider().write(write(before, SRV2, 1));

      assertThat(service.calls().subList(asked, service.calls().size()))
          .extracting(ProviderCallsTest::line)
          .containsExactlyElementsOf(provider.writes());
      assertThat(service.calls())
          .allMatch(provider::isOf)
          .filteredOn(call -> !call.body().isEmpty())
          .allMatch(call -> provider.contentType().equals(call.headers().get("Content-Type")));
    }
  }

  @ParameterizedTest
  @EnumSource
  void aTrialDeletesWhatItMakes(WebProvider provider) throws Exception {
    try (KameletCalls calls = calls(provider)) {
      service.otherwise(200, Map.of(), provider.accepted());

      calls.provider().trial("_clooster-check.www.example.com");

      assertThat(service.calls())
          .extracting(ProviderCallsTest::line)
          .containsExactlyElementsOf(provider.trial());
    }
  }

  @ParameterizedTest
  @EnumSource
  void refusedCredentialsAreToldAsSuch(WebProvider provider) throws Exception {
    try (KameletCalls calls = calls(provider)) {
      service.otherwise(401, Map.of(), "no: " + provider.secret());

      Event.RecordFailed failed = (Event.RecordFailed) failedRead(calls);

      assertThat(failed.denied()).isTrue();
      assertThat(failed.reason())
          .startsWith("refused with HTTP 401: no")
          .doesNotContain(provider.secret());
    }
  }

  @ParameterizedTest
  @EnumSource
  void itIsAskedAgainWhenItSaysSo(WebProvider provider) throws Exception {
    try (KameletCalls calls = calls(provider)) {
      service.otherwise(429, Map.of("Retry-After", "7"), "slower");

      Event.RecordFailed failed = (Event.RecordFailed) failedRead(calls);

      assertThat(failed.retryAfter()).isEqualTo(Duration.ofSeconds(7));
    }
  }

  @ParameterizedTest
  @EnumSource
  void aRedirectIsNotFollowed(WebProvider provider) throws Exception {
    try (KameletCalls calls = calls(provider)) {
      service.otherwise(307, Map.of("Location", service.uri() + "/elsewhere"), "");

      Event.RecordFailed failed = (Event.RecordFailed) failedRead(calls);

      assertThat(failed.reason()).contains("HTTP 307");
      assertThat(service.calls()).noneMatch(call -> call.target().equals("/elsewhere"));
    }
  }

  @ParameterizedTest
  @EnumSource
  void aPageAndAnAnswerWithoutEndAreFailures(WebProvider provider) throws Exception {
    try (KameletCalls calls = calls(provider)) {
      service.otherwise(200, Map.of(), "<!DOCTYPE html><html><p>Welcome</html>");
      assertThat(((Event.RecordFailed) failedRead(calls)).reason())
          .startsWith("what answered does not speak ");

      service.otherwise(200, Map.of(), "[".repeat(20_000_000));
      assertThat(((Event.RecordFailed) failedRead(calls)).reason()).contains("larger than");
    }
  }

  @ParameterizedTest
  @EnumSource
  void aRefusedChangeMayBeALostRaceAndEndsTheWrite(WebProvider provider) throws Exception {
    try (KameletCalls calls = calls(provider)) {
      RecordSnapshot before = read(provider, calls);
      int asked = service.calls().size();
      service.otherwise(422, Map.of(), "it is not as you say");
      Action.WriteRecord write = write(before, SRV2, 1);

      Exception failure = (Exception) catchThrowable(() -> calls.provider().write(write));

      assertThat(new RecordEvents().failed(1, write, failure))
          .isInstanceOf(Event.RecordRefused.class)
          .asString()
          .contains("it is not as you say");
      assertThat(service.calls()).hasSize(asked + 1);
    }
  }

  private static Event failedRead(KameletCalls calls) {
    Exception failure = (Exception) catchThrowable(() -> calls.provider().read());
    return new RecordEvents().failed(1, null, failure);
  }

  private static String line(Service.Call call) {
    return call.method() + " " + call.target();
  }

  private RecordSnapshot read(WebProvider provider, KameletCalls calls) throws Exception {
    service.otherwise(200, Map.of(), provider.listed());
    RecordSnapshot snapshot = calls.provider().read();
    assertThat(snapshot.value()).isEqualTo("srv1.example.com");
    assertThat(List.copyOf(service.calls()))
        .extracting(ProviderCallsTest::line)
        .containsExactlyInAnyOrderElementsOf(provider.reads());
    return snapshot;
  }

  private KameletCalls calls(WebProvider provider) throws Exception {
    String json =
        """
        {"this_server": "srv1.example.com", "servers": ["srv1.example.com", "srv2.example.com"],
         "key": "a-secret-key-of-the-link", "listen": {"address": "127.0.0.1", "port": 1},
         "%s": {"api": "%s/base", %s, "zone": "example.com", "record": "www.example.com"}}
        """
            .formatted(provider.block(), service.uri(), provider.credentials());
    Path file = Files.writeString(directory.resolve("clooster.json"), json);
    return KameletCalls.of(
        ConfigReader.read(file, RouteDirectory.kamelets(HOME), name -> null), HOME);
  }
}
