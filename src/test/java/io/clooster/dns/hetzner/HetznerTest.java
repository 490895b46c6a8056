// SPDX-License-Identifier: Apache-2.0
package io.clooster.dns.hetzner;

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

/** What the API's answers are taken for. */
class HetznerTest {
  private static final Map<String, Object> ORDER =
      Map.of("zone", "example.com", "names", List.of("example.com"));

  private static final String SET =
      """
      {"rrsets": [{"id": "@/A", "name": "@", "type": "A", "ttl": %s, "labels": {}, "zone": 42,
         "protection": {"change": false}, "records": [{"value": "192.0.2.%d", "comment": "web"}]}],
       "meta": {"pagination": {"page": 1, "per_page": 50, "previous_page": null,
         "next_page": %s, "last_page": 1, "total_entries": 1}}}
      """;

  private final Hetzner hetzner = new Hetzner();

  @Test
  void eachValueIsARecordOfItsFullName() throws Exception {
    PagedListing listing = listing(SET.formatted("60", 1, "null"));

    assertThat(listing.getQueries()).isEmpty();
    assertThat(listing.records())
        .singleElement()
        .hasToString("{name=example.com, type=A, content=192.0.2.1, ttl=60, comment=web}");
    assertThat(hetzner.inherits(listing)).isFalse();
  }

  @Test
  void aNextPageIsAskedFor() throws Exception {
    PagedListing first = listing(SET.formatted("60", 1, "2"));
    assertThat(first.getQueries()).containsExactly("name=%40&per_page=50&page=2");

    PagedListing second =
        hetzner.next(ORDER, first, List.of(SET.formatted("60", 2, "null").getBytes(UTF_8)));

    assertThat(second.getQueries()).isEmpty();
    assertThat(second.records())
        .extracting(record -> record.get("content"))
        .containsExactly("192.0.2.1", "192.0.2.2");
  }

  @Test
  void pagesWithoutEndAreAFailure() throws Exception {
    PagedListing listing = hetzner.listing(ORDER);
    byte[] page = SET.formatted("60", 1, "2").getBytes(UTF_8);
    for (int i = 1; i < 20; i++) {
      listing = hetzner.next(ORDER, listing, List.of(page));
    }
    PagedListing last = listing;

    assertThatThrownBy(() -> hetzner.next(ORDER, last, List.of(page)))
        .isInstanceOf(DnsFailure.class)
        .hasMessageContaining("more than 20 pages");
  }

  @Test
  void aRecordWithoutATtlIsKeptAsLongAsItsZoneSays() throws Exception {
    PagedListing listing = listing(SET.formatted("null", 1, "null"));
    assertThat(hetzner.inherits(listing)).isTrue();

    assertThat(hetzner.inheriting(listing, "{\"zone\": {\"ttl\": 3600}}".getBytes(UTF_8)))
        .singleElement()
        .hasToString(
            "{name=example.com, type=A, content=192.0.2.1, ttl=null, comment=web, cached=3600}");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "<html> | no JSON",
        "null | no JSON",
        "[] | has no list rrsets",
        "{\"rrsets\": [1]} | something else than objects in rrsets",
        "{\"rrsets\": [{}]} | has no list records",
        "{\"rrsets\": [{\"records\": [{}]}]} | has no name",
        "{\"rrsets\": []} | has no object meta",
      })
  void whatIsNoListIsAFailure(String answer, String what) {
    assertThatThrownBy(() -> listing(answer))
        .isInstanceOf(DnsFailure.class)
        .hasMessageContaining(what);
  }

  @Test
  void anActionIsRunningOrOver() throws Exception {
    assertThat(action("running", hetzner.deadline())).isEqualTo(new HetznerAction("7", true));
    assertThat(action("success", System.nanoTime() - 1)).isEqualTo(new HetznerAction("7", false));
  }

  @Test
  void oneThatTakesTooLongIsAFailure() {
    assertThatThrownBy(() -> action("running", System.nanoTime() - 1))
        .isInstanceOf(DnsFailure.class)
        .hasMessage("Hetzner accepted the change, but did not carry it out within 20 s");
  }

  @Test
  void oneThatFailedIsAFailureInItsWords() {
    assertThatThrownBy(() -> action("error", hetzner.deadline()))
        .isInstanceOf(DnsFailure.class)
        .hasMessageEndingWith("could not carry it out: Action failed (action_failed)");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{} | has no object action",
        "{\"action\": {}} | has no status",
        "{\"action\": {\"id\": 1, \"status\": \"odd\"}} | neither running nor over",
        "{\"action\": {\"id\": \"../1\", \"status\": \"running\"}} | whose id is no number",
      })
  void whatIsNoActionIsAFailure(String answer, String what) {
    assertThatThrownBy(() -> hetzner.action(hetzner.deadline(), answer.getBytes(UTF_8)))
        .isInstanceOf(DnsFailure.class)
        .hasMessageContaining(what);
  }

  private HetznerAction action(String status, long deadline) throws DnsFailure {
    String answer =
        """
        {"action": {"id": 7, "command": "set_rrset_records", "status": "%s", "progress": 0,
           "error": {"code": "action_failed", "message": "Action failed"}}}
        """
            .formatted(status);
    return hetzner.action(deadline, answer.getBytes(UTF_8));
  }

  private PagedListing listing(String answer) throws DnsFailure {
    return hetzner.next(ORDER, hetzner.listing(ORDER), List.of(answer.getBytes(UTF_8)));
  }
}
