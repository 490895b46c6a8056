// SPDX-License-Identifier: Apache-2.0
package io.clooster.dns.route53;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.clooster.dns.DnsFailure;
import io.clooster.dns.PagedListing;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.apache.camel.http.base.HttpOperationFailedException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the API's answers are taken for. */
class Route53Test {
  private static final Map<String, Object> ORDER =
      Map.of("zone", "example.com", "names", List.of("*.example.com"));

  private static final String ZONES =
      """
      <?xml version="1.0" encoding="UTF-8"?>
      <ListHostedZonesByNameResponse xmlns="https://route53.amazonaws.com/doc/2013-04-01/">
        <HostedZones>%s</HostedZones><DNSName>example.com.</DNSName>
        <IsTruncated>false</IsTruncated><MaxItems>100</MaxItems>
      </ListHostedZonesByNameResponse>
      """;

  private static final String ZONE =
      """
      <HostedZone><Id>/hostedzone/%s</Id><Name>%s.</Name><CallerReference>x</CallerReference>
        <Config><PrivateZone>%s</PrivateZone></Config></HostedZone>
      """;

  private static final String SETS =
      """
      <?xml version="1.0" encoding="UTF-8"?>
      <ListResourceRecordSetsResponse xmlns="https://route53.amazonaws.com/doc/2013-04-01/">
        <ResourceRecordSets>%s</ResourceRecordSets>
        <IsTruncated>%s</IsTruncated><MaxItems>100</MaxItems>
        <NextRecordName>%s</NextRecordName><NextRecordType>A</NextRecordType>
      </ListResourceRecordSetsResponse>
      """;

  private static final String SET =
      """
      <ResourceRecordSet><Name>%s.</Name><Type>CNAME</Type><TTL>300</TTL>
        <ResourceRecords><ResourceRecord><Value>srv1.example.com</Value></ResourceRecord>
        </ResourceRecords></ResourceRecordSet>
      """;

  private final Route53 route53 = new Route53("");

  @Test
  void thePublicZoneOfTheNameIsTaken() throws Exception {
    assertThat(route53.isZoneUnknown()).isTrue();
    assertThat(route53.zoneQuery(ORDER)).isEqualTo("dnsname=example.com.&maxitems=100");

    found(
        ZONE.formatted("Z1", "example.com", "true")
            + ZONE.formatted("Z2", "example.com", "false")
            + ZONE.formatted("Z3", "example.org", "false"));

    assertThat(route53.isZoneUnknown()).isFalse();
    assertThat(route53.path()).isEqualTo("/2013-04-01/hostedzone/Z2/rrset");
  }

  @ParameterizedTest
  @CsvSource({"404, true", "403, true", "400, false", "500, false"})
  void afterARefusalItIsLookedForAgain(int status, boolean unknown) throws Exception {
    // Given
    found(ZONE.formatted("Z2", "example.com", "false"));
    Exception failure =
        new IOException(
            new HttpOperationFailedException("http://x.test", status, "", null, null, ""));

    // When
    assertThatThrownBy(() -> route53.failed(failure)).isSameAs(failure);

    // Then
    assertThat(route53.isZoneUnknown()).isEqualTo(unknown);
  }

  @Test
  void oneThatIsGivenIsNotLookedFor() {
    Route53 given = new Route53("Z9");
    Exception failure = new HttpOperationFailedException("http://x.test", 404, "", null, null, "");
    assertThatThrownBy(() -> given.failed(failure)).isSameAs(failure);

    assertThat(given.isZoneUnknown()).isFalse();
    assertThat(given.path()).isEqualTo("/2013-04-01/hostedzone/Z9/rrset");
  }

  @Test
  void noneAndSeveralAreFailures() {
    String one = ZONE.formatted("Z1", "example.com", "false");
    assertThatThrownBy(() -> found(""))
        .isInstanceOf(DnsFailure.class)
        .hasMessageStartingWith("no public hosted zone 'example.com'");
    assertThatThrownBy(() -> found(one + one)).hasMessageEndingWith("write zone_id");
    assertThatThrownBy(() -> found(one.replace("Z1", "../x")))
        .hasMessageContaining("hosted zone without an id");
  }

  @Test
  void aNameIsAskedForByWhereTheListBeginsAndWhatFollowsIsLeftOut() throws Exception {
    PagedListing listing = route53.listing(ORDER);
    assertThat(listing.getQueries()).containsExactly("maxitems=100&name=%2A.example.com.");

    PagedListing listed =
        next(
            listing,
            SETS.formatted(
                SET.formatted("\\052.example.com") + SET.formatted("www.example.com"),
                "true",
                "x.example.com."));

    assertThat(listed.getQueries()).isEmpty();
    assertThat(listed.records())
        .singleElement()
        .hasToString("{name=*.example.com, type=CNAME, content=srv1.example.com, ttl=300}");
  }

  @Test
  void ofManyNamesAllPagesOfTheZoneAreRead() throws Exception {
    Map<String, Object> order =
        Map.of("names", List.of("a.example.com", "b.example.com", "c.example.com"));
    PagedListing first = route53.listing(order);
    assertThat(first.getQueries()).containsExactly("maxitems=300");

    PagedListing second =
        route53.next(
            order, first, List.of(SETS.formatted("", "true", "z.example.com.").getBytes(UTF_8)));

    assertThat(second.getQueries()).containsExactly("maxitems=300&name=z.example.com.&type=A");
  }

  @Test
  void anAliasAndARoutingPolicyCantBeMoved() {
    String alias = SET.formatted("*.example.com").replace("<TTL>", "<AliasTarget/><TTL>");
    String weighted = SET.formatted("*.example.com").replace("<TTL>", "<SetIdentifier/><TTL>");

    for (String set : List.of(alias, weighted)) {
      assertThatThrownBy(() -> next(route53.listing(ORDER), SETS.formatted(set, "false", "")))
          .isInstanceOf(DnsFailure.class)
          .hasMessageContaining("is an alias, or has a routing policy");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{} | no XML",
        "<!DOCTYPE x [<!ENTITY a 'b'>]><x>&a;</x> | no XML",
        "<html/> | is no ListResourceRecordSetsResponse",
        "<ListResourceRecordSetsResponse/> | has no ResourceRecordSets",
      })
  void whatIsNoListIsAFailure(String answer, String what) {
    assertThatThrownBy(() -> next(route53.listing(ORDER), answer))
        .isInstanceOf(DnsFailure.class)
        .hasMessageContaining(what);
  }

  private void found(String zones) throws DnsFailure {
    route53.zoneFound(ORDER, ZONES.formatted(zones).getBytes(UTF_8));
  }

  private PagedListing next(PagedListing listing, String answer) throws DnsFailure {
    return route53.next(ORDER, listing, List.of(answer.getBytes(UTF_8)));
  }
}
