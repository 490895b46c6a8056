// SPDX-License-Identifier: Apache-2.0
package io.clooster.daemon;

import static io.clooster.daemon.SeveralRecordsCalls.FIRST;
import static io.clooster.daemon.SeveralRecordsCalls.SECOND;
import static io.clooster.daemon.SeveralRecordsCalls.failure;
import static org.assertj.core.api.Assertions.assertThat;

import io.clooster.failover.Claim;
import io.clooster.failover.RecordSnapshot;
import io.clooster.sandbox.ApiCall;
import io.clooster.sandbox.CloudflareSandbox;
import io.clooster.sandbox.Contract;
import io.clooster.sandbox.DnsRecord;
import io.clooster.sandbox.RecordWrite;
import io.clooster.sandbox.SandboxFault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The shipped Cloudflare Kamelets, where one or more records move together. */
@Timeout(60)
class SeveralRecordsTest {
  private static final String SHOP = "shop.example.com";
  private static final String APEX = "example.com";

  private RouteSession session;
  private CloudflareSandbox cloudflare;
  private SeveralRecordsCalls records;

  @BeforeEach
  void anAccount(@TempDir Path directory) {
    session = RouteSession.listening(directory);
    cloudflare = session.sandbox().cloudflare();
  }

  @AfterEach
  void everyRequestKeptCloudflaresContract() {
    List<ApiCall> calls = cloudflare.calls();
    records.close();
    session.close();
    assertThat(calls).isNotEmpty().flatExtracting(Contract::breaches).isEmpty();
  }

  @Test
  void oneRecordIsChangedByItself() {
    // Given
    cloudflare.addRecord(SHOP, "CNAME", FIRST);
    records = SeveralRecordsCalls.byName(session, List.of(SHOP));
    RecordSnapshot snapshot = records.read();

    // When
    records.write(snapshot, SECOND);

    // Then
    assertThat(snapshot.value()).isEqualTo(FIRST);
    assertThat(records.read().value()).isEqualTo(SECOND);
    assertThat(calls())
        .containsExactly(
            "GET /zones", "GET /dns_records", "PATCH /dns_records/ID", "GET /dns_records");
  }

  @Test
  void twoRecordsAreReadByTheirNamesAndMovedAtOnce() {
    // Given
    cloudflare.addRecord(SHOP, "CNAME", FIRST);
    cloudflare.addRecord(APEX, "CNAME", FIRST);
    records = SeveralRecordsCalls.byName(session, List.of(SHOP, APEX));
    RecordSnapshot snapshot = records.read();

    // When
    records.write(snapshot, SECOND);

    // Then
    assertThat(snapshot.value()).isEqualTo(FIRST);
    assertThat(cloudflare.content(SHOP, "CNAME")).isEqualTo(SECOND);
    assertThat(cloudflare.content(APEX, "CNAME")).isEqualTo(SECOND);
    assertThat(calls())
        .containsExactly(
            "GET /zones", "GET /dns_records", "GET /dns_records", "POST /dns_records/batch");
    assertThat(lastCall().body())
        .isEqualTo(
            "{\"patches\":[%s,%s]}"
                .formatted(
                    "{\"id\":\"%s\",\"type\":\"CNAME\",\"name\":\"%s\",\"content\":\"%s\",\"ttl\":1,\"proxied\":false}"
                        .formatted(id(SHOP, "CNAME"), SHOP, SECOND),
                    "{\"id\":\"%s\",\"type\":\"CNAME\",\"name\":\"%s\",\"content\":\"%s\",\"ttl\":1,\"proxied\":false}"
                        .formatted(id(APEX, "CNAME"), APEX, SECOND)));
  }

