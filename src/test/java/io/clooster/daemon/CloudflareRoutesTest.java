// SPDX-License-Identifier: Apache-2.0
package io.clooster.daemon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.clooster.failover.Action;
import io.clooster.failover.Event;
import io.clooster.failover.RecordSnapshot;
import io.clooster.sandbox.ApiCall;
import io.clooster.sandbox.CloudflareSandbox;
import io.clooster.sandbox.DnsRecord;
import io.clooster.sandbox.SandboxFault;
import io.clooster.sandbox.SandboxFaults;
import io.clooster.testing.Full;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

@Timeout(60)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CloudflareRoutesTest {
  private static final String NO_FULL_ANSWER = "no full answer within 700 ms";

  private RouteSession session;
  private CloudflareSandbox cloudflare;
  private RouteDriver driver;
  private long number;

  @BeforeAll
  void start(@TempDir Path directory) throws Exception {
    session = RouteSession.listening(directory).start();
    cloudflare = session.sandbox().cloudflare();
    driver = new RouteDriver(session);
  }

  @AfterAll
  void stop() {
    driver.close();
    session.close();
  }

  @BeforeEach
  void aRecordThatPointsToTheFirstServer() {
    cloudflare.faults().clear();
    if (!cloudflare.content(RouteSession.WWW, "CNAME").equals("srv1.example.com")) {
      cloudflare.edit(RouteSession.WWW, "CNAME", "srv1.example.com");
    }
  }

  @Test
  void theZoneIsLookedUpOnceAndRemembered() {
    // Given
    read();
    int before = cloudflare.calls().size();

    // When
    Event.RecordRead read = read();

    // Then
    assertThat(read.number()).isEqualTo(number);
    assertThat(read.snapshot().value()).isEqualTo("srv1.example.com");
    assertThat(callsSince(before)).containsExactly("GET /dns_records");
  }

  @ParameterizedTest
  @CsvSource({
    "404, 7003",
    "400, 7003",
    "400, 1001",
    "403, 10000",
    "401, 9109",
    "405, 7001",
    "410, 7003"
  })
  void aZoneThatARefusalMayBeAboutIsLookedUpAgain(int status, String code) {
    // Given
    read();
    cloudflare
        .faults()
        .on("GET", "/dns_records")
        .once(SandboxFault.answer(status, code, "No such zone"));
    int before = cloudflare.calls().size();

    // When
    Event.RecordFailed failed = ask("seda:record-read", new Action.ReadRecord(++number));
    Event.RecordRead read = read();

    // Then
    assertThat(failed.reason())
        .isEqualTo("Cloudflare says: No such zone [code %s] (HTTP %d)".formatted(code, status));
    assertThat(read.snapshot().value()).isEqualTo("srv1.example.com");
    assertThat(callsSince(before))
        .containsExactly("GET /dns_records", "GET /zones", "GET /dns_records");
  }

  @ParameterizedTest
  @CsvSource({"429, 10100", "500, 10000", "503, 10000"})
  void whatTheZoneCanNotHaveCausedLeavesItKnown(int status, String code) {
    // Given
    read();
    cloudflare.faults().on("GET", "/dns_records").once(SandboxFault.answer(status, code, "Later"));
    int before = cloudflare.calls().size();

    // When
    ask("seda:record-read", new Action.ReadRecord(++number));
    read();

    // Then
    assertThat(callsSince(before)).containsExactly("GET /dns_records", "GET /dns_records");
  }

  @Test
  void aZoneThatWasRemovedAndAddedAgainIsFoundByAWriteToo() {
    // Given
    RecordSnapshot snapshot = read().snapshot();
    cloudflare.addAgain("example.com");
    int before = cloudflare.calls().size();

    // When
    Event answer = write(snapshot);
    Event again = write(read().snapshot());

    // Then
    assertThat(answer).isInstanceOf(Event.RecordFailed.class);
    assertThat(again).isInstanceOf(Event.RecordWritten.class);
    assertThat(callsSince(before).subList(1, 4))
        .containsExactly("GET /zones", "GET /dns_records", "PATCH /dns_records");
    assertThat(cloudflare.content(RouteSession.WWW, "CNAME")).isEqualTo("srv2.example.com");
  }

  @Test
  void wrongCredentialsMakeNoMoreCallsThanReads() {
    // Given
    read();
    cloudflare.revokeToken(RouteSession.TOKEN);
    int before = cloudflare.calls().size();

    // When
    for (int i = 0; i < 3; i++) {
      ask("seda:record-read", new Action.ReadRecord(++number));
    }

    // Then
    cloudflare.allowToken(RouteSession.TOKEN);
    assertThat(callsSince(before)).containsExactly("GET /dns_records", "GET /zones", "GET /zones");
  }

  @Test
  void aWriteChangesTheContentAndNothingElse() throws Exception {
    // Given
    RecordSnapshot snapshot = read().snapshot();
    DnsRecord old = cloudflare.record(RouteSession.WWW, "CNAME").orElseThrow();

    // When
    Event answer = write(snapshot);

    // Then
    assertThat(answer).isEqualTo(new Event.RecordWritten(number));
    DnsRecord record = cloudflare.record(RouteSession.WWW, "CNAME").orElseThrow();
    assertThat(record.content()).isEqualTo("srv2.example.com");
    assertThat(record.ttl()).isEqualTo(300);
    assertThat(record.comment()).isEqualTo("by hand");
    assertThat(record.id()).isEqualTo(old.id());
    List<ApiCall> calls = cloudflare.calls();
    JsonNode body = new ObjectMapper().readTree(calls.get(calls.size() - 1).body());
    assertThat(body.properties())
        .extracting(Map.Entry::getKey, field -> field.getValue().asText())
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple("type", "CNAME"),
            org.assertj.core.groups.Tuple.tuple("name", RouteSession.WWW),
            org.assertj.core.groups.Tuple.tuple("content", "srv2.example.com"),
            org.assertj.core.groups.Tuple.tuple("ttl", "300"),
            org.assertj.core.groups.Tuple.tuple("proxied", "false"));
  }

  @Test
  void aZoneForgottenBetweenReadAndWriteDoesNotKeepTheWriteBack() {
    // Given
    RecordSnapshot snapshot = read().snapshot();
    cloudflare
        .faults()
        .on("GET", "/dns_records")
        .once(SandboxFault.answer(404, "7003", "No such zone"));
    ask("seda:record-read", new Action.ReadRecord(++number));

    // When
    Event answer = write(snapshot);

    // Then
    assertThat(answer).isInstanceOf(Event.RecordWritten.class);
    assertThat(cloudflare.content(RouteSession.WWW, "CNAME")).isEqualTo("srv2.example.com");
  }

  @Test
  void aRecordMadeAnewBetweenReadAndWriteIsAFailureAndFoundAtTheNextRead() {
    // Given
    RecordSnapshot snapshot = read().snapshot();
    cloudflare.replace(RouteSession.WWW, "CNAME");

    // When
    Event answer = write(snapshot);
    Event again = write(read().snapshot());

    // Then
    assertThat(answer)
        .isInstanceOfSatisfying(
            Event.RecordFailed.class,
            failed -> assertThat(failed.reason()).contains("[code 81044] (HTTP 404)"));
    assertThat(again).isInstanceOf(Event.RecordWritten.class);
  }

  static Stream<Arguments> faults() {
    return Stream.of(
        Arguments.of(
            SandboxFault.answer(500, "10000", "Internal"),
            "Cloudflare says: Internal [code 10000] (HTTP 500)"),
        Arguments.of(
            SandboxFault.answer(403, "9109", "Unauthorized to access requested resource"),
            "Cloudflare says: Unauthorized to access requested resource [code 9109] (HTTP 403)"),
        Arguments.of(
            SandboxFault.answer(429, "10100", "Please wait", Duration.ofSeconds(7)),
            "Cloudflare says: Please wait [code 10100] (HTTP 429)"),
        Arguments.of(SandboxFault.reset(), "connection failed: Connection reset"),
        Arguments.of(SandboxFault.lostAnswer(), "connection failed: Connection reset"),
        Arguments.of(SandboxFault.hang(), NO_FULL_ANSWER),
        Arguments.of(SandboxFault.drip(Duration.ofMillis(50)), NO_FULL_ANSWER),
        Arguments.of(SandboxFault.slowBeforeEffect(Duration.ofSeconds(2)), NO_FULL_ANSWER),
        Arguments.of(SandboxFault.slowAfterEffect(Duration.ofSeconds(2)), NO_FULL_ANSWER),
        Arguments.of(
            SandboxFault.brokenJson(),
            "what answered does not speak Cloudflare's API (HTTP 200, no JSON object)"),
        Arguments.of(
            SandboxFault.proxyError(),
            "what answered does not speak Cloudflare's API (HTTP 502, no JSON object)"),
        Arguments.of(SandboxFault.tooLarge(2_000_000), "the answer is larger than 1048576 bytes"));
  }

  @ParameterizedTest
  @MethodSource("faults")
  void aReadThatMeetsAFaultSaysSoAndTheNextOneSucceeds(SandboxFault fault, String reason) {
    // Given
    cloudflare.faults().on("GET", "/dns_records").once(fault);

    // When
    Event.RecordFailed failed = ask("seda:record-read", new Action.ReadRecord(++number));

    // Then
    assertThat(failed.number()).isEqualTo(number);
    assertThat(failed.reason()).isEqualTo(reason);
    assertThat(failed.retryAfter())
        .isEqualTo(reason.contains("429") ? Duration.ofSeconds(7) : Duration.ZERO);
    assertThat(read().snapshot().value()).isEqualTo("srv1.example.com");
  }

  @ParameterizedTest
  @MethodSource("faults")
  @Full
  void aWriteThatMeetsAFaultSaysSoAndTheNextOneSucceeds(SandboxFault fault, String reason) {
    // Given
    RecordSnapshot snapshot = read().snapshot();
    cloudflare.faults().onWrites().once(fault);

    // When
    Event answer = write(snapshot);

    // Then
    assertThat(answer)
        .isInstanceOfSatisfying(
            Event.RecordFailed.class,
            failed -> {
              assertThat(failed.number()).isEqualTo(number);
              assertThat(failed.reason()).isEqualTo(reason);
            });
    assertThat(write(read().snapshot())).isInstanceOf(Event.RecordWritten.class);
  }

  @Test
  void anApiThatIsDownIsAFailureAndFoundAgainWhenItIsUp() {
    // Given
    cloudflare.down();

    // When
    // Calls find out that their connections are gone, as many as there are in the pool.
    await()
        .until(
            () -> ask("seda:record-read", new Action.ReadRecord(++number)).reason(),
            reason -> reason.startsWith("connection refused (127.0.0.1:"));
    cloudflare.up();

    // Then
    assertThat(read().snapshot().value()).isEqualTo("srv1.example.com");
  }

  @Test
  void aReadThatHangsKeepsNoOtherOneWaiting() {
    // Given
    SandboxFaults.Rule hang =
        cloudflare.faults().on("GET", "/dns_records").once(SandboxFault.hang());
    driver.order("seda:record-read", new Action.ReadRecord(++number));
    await().until(() -> hang.hits() == 1);

    // When
    Event.RecordRead read = read();
    Event.RecordFailed failed = driver.next(Event.RecordFailed.class);

    // Then
    assertThat(read.number()).isEqualTo(number);
    assertThat(failed.number()).isEqualTo(number - 1);
  }

  @Test
  void theEventsThatComeBackCarryNoHeaders() {
    // Given
    cloudflare.faults().onAny().once(SandboxFault.hang());

    // When
    driver.order("seda:record-read", new Action.ReadRecord(++number));

    // Then
    assertThat(driver.nextHeaders()).isEmpty();
  }

  @Test
  void aRecordOfAnotherTypeIsNotTouchedButNamed() {
    // Given
    cloudflare.delete(RouteSession.WWW, "CNAME");
    cloudflare.addRecord(RouteSession.WWW, "A", "192.0.2.1");

    // When
    Event.RecordFailed failed = ask("seda:record-read", new Action.ReadRecord(++number));

    // Then
    cloudflare.delete(RouteSession.WWW, "A");
    cloudflare.addRecord(
        Map.ofEntries(
            entry("name", RouteSession.WWW),
            entry("type", "CNAME"),
            entry("content", "srv1.example.com"),
            entry("ttl", 300),
            entry("comment", "by hand")));
    assertThat(failed.reason())
        .isEqualTo(
            "there is no CNAME record 'www.example.com' in zone 'example.com'; found: A 192.0.2.1");
  }

  private Event.RecordRead read() {
    driver.order("seda:record-read", new Action.ReadRecord(++number));
    return driver.next(Event.RecordRead.class);
  }

  private Event write(RecordSnapshot snapshot) {
    driver.order(
        "seda:record-write", new Action.WriteRecord(++number, snapshot, "srv2.example.com"));
    return driver.next();
  }

  private Event.RecordFailed ask(String queue, Action action) {
    return driver.order(queue, action).next(Event.RecordFailed.class);
  }

  private List<String> callsSince(int before) {
    List<ApiCall> calls = cloudflare.calls();
    return calls.subList(before, calls.size()).stream()
        .map(
            call ->
                call.method()
                    + call.path()
                        .replaceAll(
                            "(.*/v4/zones/[0-9a-f]{32}|.*/v4)/(dns_records|zones).*", " /$2"))
        .toList();
  }
}
