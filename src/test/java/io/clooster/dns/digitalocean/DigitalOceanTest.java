// SPDX-License-Identifier: Apache-2.0
package io.clooster.dns.digitalocean;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.clooster.dns.DnsFailure;
import io.clooster.dns.PagedListing;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the API's answers are taken for, and which calls a change takes. */
class DigitalOceanTest {
  private static final Map<String, Object> ORDER =
      Map.of("zone", "example.com", "names", List.of("www.example.com"));

  private static final Map<String, Object> CLAIM =
      Map.of("name", "_clooster.www.example.com", "type", "TXT", "content", "\"v=2\"", "ttl", 60);

  private final DigitalOcean digitalOcean = new DigitalOcean();

  @Test
  void aRecordHasItsFullNameAndItsId() throws Exception {
    assertThat(
            listing(
                    """
                    {"domain_records": [
                       {"id": 28448429, "type": "CNAME", "name": "www", "data": "@",
                        "priority": null, "port": null, "ttl": 1800, "weight": null,
                        "flags": null, "tag": null},
                       {"id": 28448430, "type": "TXT", "name": "@", "data": "@", "ttl": 30}],
                     "links": {}, "meta": {"total": 2}}
                    """)
                .records())
        .map(String::valueOf)
        .containsExactly(
            "{name=www.example.com, type=CNAME, content=example.com, ttl=1800, id=28448429}",
            "{name=example.com, type=TXT, content=@, ttl=30, id=28448430}");
  }

  @Test
  void aNextPageIsAskedForByItsNumberWhereverItsAddressLeads() throws Exception {
    assertThat(
            listing(
                    """
                    {"domain_records": [], "links": {"pages": {"next":
                       "https://elsewhere.example/v2/domains/x/records?per_page=200&page=2"}}}
                    """)
                .getQueries())
        .containsExactly("name=www.example.com&per_page=200&page=2");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "<html> | no JSON",
        "{} | has no list domain_records",
        "{\"domain_records\": [{}]} | has no data",
        "{\"domain_records\": [{\"id\": \"../1\", \"data\": \"x\", \"type\": \"A\"}]} | no number",
        "{\"domain_records\": []} | has no object links",
        "{\"domain_records\": [], \"links\": {\"pages\": {\"next\": \"x\"}}} | which page",
      })
  void whatIsNoListIsAFailure(String answer, String what) {
    assertThatThrownBy(() -> listing(answer))
        .isInstanceOf(DnsFailure.class)
        .hasMessageContaining(what);
  }

  @Test
  void aFirstClaimIsMadeBeforeTheRecordMoves() {
    assertThat(digitalOcean.write(order(List.of(), CLAIM)))
        .map(String::valueOf)
        .containsExactly(
            "ApiCall[method=POST, path=/domains/example.com/records, body={type=TXT,"
                + " name=_clooster.www, data=v=2, ttl=60}]",
            "ApiCall[method=PATCH, path=/domains/example.com/records/1, body={type=CNAME,"
                + " data=srv2.example.com.}]");
  }

  @Test
  void aClaimThatIsThereIsChangedInPlaceAndOthersAreDeleted() {
    List<Map<String, Object>> gone = List.of(claim("7"), claim("8"));

    assertThat(digitalOcean.write(order(gone, CLAIM)))
        .extracting(call -> call.method() + " " + call.path() + " " + call.body())
        .containsExactly(
            "PATCH /domains/example.com/records/7 {type=TXT, data=v=2}",
            "DELETE /domains/example.com/records/8 ",
            "PATCH /domains/example.com/records/1 {type=CNAME, data=srv2.example.com.}");
  }

  @Test
  void aTrialDeletesWhatItMade() throws Exception {
    Map<String, Object> order = Map.of("zone", "example.com", "name", "_check.example.com");
    assertThat(digitalOcean.trial(order))
        .extracting(call -> call.method() + " " + call.path())
        .containsExactly("POST /domains/example.com/records");

    String made =
        "{\"domain_record\": {\"id\": 9, \"type\": \"TXT\", \"name\": \"x\", \"data\": \"y\"}}";
    assertThat(digitalOcean.trialOver(order, made.getBytes(UTF_8)))
        .isEqualTo("/domains/example.com/records/9");
  }

  private static Map<String, Object> claim(String id) {
    return Map.of(
        "name", "_clooster.www.example.com", "type", "TXT", "content", "v=1", "ttl", 60, "id", id);
  }

  private static Map<String, Object> order(
      List<Map<String, Object>> gone, Map<String, Object> made) {
    Map<String, Object> record =
        Map.of("name", "www.example.com", "type", "CNAME", "content", "srv1.example.com", "id", 1);
    return Map.of(
        "zone",
        "example.com",
        "update",
        List.of(Map.of("record", record, "content", "srv2.example.com")),
        "delete",
        gone,
        "create",
        List.of(made));
  }

  private PagedListing listing(String answer) throws DnsFailure {
    return digitalOcean.next(ORDER, digitalOcean.listing(ORDER), List.of(answer.getBytes(UTF_8)));
  }
}