  @Test
  void addressesOfBothKindsAreMovedAndAllElseStays() {
    // Given
    cloudflare.addRecord(APEX, "A", "192.0.2.1");
    cloudflare.edit(APEX, "A", Map.of("proxied", true, "comment", "the apex"));
    cloudflare.addRecord(APEX, "AAAA", "2001:db8::1");
    cloudflare.edit(APEX, "AAAA", Map.of("ttl", 120, "tags", List.of("team:web", "old")));
    cloudflare.addRecord(APEX, "TXT", "v=spf1 -all");
    cloudflare.addRecord(SHOP, "A", "192.0.2.1");
    records = SeveralRecordsCalls.byAddress(session, List.of(APEX, SHOP));
    RecordSnapshot snapshot = records.read();

    // When
    records.write(snapshot, SECOND);

    // Then
    assertThat(snapshot.value()).isEqualTo(FIRST);
    assertThat(records.read().value()).isEqualTo(SECOND);
    DnsRecord a = cloudflare.record(APEX, "A").orElseThrow();
    assertThat(a.content()).isEqualTo("192.0.2.2");
    assertThat(a.proxied()).isTrue();
    assertThat(a.comment()).isEqualTo("the apex");
    DnsRecord aaaa = cloudflare.record(APEX, "AAAA").orElseThrow();
    assertThat(aaaa.content()).isEqualTo("2001:db8::2");
    assertThat(aaaa.ttl()).isEqualTo(120);
    assertThat(aaaa.tags()).containsExactly("team:web", "old");
    assertThat(aaaa.proxied()).isFalse();
    assertThat(cloudflare.content(APEX, "TXT")).isEqualTo("v=spf1 -all");
    assertThat(cloudflare.content(SHOP, "A")).isEqualTo("192.0.2.2");
  }

  @Test
  void whatWasEditedBeforeTheReadIsKept() {
    // Given
    cloudflare.addRecord(SHOP, "CNAME", FIRST);
    cloudflare.addRecord(APEX, "CNAME", FIRST);
    records = SeveralRecordsCalls.byName(session, List.of(SHOP, APEX));
    records.read();
    cloudflare.edit(SHOP, "CNAME", Map.of("ttl", 600));
    RecordSnapshot snapshot = records.read();
    cloudflare.edit(APEX, "CNAME", Map.of("comment", "edited between read and write"));

    // When
    records.write(snapshot, SECOND);

    // Then
    assertThat(cloudflare.record(SHOP, "CNAME").orElseThrow().ttl()).isEqualTo(600);
    assertThat(cloudflare.record(APEX, "CNAME").orElseThrow().comment())
        .isEqualTo("edited between read and write");
  }

  @Test
  void twoHundredRecordsAreMovedInOneTransaction() {
    // Given
    List<String> names = IntStream.range(0, 200).mapToObj(i -> "h" + i + "." + APEX).toList();
    names.forEach(name -> cloudflare.addRecord(name, "CNAME", FIRST));
    IntStream.range(0, 50)
        .forEach(i -> cloudflare.addRecord("m" + i + "." + APEX, "A", "192.0.2.9"));
    records = SeveralRecordsCalls.byName(session, names);
    RecordSnapshot first = records.read();
    int before = cloudflare.calls().size();

    // When
    records.write(records.read(), SECOND);

    // Then
    assertThat(first.value()).isEqualTo(FIRST);
    assertThat(calls().subList(before, calls().size()))
        .containsExactly(
            "GET /dns_records", "GET /dns_records", "GET /dns_records", "POST /dns_records/batch");
    assertThat(names).allMatch(name -> cloudflare.content(name, "CNAME").equals(SECOND));
    assertThat(byTheApi()).hasSize(200);
    assertThat(byTheApi()).extracting(RecordWrite::nanos).containsOnly(byTheApi().get(0).nanos());
    assertThat(records.read().value()).isEqualTo(SECOND);
  }

  @Test
  void ofThreeNamesOneCallLearnsAll() {
    // Given
    List<String> names = List.of(SHOP, APEX, "api.example.com");
    names.forEach(name -> cloudflare.addRecord(name, "CNAME", FIRST));
    records = SeveralRecordsCalls.byName(session, names);
    records.read();
    int before = cloudflare.calls().size();

    // When
    RecordSnapshot snapshot = records.read();

    // Then
    assertThat(snapshot.value()).isEqualTo(FIRST);
    assertThat(calls().subList(before, calls().size())).containsExactly("GET /dns_records");
  }

