// SPDX-License-Identifier: Apache-2.0
package io.clooster.dns.cloudflare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.clooster.config.Config;
import io.clooster.dns.DnsFailure;
import io.clooster.dns.DnsReads;
import io.clooster.dns.DnsWrites;
import io.clooster.dns.Mapping;
import io.clooster.dns.Targets;
import io.clooster.failover.Action;
import io.clooster.failover.Claim;
import io.clooster.failover.RecordSnapshot;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CloudflareRecordsTest {
  private static final String ZONE = "023e105f4ecef8ad9ca31a8372d0c353";
  private static final String ID = "372e67954025e0ba6aaa6d586b9e0b59";

  /** As the API returns it, read-only fields, nulls and all. */
  private static final String WWW =
      """
      {"id":"%s","zone_id":"%s","zone_name":"example.com","name":"www.example.com","type":"CNAME",
       "content":"Srv1.example.com","proxiable":true,"proxied":true,"ttl":1,"settings":{},
       "meta":{"auto_added":false},"comment":null,"tags":[],
       "created_on":"2014-01-01T05:20:00Z","modified_on":"2014-01-01T05:20:00Z"}
      """
          .formatted(ID, ZONE);

  private final Records records = records(literal("CNAME"));

  @Test
  void theZoneIsFoundByItsName() throws Exception {
    assertThat(
            records.zone(
                List.of(
                    envelope(
                        "[{\"id\":\"x\",\"name\":\"example.org\"},{\"id\":\""
                            + ZONE
                            + "\",\"name\":\"Example.com\"}]"))))
        .isEqualTo(ZONE);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[]",
        "[null]",
        "[1,\"example.com\",[]]",
        "[{\"name\":null,\"id\":\"1\"}]",
        "[{\"name\":\"example.org\",\"id\":\"1\"}]"
      })
  void aZoneThatIsNotListedIsSaidSo(String zones) {
    assertThatThrownBy(() -> records.zone(List.of(envelope(zones))))
        .isInstanceOf(DnsFailure.class)
        .hasMessage("no active zone 'example.com' that these credentials may see at Cloudflare");
  }

  @ParameterizedTest
  @ValueSource(strings = {"null", "\"\"", "{\"id\":\"1\",\"name\":\"example.com\"}", "42", "true"})
  void whatIsNoListIsSaidSo(String result) {
    assertThatThrownBy(() -> records.zone(List.of(envelope(result))))
        .isInstanceOf(DnsFailure.class)
        .hasMessage("Cloudflare's answer has no list of zones");
    assertThatThrownBy(() -> read(records, result))
        .isInstanceOf(DnsFailure.class)
        .hasMessage("Cloudflare's answer has no list of records");
  }

  @ParameterizedTest
  @ValueSource(strings = {"null", "\"\"", "7.5", "\"../../user\"", "\"a?b\"", "{}", "\"a b\""})
  void anIdThatIsNoneIsNotUsed(String id) {
    assertThatThrownBy(
            () -> records.zone(List.of(envelope("[{\"name\":\"example.com\",\"id\":" + id + "}]"))))
        .isInstanceOf(DnsFailure.class)
        .hasMessage("Cloudflare's answer has something without a proper id");
    assertThatThrownBy(() -> read(records, "[" + WWW.replace("\"" + ID + "\"", id) + "]"))
        .isInstanceOf(DnsFailure.class)
        .hasMessage("Cloudflare's answer has something without a proper id");
  }

  @Test
  void aWriteRepeatsWhatWasReadAndChangesTheContentAlone() throws Exception {
    // Given
    RecordSnapshot snapshot = read(records, "[" + WWW + "]");

    // When
    Action.WriteRecord write = new Action.WriteRecord(1, snapshot, "srv2.example.com");

    // Then
    assertThat(snapshot.value()).isEqualTo("srv1.example.com");
    assertThat(records.path(write)).isEqualTo("/zones/" + ZONE + "/dns_records/" + ID);
    assertThat(records.body(write))
        .containsExactly(
            entry("type", "CNAME"),
            entry("name", "www.example.com"),
            entry("content", "srv2.example.com"),
            entry("ttl", 1L),
            entry("proxied", true));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          "ttl":1 | "ttl":"abc"
          "ttl":1 | "ttl":null
          "ttl":1 | "ttl":1.5
          "proxied":true | "proxied":"yes"
          "proxied":true | "proxied":null
          """)
  void whatWasNotReadProperlyIsNotWritten(String proper, String odd) throws Exception {
    // Given
    RecordSnapshot snapshot = read(records, "[" + WWW.replace(proper, odd) + "]");

    // When
    Map<String, Object> patch =
        records.body(new Action.WriteRecord(1, snapshot, "srv2.example.com"));

    // Then
    assertThat(patch).hasSize(4).doesNotContainKey(odd.startsWith("\"ttl") ? "ttl" : "proxied");
  }

  @Test
  void ofSeveralTypesOursIsTaken() throws Exception {
    // Given
    Records addresses = records(literal("AAAA"));

    // When
    RecordSnapshot snapshot =
        read(
            addresses,
            "[" + record("A", "192.0.2.1") + "," + record("AAAA", "2001:DB8::0:1") + "]");

    // Then
    assertThat(snapshot.value()).isEqualTo("2001:db8::1");
  }

  @Test
  void aRecordOfAnotherNameIsNeverOurs() {
    assertThatThrownBy(
            () -> read(records, "[" + WWW.replace("www.example.com", "mail.example.com") + "]"))
        .hasMessage("there is no CNAME record 'www.example.com' in zone 'example.com'");
  }

  @Test
  void severalCandidatesAreNamedAndNoneIsTaken() {
    // Given
    Records addresses = records(literal("A"));

    // Then
    assertThatThrownBy(
            () ->
                read(
                    addresses,
                    "[" + record("A", "192.0.2.1") + "," + record("A", "192.0.2.2") + "]"))
        .isInstanceOf(DnsFailure.class)
        .hasMessage(
            "there is more than one A record 'www.example.com'; found: A 192.0.2.1, A 192.0.2.2");
  }

  @Test
  void otherTypesAreNamedButNotAllOfMany() {
    // Given
    String many =
        IntStream.rangeClosed(1, 100)
            .mapToObj(i -> record("TXT", "line\\n" + i + "x".repeat(900)))
            .collect(Collectors.joining(",", "[", "]"));

    // Then
    assertThatThrownBy(() -> read(records, many))
        .isInstanceOf(DnsFailure.class)
        .hasMessageStartingWith(
            "there is no CNAME record 'www.example.com' in zone 'example.com'; found: TXT line 1xx")
        .hasMessageEndingWith("… and 95 more");
  }

  @Test
  void aRecordWithoutContentIsSaidSo() {
    assertThatThrownBy(() -> read(records, "[" + WWW.replace("\"Srv1.example.com\"", "null") + "]"))
        .isInstanceOf(DnsFailure.class)
        .hasMessage("Cloudflare's answer has a record without content");
  }

  @Test
  void severalRecordsAreMovedInOneBatch() throws Exception {
    // Given
    Records several = several("www.example.com", "example.com", "shop.example.com");
    RecordSnapshot snapshot =
        read(
            several,
            "["
                + WWW.replace("CNAME", "A").replace("Srv1.example.com", "192.0.2.1")
                + ","
                + record("example.com", "AAAA", "2001:DB8::1")
                + ","
                + record("mail.example.com", "A", "192.0.2.1")
                + ","
                + record("shop.example.com", "CNAME", "SRV1.example.com.")
                + "]");

    // When
    Action.WriteRecord write = new Action.WriteRecord(1, snapshot, "srv2.example.com");

    // Then
    assertThat(snapshot.value()).isEqualTo("srv1.example.com");
    assertThat(several.call(write).conditional()).isFalse();
    assertThat(several.path(write)).isEqualTo("/zones/" + ZONE + "/dns_records/batch");
    JsonNode patches = new ObjectMapper().valueToTree(several.body(write)).path("patches");
    assertThat(patches)
        .extracting(patch -> patch.path("type").asText() + " " + patch.path("content").asText())
        .containsExactly("A 192.0.2.2", "AAAA 2001:db8::2", "CNAME srv2.example.com");
    assertThat(patches.get(0))
        .hasToString(
            "{\"id\":\"%s\",\"type\":\"A\",\"name\":\"www.example.com\",\"content\":\"192.0.2.2\",\"ttl\":1,\"proxied\":true}"
                .formatted(ID));
  }

  @Test
  void aRecordThatIsListedTwiceIsOne() throws Exception {
    // When
    RecordSnapshot snapshot = read(records, "[" + WWW + "," + WWW + "]");

    // Then
    assertThat(snapshot.value()).isEqualTo("srv1.example.com");
  }

  @Test
  void aServerThatIsNoneIsNotWritten() throws Exception {
    // Given
    Records several = several("www.example.com", "example.com");
    RecordSnapshot snapshot =
        read(
            several,
            "[" + record("A", "192.0.2.1") + "," + record("example.com", "A", "192.0.2.1") + "]");

    // Then
    assertThatThrownBy(() -> several.body(new Action.WriteRecord(1, snapshot, "srv9.example.com")))
        .hasMessageContaining("srv9.example.com");
  }

  @Test
  void recordsThatLeaveNoRoomForTheClaimAreSaidSo() throws Exception {
    // Given
    List<String> names = hosts(100);
    Records claimed = records(Mapping.claimed(targets(names)));
    List<String> listed = addressesOf(names).toList();

    // Then
    assertThatThrownBy(() -> read(claimed, listed.toString()))
        .isInstanceOf(DnsFailure.class)
        .hasMessage(
            "200 records and the claim don't fit into one transaction of cloudflare's, 198 records do;"
                + " move fewer, or write \"claim\": false");
    List<String> room = listed.stream().filter(record -> !record.contains("\"h99.")).toList();
    assertThatThrownBy(() -> read(claimed, room.toString()))
        .hasMessageContaining("h99.example.com");
    assertThat(
            read(records(Mapping.claimed(targets(names.subList(0, 99)))), room.toString()).value())
        .isEqualTo("srv1.example.com");
  }

  @Test
  void aBatchWithAClaimNeverHasMoreChangesThanCloudflareTakes() throws Exception {
    // Given
    List<String> names = hosts(99);
    Records claimed = records(Mapping.claimed(targets(names)));
    Stream<String> moved = addressesOf(names);
    Stream<String> claims =
        IntStream.rangeClosed(1, 9)
            .mapToObj(
                epoch ->
                    record(
                        "_clooster.h0.example.com",
                        "TXT",
                        "v=1 holder=srv1.example.com epoch=" + epoch));
    RecordSnapshot snapshot = read(claimed, Stream.concat(moved, claims).toList().toString());
    Claim next = new Claim(10, "srv2.example.com", Duration.ofSeconds(10));

    // When
    JsonNode moving = batch(claimed, snapshot, "srv2.example.com", next);
    Claim renewed = new Claim(10, "srv1.example.com", Duration.ofSeconds(10));
    JsonNode renewing = batch(claimed, snapshot, "srv1.example.com", renewed);

    // Then
    assertThat(snapshot.claim().epoch()).isEqualTo(9);
    assertThat(moving.path("patches")).hasSize(198);
    assertThat(moving.path("deletes")).hasSize(1);
    assertThat(moving.path("deletes").get(0)).isEqualTo(renewing.path("deletes").get(0));
    assertThat(renewing.path("deletes")).hasSize(9);
    assertThat(renewing.has("patches")).isFalse();
    assertThat(renewing.path("posts").toString())
        .isEqualTo(
            "[{\"type\":\"TXT\",\"name\":\"_clooster.h0.example.com\","
                + "\"content\":\"\\\"v=1 epoch=10 holder=srv1.example.com renew=10\\\"\",\"ttl\":60,"
                + "\"comment\":\"Clooster: who may move the records (do not edit)\"}]");
  }

  private static JsonNode batch(Records records, RecordSnapshot snapshot, String value, Claim claim)
      throws Exception {
    return new ObjectMapper()
        .valueToTree(records.body(new Action.WriteRecord(1, snapshot, value, claim)));
  }

  private static Records records(Mapping mapping) {
    return new Records(mapping);
  }

  /** What the Kamelet does, but for the calls. */
  private static final class Records {
    private static final Config.Provider PROVIDER =
        new Config.Provider("cloudflare", true, Set.of("lookup"), 200, 0, 0, 0);

    private final Cloudflare cloudflare = new Cloudflare();
    private final Mapping mapping;
    private final DnsReads reads;

    Records(Mapping mapping) {
      this.mapping = mapping;
      this.reads = new DnsReads(PROVIDER, mapping);
    }

    /** The id of the zone, as it stands in the next call's path. */
    String zone(List<JsonNode> envelopes) throws Exception {
      CloudflareStep zones = cloudflare.begin("read", reads.question());
      return cloudflare.next(zones, envelopes).calls().get(0).path().split("/", 4)[2];
    }

    RecordSnapshot read(String result) throws Exception {
      CloudflareStep step = cloudflare.begin("read", reads.question());
      if (step.calls().get(0).path().equals("/zones")) {
        String zone = "[{\"id\":\"%s\",\"name\":\"example.com\"}]".formatted(ZONE);
        step = cloudflare.next(step, List.of(envelope(zone)));
      }
      return reads.reading(cloudflare.next(step, List.of(envelope(result))).result());
    }

    CloudflareCall call(Action.WriteRecord write) throws Exception {
      return cloudflare
          .begin("write", new DnsWrites(PROVIDER, mapping).change(write))
          .calls()
          .get(0);
    }

    String path(Action.WriteRecord write) throws Exception {
      return call(write).path();
    }

    Map<String, Object> body(Action.WriteRecord write) throws Exception {
      return new ObjectMapper()
          .enable(DeserializationFeature.USE_LONG_FOR_INTS)
          .readValue(call(write).body(), new TypeReference<>() {});
    }
  }

  private static List<String> hosts(int count) {
    return IntStream.range(0, count).mapToObj(i -> "h" + i + ".example.com").toList();
  }

  /** An A and an AAAA record of each, as the API lists them. */
  private static Stream<String> addressesOf(List<String> names) {
    return names.stream()
        .flatMap(
            name -> Stream.of(record(name, "A", "192.0.2.1"), record(name, "AAAA", "2001:db8::1")));
  }

  private static Records several(String... names) {
    return records(Mapping.of(targets(List.of(names))));
  }

  private static Targets targets(List<String> names) {
    Map<String, Map<String, String>> servers = new LinkedHashMap<>();
    servers.put("srv1.example.com", Map.of("A", "192.0.2.1", "AAAA", "2001:db8::1"));
    servers.put("srv2.example.com", Map.of("A", "192.0.2.2", "AAAA", "2001:db8::2"));
    return new Targets("example.com", names, servers);
  }

  @Property
  void whateverTheFieldsAreItIsAReadingOrAFailure(@ForAll("values") String value) throws Exception {
    for (String field : new String[] {"id", "name", "type", "content", "ttl", "proxied"}) {
      String odd =
          "["
              + WWW.replaceAll(
                  "\"" + field + "\":(\"[^\"]*\"|[a-z0-9]+)",
                  "\"" + field + "\":" + java.util.regex.Matcher.quoteReplacement(value))
              + "]";
      try {
        RecordSnapshot snapshot = read(records, odd);
        assertThat(records.body(new Action.WriteRecord(1, snapshot, "x"))).containsKey("content");
      } catch (DnsFailure e) {
        assertThat(e).hasMessageNotContaining("\n");
      }
    }
  }

  @Provide
  Arbitrary<String> values() {
    return Arbitraries.of(
        "null",
        "0",
        "-1",
        "1e99",
        "99999999999999999999",
        "true",
        "[]",
        "[[]]",
        "{}",
        "\"\"",
        "\"\\u0000\"",
        "\".\"",
        "\"::\"",
        "\"CNAME\"",
        "\"www.example.com.\"");
  }

  private static String record(String type, String content) {
    return record("www.example.com", type, content);
  }

  private static String record(String name, String type, String content) {
    return "{\"id\":\"%s\",\"name\":\"%s\",\"type\":\"%s\",\"content\":\"%s\"}"
        .formatted(UUID.randomUUID(), name, type, content);
  }

  private static RecordSnapshot read(Records records, String result) throws Exception {
    return records.read(result);
  }

  private static JsonNode envelope(String result) throws Exception {
    return json(
        "{\"success\":true,\"result\":%s,\"result_info\":{\"total_pages\":1}}".formatted(result));
  }

  private static JsonNode json(String text) throws Exception {
    return new ObjectMapper().readTree(text);
  }

  private static Mapping literal(String type) {
    return Mapping.of(
        new Config.DnsRecord("example.com", "www.example.com", type, "srv1.example.com"));
  }
}
