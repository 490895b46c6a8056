// SPDX-License-Identifier: Apache-2.0
package io.clooster.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CloudflareSandboxTest {
  private static final String WWW = "www.example.com";

  private final Sandbox sandbox = Sandbox.start();
  private final CloudflareSandbox cloudflare = sandbox.cloudflare();
  private Client client;
  private String records;

  @BeforeEach
  void aZoneWithARecord() {
    records = "/zones/" + cloudflare.addZone("example.com") + "/dns_records";
    cloudflare.allowToken("token-1");
    cloudflare.addRecord(
        Map.of(
            "name",
            WWW,
            "type",
            "CNAME",
            "content",
            "srv1.example.com",
            "ttl",
            300,
            "comment",
            "moved by Clooster",
            "tags",
            List.of("owner:me")));
    client = new Client(cloudflare.uri(), "Authorization", "Bearer token-1");
  }

  @AfterEach
  void close() {
    sandbox.close();
  }

  @Test
  void aPatchLeavesWhatItDoesNotName() throws Exception {
    // When
    Client.Reply reply =
        client.send("PATCH", www(), "{\"type\":\"CNAME\",\"content\":\"srv2.example.com\"}");

    // Then
    assertThat(reply.status()).isEqualTo(200);
    DnsRecord record = cloudflare.record(WWW, "CNAME").orElseThrow();
    assertThat(record.content()).isEqualTo("srv2.example.com");
    assertThat(record.ttl()).isEqualTo(300);
    assertThat(record.comment()).isEqualTo("moved by Clooster");
    assertThat(record.tags()).containsExactly("owner:me");
  }

  @Test
  void aPutResetsWhatItDoesNotName() throws Exception {
    // Given
    cloudflare.edit(WWW, "CNAME", Map.of("proxied", true));

    // When
    Client.Reply reply = client.send("PUT", www(), cname(WWW, "srv2.example.com"));

    // Then
    assertThat(reply.status()).isEqualTo(200);
    DnsRecord record = cloudflare.record(WWW, "CNAME").orElseThrow();
    assertThat(record.proxied()).isFalse();
    assertThat(record.comment()).isEmpty();
    assertThat(record.tags()).isEmpty();
  }

  @Test
  void aProxiedRecordHasTheAutomaticTtl() throws Exception {
    // When
    client.send("PATCH", www(), "{\"type\":\"CNAME\",\"proxied\":true}");

    // Then
    assertThat(cloudflare.record(WWW, "CNAME").orElseThrow().ttl()).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          PATCH | {"content":"srv2.example.com"}                                  | 9207
          PATCH | {"type":"CNAME","contents":"srv2.example.com"}                  | 9207
          PATCH | {"type":"CNAME","id":"x","content":"srv2.example.com"}          | 9207
          PATCH | {"type":"CNAME","modified_on":"2026-01-01T00:00:00Z"}           | 9207
          PATCH | {"type":"A","content":"192.0.2.1"}                              | 9207
          PATCH | {"type":"CNAME","ttl":"300"}                                    | 9207
          PATCH | {"type":"CNAME","ttl":59}                                       | 1004
          PATCH | {"type":"CNAME","ttl":86401}                                    | 1004
          PATCH | {"type":"CNAME","content":"not a host"}                         | 1004
          PATCH | {"type":"CNAME","content":"www.example.com"}                    | 1004
          PUT   | {"type":"CNAME","name":"www.example.com","content":"b.example"} | 9207
          PATCH | {"type":"CNAME","type":"CNAME","content":"srv2.example.com"}    | 6007
          PATCH | {"type":"CNAME","content":"srv2.example.com"}}                  | 6007
          PATCH | ["CNAME"]                                                       | 6007
          PATCH | {"type":"CNAME",                                                | 6007
          """)
  void aBadBodyChangesNothing(String method, String body, int code) throws Exception {
    // When
    Client.Reply reply = client.send(method, www(), body);

    // Then
    assertThat(reply.status()).isEqualTo(400);
    assertThat(reply.code()).isEqualTo(code);
    assertThat(cloudflare.content(WWW, "CNAME")).isEqualTo("srv1.example.com");
  }

  @Test
  void aBodyMustSayThatItIsJson() throws Exception {
    // When
    Client.Reply reply =
        client.sendAs("PATCH", www(), cname(WWW, "srv2.example.com"), "text/plain");

    // Then
    assertThat(reply.status()).isEqualTo(400);
    assertThat(reply.code()).isEqualTo(9207);
  }

  @ParameterizedTest
  @CsvSource({
    "CNAME, www.example.com, srv1.example.com, 81058",
    "CNAME, www.example.com, srv9.example.com, 81053",
    "A,     www.example.com, 192.0.2.1,        81054",
    "AAAA,  www.example.com, 2001:db8::1,      81054",
    "CNAME, a.example.com,   srv1.example.com, 81053",
    "A,     a.example.com,   192.0.2.1,        81058",
    "NS,    a.example.com,   ns.example.com,   81056",
  })
  void recordsThatCanNotStandBesideEachOtherAreRefused(
      String type, String name, String content, int code) throws Exception {
    // Given
    cloudflare.addRecord("a.example.com", "A", "192.0.2.1");

    // When
    Client.Reply reply = client.send("POST", records, record(type, name, content));

    // Then
    assertThat(reply.status()).isEqualTo(400);
    assertThat(reply.code()).isEqualTo(code);
  }

  @ParameterizedTest
  @CsvSource({
    "A, 192.0.2.256, 9005",
    "A, 192.0.2, 9005",
    "A, srv1.example.com, 9005",
    "AAAA, 192.0.2.1, 9006",
    "AAAA, 2001:db8:::1, 9006",
    "CNAME, -srv.example.com, 9007",
  })
  void contentMustSuitTheType(String type, String content, int code) throws Exception {
    // When
    Client.Reply reply = client.send("POST", records, record(type, "b.example.com", content));

    // Then
    assertThat(reply.status()).isEqualTo(400);
    assertThat(reply.code()).isEqualTo(1004);
    assertThat(reply.causeCode()).isEqualTo(code);
  }

  @ParameterizedTest
  @CsvSource({
    "A, 192.0.2.1",
    "AAAA, 2001:db8::1",
    "AAAA, ::ffff:192.0.2.1",
    "CNAME, srv1.example.org",
    "TXT, v=spf1 -all"
  })
  void aGoodRecordIsMade(String type, String content) throws Exception {
    // When
    Client.Reply reply = client.send("POST", records, record(type, "b.example.com", content));

    // Then
    assertThat(reply.status()).as(reply.http().body()).isEqualTo(200);
    assertThat(reply.result().path("content").asText()).isEqualTo(content);
    assertThat(cloudflare.content("b.example.com", type)).isEqualTo(content);
  }

  @Test
  void aRecordThatWasMadeAnewHasAnotherId() throws Exception {
    // Given
    String old = www();
    cloudflare.replace(WWW, "CNAME");

    // When
    Client.Reply reply = client.get(old);

    // Then
    assertThat(reply.status()).isEqualTo(404);
    assertThat(reply.code()).isEqualTo(81044);
    assertThat(client.get(www()).status()).isEqualTo(200);
  }

  @Test
  void aBatchIsCarriedOutInItsOrder() throws Exception {
    // Given
    DnsRecord claim = cloudflare.addRecord("_clooster." + WWW, "TXT", "epoch=1");

    // When
    Client.Reply reply =
        client.send(
            "POST",
            records + "/batch",
            """
            {"posts": [{"type":"TXT","name":"_clooster.www.example.com","content":"epoch=1","ttl":60}],
             "patches": [{"id":"%s","type":"CNAME","content":"srv2.example.com"}],
             "deletes": [{"id":"%s"}]}
            """
                .formatted(id(WWW, "CNAME"), claim.id()));

    // Then
    assertThat(reply.status()).as(reply.http().body()).isEqualTo(200);
    assertThat(reply.result().at("/deletes/0/id").asText()).isEqualTo(claim.id());
    assertThat(reply.result().at("/patches/0/content").asText()).isEqualTo("srv2.example.com");
    assertThat(id("_clooster." + WWW, "TXT")).isNotEqualTo(claim.id());
  }

  @Test
  void aBatchThatFailsAnywhereChangesNothing() throws Exception {
    // Given
    DnsRecord claim = cloudflare.addRecord("_clooster." + WWW, "TXT", "epoch=1");
    List<DnsRecord> before = cloudflare.records();

    // When
    Client.Reply reply =
        client.send(
            "POST",
            records + "/batch",
            """
            {"deletes": [{"id":"%s"}],
             "patches": [{"id":"%s","type":"CNAME","content":"srv2.example.com"}],
             "posts": [{"type":"A","name":"www.example.com","content":"192.0.2.1","ttl":1}]}
            """
                .formatted(claim.id(), id(WWW, "CNAME")));

    // Then
    assertThat(reply.code()).isEqualTo(81054);
    assertThat(cloudflare.records()).isEqualTo(before);
    assertThat(cloudflare.writes(WWW)).hasSize(1);
  }

  @Test
  void ofTwoBatchesThatDeleteTheSameClaimOneFails() throws Exception {
    // Given
    DnsRecord claim = cloudflare.addRecord("_clooster." + WWW, "TXT", "epoch=1");
    String takeOver = "{\"deletes\":[{\"id\":\"" + claim.id() + "\"}]}";

    // When
    Client.Reply first = client.send("POST", records + "/batch", takeOver);
    Client.Reply second = client.send("POST", records + "/batch", takeOver);

    // Then
    assertThat(first.status()).isEqualTo(200);
    assertThat(second.status()).isEqualTo(404);
    assertThat(second.code()).isEqualTo(81044);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {}
          {"deletes":[]}
          {"delete":[{"id":"x"}]}
          {"deletes":{"id":"x"}}
          {"patches":[{"type":"CNAME","content":"srv2.example.com"}]}
          """)
  void aBatchOfAnotherFormIsRefused(String body) throws Exception {
    // When
    Client.Reply reply = client.send("POST", records + "/batch", body);

    // Then
    assertThat(reply.status()).isEqualTo(400);
    assertThat(reply.code()).isEqualTo(9207);
  }

  @ParameterizedTest
  @CsvSource({
    "name=www.example.com, 1",
    "name=WWW.example.com, 1",
    "name.exact=www.example.com, 1",
    "match=all&name.exact=www.example.com&type=A, 0",
    "name=ww.example.com, 0",
    "type=A, 2",
    "type=A&content=192.0.2.2, 1",
    "proxied=true, 0",
  })
  void theListIsFiltered(String query, int count) throws Exception {
    // Given
    cloudflare.addRecord("a.example.com", "A", "192.0.2.1");
    cloudflare.addRecord("a.example.com", "A", "192.0.2.2");

    // When
    Client.Reply reply = client.get(records + "?" + query);

    // Then
    assertThat(reply.result()).hasSize(count);
    assertThat(reply.json().at("/result_info/total_count").asInt()).isEqualTo(count);
  }

  @Test
  void theListComesInPages() throws Exception {
    // Given
    for (int i = 1; i <= 4; i++) {
      cloudflare.addRecord("a.example.com", "A", "192.0.2." + i);
    }

    // When
    Client.Reply reply = client.get(records + "?type=A&order=content&per_page=3&page=2");

    // Then
    assertThat(reply.result()).hasSize(1);
    assertThat(reply.result().at("/0/content").asText()).isEqualTo("192.0.2.4");
    JsonNode info = reply.json().path("result_info");
    assertThat(info.path("count").asInt()).isEqualTo(1);
    assertThat(info.path("page").asInt()).isEqualTo(2);
    assertThat(info.path("total_pages").asInt()).isEqualTo(2);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "per_page=101",
        "per_page=0",
        "page=0",
        "order=colour",
        "nmae=www.example.com",
        "match=any&name=www.example.com",
        "name.startswith=www.example.com"
      })
  void aQueryThatIsNotUnderstoodIsRefused(String query) throws Exception {
    assertThat(client.get(records + "?" + query).status()).isEqualTo(400);
  }

  @ParameterizedTest
  @CsvSource({
    "GET, /zones/0123/dns_records, 404, 7003",
    "GET, /zones/00000000000000000000000000000000, 404, 7003",
    "GET, /accounts, 404, 7003",
    "POST, /zones, 405, 7001",
  })
  void whatIsNotThereIsSaidSo(String method, String path, int status, int code) throws Exception {
    // When
    Client.Reply reply = client.send(method, path, "");

    // Then
    assertThat(reply.status()).isEqualTo(status);
    assertThat(reply.code()).isEqualTo(code);
    assertThat(reply.result().isNull()).isTrue();
  }

  @Test
  void theZoneIsFoundByItsNameAndStatus() throws Exception {
    // Given
    cloudflare.addZone("example.org");

    // When
    Client.Reply active = client.get("/zones?name=example.com&status=active");
    Client.Reply pending = client.get("/zones?name=example.com&status=pending");

    // Then
    assertThat(active.result()).hasSize(1);
    assertThat(records).contains(active.result().at("/0/id").asText());
    assertThat(pending.result()).isEmpty();
  }

  @Test
  void writesTellWhatTheRecordHeldAndWhoWrote() throws Exception {
    // When
    client.send("PATCH", www(), "{\"type\":\"CNAME\",\"content\":\"srv2.example.com\"}");
    cloudflare.edit(WWW, "CNAME", "srv3.example.com");
    client.send("DELETE", www(), "");

    // Then
    List<RecordWrite> writes = cloudflare.writes(WWW);
    assertThat(writes)
        .extracting(RecordWrite::content)
        .containsExactly(
            Optional.of("srv1.example.com"),
            Optional.of("srv2.example.com"),
            Optional.of("srv3.example.com"),
            Optional.empty());
    assertThat(writes)
        .extracting(RecordWrite::by)
        .containsExactly(
            RecordWrite.By.HAND, RecordWrite.By.API, RecordWrite.By.HAND, RecordWrite.By.API);
    assertThat(writes).extracting(RecordWrite::nanos).isSorted();
  }

  @Test
  void theStoryOfAllRecordsCanBeReadFromTheirWrites() throws Exception {
    // Given
    DnsRecord claim = cloudflare.addRecord("_clooster." + WWW, "TXT", "epoch=1");
    cloudflare.addRecord("example.com", "A", "192.0.2.1");
    cloudflare.allowTokenOf("srv2", "token-of-srv2");
    Client second = new Client(cloudflare.uri(), "Authorization", "Bearer token-of-srv2");
    int before = cloudflare.writes().size();

    // When
    Client.Reply reply =
        second.send(
            "POST",
            records + "/batch",
            """
            {"deletes": [{"id":"%s"}],
             "patches": [{"id":"%s","type":"CNAME","content":"srv2.example.com"},
                         {"id":"%s","type":"A","content":"192.0.2.2"}],
             "posts": [{"type":"TXT","name":"_clooster.www.example.com","content":"epoch=2","ttl":60}]}
            """
                .formatted(claim.id(), id(WWW, "CNAME"), id("example.com", "A")));

    // Then
    assertThat(reply.status()).isEqualTo(200);
    List<RecordWrite> writes = cloudflare.writes().subList(before, cloudflare.writes().size());
    assertThat(writes)
        .extracting(write -> write.name() + " " + write.before() + " " + write.content())
        .containsExactly(
            "_clooster.www.example.com Optional[epoch=1] Optional.empty",
            "www.example.com Optional[srv1.example.com] Optional[srv2.example.com]",
            "example.com Optional[192.0.2.1] Optional[192.0.2.2]",
            "_clooster.www.example.com Optional.empty Optional[epoch=2]");
    assertThat(writes).extracting(RecordWrite::caller).containsOnly("srv2");
    assertThat(writes).extracting(RecordWrite::nanos).containsOnly(writes.get(0).nanos());
    assertThat(cloudflare.writes()).extracting(RecordWrite::nanos).isSorted();
  }

  @Test
  void theWritesOfTwoServersAreToldApart() throws Exception {
    // Given
    cloudflare.allowTokenOf("srv2", "token-of-srv2");
    Client second = new Client(cloudflare.uri(), "Authorization", "Bearer token-of-srv2");

    // When
    second.send("PATCH", www(), "{\"type\":\"CNAME\",\"content\":\"srv2.example.com\"}");
    client.send("PATCH", www(), "{\"type\":\"CNAME\",\"content\":\"srv1.example.com\"}");

    // Then
    List<RecordWrite> writes = cloudflare.writes(WWW);
    assertThat(writes).extracting(RecordWrite::caller).startsWith("", "srv2").hasSize(3);
    assertThat(writes.get(2).caller()).isNotIn("", "srv2").doesNotContain("token");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {"id":"00000000000000000000000000000000","type":"A","content":"192.0.2.9"} | 404 | 81044 | 0
          {"id":"A","type":"A","content":"192.0.2.999"}                              | 400 | 1004  | 9005
          {"id":"A","type":"A","content":"192.0.2.9","ttl":5}                        | 400 | 1004  | 9021
          {"id":"A","content":"192.0.2.9"}                                           | 400 | 9207  | 0
          {"id":"A","type":"AAAA","content":"2001:db8::9"}                           | 400 | 9207  | 0
          {"id":"A","type":"A","content":"192.0.2.9","modified_on":"2026-01-01"}     | 400 | 9207  | 0
          {"id":"A","type":"A","content":"192.0.2.3"}                                | 400 | 81058 | 0
          """)
  void aBadPatchInTheMiddleOfABatchIsNamedAndNothingIsApplied(
      String bad, int status, int code, int cause) throws Exception {
    // Given
    String first = cloudflare.addRecord("a.example.com", "A", "192.0.2.1").id();
    String second = cloudflare.addRecord("b.example.com", "A", "192.0.2.2").id();
    cloudflare.addRecord("b.example.com", "A", "192.0.2.3");
    String third = cloudflare.addRecord("c.example.com", "A", "192.0.2.4").id();
    List<DnsRecord> before = cloudflare.records();
    int writes = cloudflare.writes().size();
    String good = "{\"id\":\"%s\",\"type\":\"A\",\"content\":\"192.0.2.8\"}";

    // When
    Client.Reply reply =
        client.send(
            "POST",
            records + "/batch",
            "{\"patches\":[%s,%s,%s]}"
                .formatted(
                    good.formatted(first),
                    bad.replace("\"id\":\"A\"", "\"id\":\"" + second + "\""),
                    good.formatted(third)));

    // Then
    assertThat(reply.status()).isEqualTo(status);
    assertThat(reply.code()).isEqualTo(code);
    if (cause != 0) {
      assertThat(reply.causeCode()).isEqualTo(cause);
    }
    assertThat(cloudflare.records()).isEqualTo(before);
    assertThat(cloudflare.writes()).hasSize(writes);
  }

  @Test
  void aBatchOfTheFreePlanHas200ChangesAndNoMore() throws Exception {
    // Given
    String post =
        "{\"type\":\"A\",\"name\":\"h%d.example.com\",\"content\":\"192.0.2.1\",\"ttl\":1}";
    String posts =
        IntStream.range(0, 200).mapToObj(post::formatted).collect(Collectors.joining(","));

    // When
    Client.Reply tooMany =
        client.send(
            "POST",
            records + "/batch",
            "{\"deletes\":[{\"id\":\"" + id(WWW, "CNAME") + "\"}],\"posts\":[" + posts + "]}");
    Client.Reply most = client.send("POST", records + "/batch", "{\"posts\":[" + posts + "]}");

    // Then
    assertThat(tooMany.status()).isEqualTo(400);
    assertThat(most.status()).isEqualTo(200);
    assertThat(most.result().path("posts")).hasSize(200);
    assertThat(cloudflare.records()).hasSize(201);
  }

  @Test
  void callsAreLoggedInOrderWithTheirTimesAndAnswers() throws Exception {
    // When
    client.get(records + "?name=" + WWW);
    client.send("PATCH", www(), "{\"type\":\"CNAME\",\"content\":\"token-1.example.com\"}");

    // Then
    List<ApiCall> calls = cloudflare.calls();
    assertThat(calls).extracting(ApiCall::method).containsExactly("GET", "PATCH");
    assertThat(calls).extracting(ApiCall::status).containsOnly(200);
    assertThat(calls.get(0).path()).isEqualTo("/client/v4" + records);
    assertThat(calls.get(0).query()).isEqualTo("name=" + WWW);
    assertThat(calls.get(1).effectNanos().orElseThrow()).isGreaterThan(calls.get(1).arrivedNanos());
    assertThat(calls.get(1).body()).contains("***.example.com").doesNotContain("token-1");
  }

  @Test
  void textIsKeptAsItWasSentAndIsIdenticalHoweverItIsQuoted() throws Exception {
    // Given
    String name = "_clooster.www.example.com";
    cloudflare.addRecord(name, "TXT", "\"v=1 \" \"epoch=7 holder=srv1.example.com\"");

    // When
    Client.Reply again =
        client.send(
            "POST",
            records,
            "{\"type\":\"TXT\",\"name\":\"%s\",\"content\":\"v=1 epoch=7 holder=srv1.example.com\",\"ttl\":60}"
                .formatted(name));

    // Then
    assertThat(again.code()).isEqualTo(81058);
    assertThat(cloudflare.content(name, "TXT"))
        .isEqualTo("\"v=1 \" \"epoch=7 holder=srv1.example.com\"");
    assertThat(cloudflare.claimsNow("www.example.com"))
        .containsExactly("v=1 epoch=7 holder=srv1.example.com");
  }

  @Test
  void whoWroteWhichClaimIsRemembered() throws Exception {
    // Given
    cloudflare.allowTokenOf("srv2", "token-2");
    Client second = new Client(cloudflare.uri(), "Authorization", "Bearer token-2");
    String name = "_clooster._wildcard.example.com";
    String id = cloudflare.addRecord(name, "TXT", "holder").id();

    // When
    second.send(
        "POST",
        records + "/batch",
        """
        {"deletes":[{"id":"%s"}],
         "posts":[{"type":"TXT","name":"%s","content":"\\"v=1 epoch=8 holder=srv2\\"","ttl":60}]}
        """
            .formatted(id, name));

    // Then
    assertThat(cloudflare.claims("*.example.com"))
        .extracting(ClaimWrite::caller, claim -> claim.epoch().orElse(0), ClaimWrite::holder)
        .containsExactly(tuple("", 0L, ""), tuple("srv2", 8L, "srv2"));
    assertThat(cloudflare.claimsNow("*.example.com")).containsExactly("v=1 epoch=8 holder=srv2");
  }

  @Test
  void editsByHandObeyTheSameRules() {
    assertThatThrownBy(() -> cloudflare.addRecord(WWW, "A", "192.0.2.1"))
        .hasMessageContaining("CNAME record with that host already exists");
    assertThatThrownBy(() -> cloudflare.addRecord("www.example.org", "A", "192.0.2.1"))
        .hasMessageContaining("no zone here");
  }

  private String www() {
    return records + "/" + id(WWW, "CNAME");
  }

  private String id(String name, String type) {
    return cloudflare.record(name, type).orElseThrow().id();
  }

  private static String cname(String name, String content) {
    return record("CNAME", name, content);
  }

  private static String record(String type, String name, String content) {
    return "{\"type\":\"%s\",\"name\":\"%s\",\"content\":\"%s\",\"ttl\":1}"
        .formatted(type, name, content);
  }
}