  @Test
  void aZoneThatGrewByAPageIsReadToItsEnd() {
    // Given
    List<String> names = List.of(SHOP, APEX, "zzz.example.com");
    names.forEach(name -> cloudflare.addRecord(name, "CNAME", FIRST));
    records = SeveralRecordsCalls.byName(session, names);
    records.read();
    IntStream.range(0, 100)
        .forEach(i -> cloudflare.addRecord("m" + i + "." + APEX, "A", "192.0.2.9"));

    // When
    RecordSnapshot snapshot = records.read();

    // Then
    assertThat(snapshot.value()).isEqualTo(FIRST);
  }

  @Test
  void ofSeveralRecordsTheClaimIsReadInTheSameCallAndWrittenInTheSameTransaction() {
    // Given
    List<String> names = List.of(SHOP, APEX, "*.example.com");
    names.forEach(name -> cloudflare.addRecord(name, "CNAME", FIRST));
    records = SeveralRecordsCalls.claimed(session, names);
    RecordSnapshot first = records.read();

    // When
    records.write(first, SECOND, new Claim(1, SECOND, Duration.ofSeconds(60)));
    int before = cloudflare.calls().size();
    RecordSnapshot second = records.read();

    // Then
    assertThat(first.claim()).isNull();
    assertThat(second.value()).isEqualTo(SECOND);
    assertThat(second.claim()).isEqualTo(new Claim(1, SECOND, Duration.ofSeconds(60)));
    assertThat(cloudflare.claims(SHOP)).hasSize(1);
    assertThat(byTheApi())
        .hasSize(4)
        .extracting(RecordWrite::nanos)
        .containsOnly(byTheApi().get(0).nanos());
    assertThat(calls().subList(before, calls().size())).containsExactly("GET /dns_records");
  }

  @Test
  void aZoneThatWasAddedAgainIsFoundAfterARefusedTransaction() {
    // Given
    List<String> names = List.of(SHOP, APEX, "zzz.example.com");
    names.forEach(name -> cloudflare.addRecord(name, "CNAME", FIRST));
    IntStream.range(0, 100)
        .forEach(i -> cloudflare.addRecord("m" + i + "." + APEX, "A", "192.0.2.9"));
    records = SeveralRecordsCalls.claimed(session, names);
    RecordSnapshot snapshot = records.read();
    cloudflare.addAgain(APEX);
    int before = cloudflare.calls().size();
    Claim claim = new Claim(1, SECOND, Duration.ofSeconds(60));

    // When
    String refusal = failure(() -> records.write(snapshot, SECOND, claim));
    RecordSnapshot again = records.read();
    records.write(again, SECOND, claim);

    // Then: the pages of the new zone are counted from the first on.
    assertThat(refusal).contains("Could not route");
    assertThat(calls().subList(before, calls().size()))
        .containsExactly(
            "POST /dns_records/batch",
            "GET /zones",
            "GET /dns_records",
            "GET /dns_records",
            "POST /dns_records/batch");
    assertThat(cloudflare.calls().get(before + 2).query()).startsWith("page=1&");
    assertThat(cloudflare.calls().get(before + 2).effectNanos().orElseThrow())
        .isLessThan(cloudflare.calls().get(before + 3).arrivedNanos());
    assertThat(cloudflare.content(SHOP, "CNAME")).isEqualTo(SECOND);
  }

  @Test
  void aForeignRecordIsNamedAndMovedWithTheOthers() {
    // Given
    cloudflare.addRecord(SHOP, "CNAME", "cdn.example.net");
    cloudflare.addRecord(APEX, "CNAME", SECOND);
    records = SeveralRecordsCalls.byName(session, List.of(SHOP, APEX));
    RecordSnapshot snapshot = records.read();

    // When
    records.write(snapshot, SECOND);

    // Then
    assertThat(snapshot.value())
        .isEqualTo("shop.example.com CNAME cdn.example.net, example.com CNAME srv2.example.net");
    assertThat(records.read().value()).isEqualTo(SECOND);
    assertThat(byTheApi())
        .extracting(RecordWrite::name, RecordWrite::before, RecordWrite::content)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple(
                SHOP, Optional.of("cdn.example.net"), Optional.of(SECOND)),
            org.assertj.core.groups.Tuple.tuple(APEX, Optional.of(SECOND), Optional.of(SECOND)));
  }

  @Test
  void aRecordMadeAnewInTheMiddleKeepsAllFromMovingUntilTheNextRead() {
    // Given
    List<String> names = IntStream.range(0, 9).mapToObj(i -> "h" + i + "." + APEX).toList();
    names.forEach(name -> cloudflare.addRecord(name, "CNAME", FIRST));
    records = SeveralRecordsCalls.byName(session, names);
    RecordSnapshot snapshot = records.read();
    cloudflare.replace(names.get(5), "CNAME");

    // When
    String failure = failure(() -> records.write(snapshot, SECOND));

    // Then
    assertThat(failure).contains("[code 81044] (HTTP 404)");
    assertThat(names).allMatch(name -> cloudflare.content(name, "CNAME").equals(FIRST));
    assertThat(byTheApi()).isEmpty();
    records.write(records.read(), SECOND);
    assertThat(names).allMatch(name -> cloudflare.content(name, "CNAME").equals(SECOND));
  }

  @Test
  void aRecordThatWouldBeLeftBehindIsAFailure() {
    // Given
    cloudflare.addRecord(SHOP, "A", "192.0.2.1");
    cloudflare.addRecord(APEX, "CNAME", FIRST);
    records = SeveralRecordsCalls.byName(session, List.of(SHOP, APEX));

    // Then
    assertThat(failure(() -> records.read()))
        .isEqualTo(
            "the A record 'shop.example.com' (192.0.2.1) can't be moved: no server has an \"A\" in"
                + " the configuration; make it a CNAME, or write the \"A\" of each server");
  }

  @Test
  void oneOfSeveralCallsThatFailsIsTheReadsFailure() {
    // Given
    recordsOnTwoPages();
    cloudflare
        .faults()
        .on("GET", "/dns_records")
        .once(SandboxFault.answer(429, "10100", "Please wait", Duration.ofSeconds(7)));

    // Then
    assertThat(failure(() -> records.read()))
        .isEqualTo("Cloudflare says: Please wait [code 10100] (HTTP 429)");
    assertThat(records.read().value()).isEqualTo(FIRST);
  }

  @Test
  void oneOfSeveralCallsThatHangsIsTheReadsFailure() {
    // Given
    recordsOnTwoPages();
    cloudflare.faults().on("GET", "/dns_records").once(SandboxFault.hang());

    // Then
    assertThat(failure(() -> records.read())).isEqualTo("no full answer within 700 ms");
    assertThat(records.read().value()).isEqualTo(FIRST);
  }

  /** The next read makes two calls. */
  private void recordsOnTwoPages() {
    List<String> names = List.of(SHOP, APEX, "api.example.com");
    names.forEach(name -> cloudflare.addRecord(name, "CNAME", FIRST));
    IntStream.range(0, 100)
        .forEach(i -> cloudflare.addRecord("m" + i + "." + APEX, "A", "192.0.2.9"));
    records = SeveralRecordsCalls.byName(session, names);
    records.read();
  }

  private List<String> calls() {
    return cloudflare.calls().stream()
        .map(
            call ->
                call.method()
                    + call.path()
                        .replaceAll("dns_records/[0-9a-f]{32}", "dns_records/ID")
                        .replaceAll("(.*/zones/[0-9a-f]{32}|.*/v4)/?", " /"))
        .toList();
  }

  private ApiCall lastCall() {
    return cloudflare.calls().get(cloudflare.calls().size() - 1);
  }

  private List<RecordWrite> byTheApi() {
    return cloudflare.writes().stream().filter(write -> write.by() == RecordWrite.By.API).toList();
  }

  private String id(String name, String type) {
    return cloudflare.record(name, type).orElseThrow().id();
  }
}
