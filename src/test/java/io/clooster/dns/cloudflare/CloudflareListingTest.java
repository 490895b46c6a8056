// SPDX-License-Identifier: Apache-2.0
package io.clooster.dns.cloudflare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.clooster.dns.DnsFailure;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CloudflareListingTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @Test
  void twoNamesAreAskedForEachByItself() throws Exception {
    // When
    CloudflareListing listing = CloudflareListing.of(List.of("example.com", "*.example.com"), 7);

    // Then
    assertThat(listing.getQueries())
        .containsExactly(
            "name=example.com&per_page=100&order=type",
            "name=*.example.com&per_page=100&order=type");
  }

  @Test
  void oneNameIsAskedForByItself() throws Exception {
    // When
    CloudflareListing listing = CloudflareListing.of(List.of("example.com"), 7);

    // Then
    assertThat(listing.getQueries()).containsExactly("name=example.com&per_page=100&order=type");
  }

  @Test
  void aNameWhoseListHasASecondPageIsLookedForOnAllPagesOfTheZone() throws Exception {
    // When: the filter is not honoured, or the name has more than 100 records.
    CloudflareListing listing =
        CloudflareListing.of(names(2), null).with(List.of(page(1), page(3)));

    // Then
    assertThat(listing.getQueries())
        .containsExactly(
            "page=1&per_page=100&order=name",
            "page=2&per_page=100&order=name",
            "page=3&per_page=100&order=name");
    assertThat(listing.with(List.of(page(3), page(3), page(3))).getQueries()).isEmpty();
    assertThat(listing.with(List.of(page(4), page(4), page(4))).getQueries())
        .containsExactly("page=4&per_page=100&order=name");
    assertThatThrownBy(() -> listing.with(List.of(page(44), page(44), page(44))))
        .hasMessageContaining("too many to look through for 2 names");
  }

  @Test
  void aListOfANameThatDoesNotCountItsPagesIsWholeUnlessItIsFull() throws Exception {
    // Given
    ObjectNode few = JSON.createObjectNode();
    few.withArray("result").addObject().put("name", "www.example.com");
    ObjectNode full = JSON.createObjectNode();
    IntStream.range(0, 100).forEach(i -> full.withArray("result").addObject());

    // Then
    assertThat(CloudflareListing.of(names(1), null).with(List.of(few)).getQueries()).isEmpty();
    assertThatThrownBy(() -> CloudflareListing.of(names(1), null).with(List.of(full)))
        .isInstanceOf(DnsFailure.class)
        .hasMessage("Cloudflare's answer does not say how many pages there are");
  }

  @Test
  void manyNamesAreListedPageByPage() throws Exception {
    // Given
    CloudflareListing first = CloudflareListing.of(names(200), null);
    assertThat(first.getQueries()).containsExactly("page=1&per_page=100&order=name");

    // When
    CloudflareListing second = first.with(List.of(page(3)));
    CloudflareListing all = second.with(List.of(page(3), page(3)));

    // Then
    assertThat(second.getQueries())
        .containsExactly("page=2&per_page=100&order=name", "page=3&per_page=100&order=name");
    assertThat(all.getQueries()).isEmpty();
    assertThat(all.records()).hasSize(3);
    assertThat(all.getPages()).isEqualTo(3);
  }

  @Test
  void theNextLookAsksForAllPagesAtOnce() throws Exception {
    // When
    CloudflareListing listing = CloudflareListing.of(names(200), 3);

    // Then
    assertThat(listing.getQueries()).hasSize(3);
    assertThat(listing.with(List.of(page(2), page(2), page(2))).getQueries()).isEmpty();
    assertThat(listing.with(List.of(page(2), page(2), page(2))).getPages()).isEqualTo(2);
    assertThat(listing.with(List.of(page(4), page(4), page(4))).getQueries())
        .containsExactly("page=4&per_page=100&order=name");
  }

  @Test
  void theNamesAreAskedForWhereThatTakesFewerCalls() throws Exception {
    // When
    CloudflareListing listing = CloudflareListing.of(names(3), null).with(List.of(page(50)));

    // Then
    assertThat(listing.getQueries()).hasSize(3).allMatch(query -> query.startsWith("name=host"));
    assertThat(listing.records()).isEmpty();
    assertThat(CloudflareListing.of(names(3), listing.getPages()).getQueries()).hasSize(3);
  }

  @Test
  void aZoneWithoutRecordsIsListed() throws Exception {
    // When
    CloudflareListing listing = CloudflareListing.of(names(3), null).with(List.of(page(0)));

    // Then
    assertThat(listing.getQueries()).isEmpty();
    assertThat(CloudflareListing.of(names(3), listing.getPages()).getQueries()).hasSize(1);
  }

  @Test
  void moreCallsThanALookMayTakeAreNotMade() throws Exception {
    // Given
    CloudflareListing listing = CloudflareListing.of(names(41), null);

    // Then
    assertThat(listing.with(List.of(page(41))).getQueries()).hasSize(40);
    assertThatThrownBy(() -> listing.with(List.of(page(Integer.MAX_VALUE))))
        .isInstanceOf(DnsFailure.class)
        .hasMessageContaining("too many to look through for 41 names")
        .hasMessageContaining("move at most 40 names");
  }

  @ParameterizedTest
  @ValueSource(strings = {"null", "-1", "1.5", "\"2\"", "9999999999", "[]", "{}"})
  void anAnswerThatDoesNotCountItsPagesIsSaidSo(String total) throws Exception {
    // Given
    ObjectNode page = (ObjectNode) page(1);
    page.withObject("/result_info").set("total_pages", JSON.readTree(total));

    // Then
    assertThatThrownBy(() -> CloudflareListing.of(names(3), null).with(List.of(page)))
        .isInstanceOf(DnsFailure.class)
        .hasMessage("Cloudflare's answer does not say how many pages there are");
  }

  private static List<String> names(int count) {
    return IntStream.range(0, count).mapToObj(i -> "host" + i + ".example.com").toList();
  }

  private static JsonNode page(int total) {
    ObjectNode page = JSON.createObjectNode();
    page.withArray("result").addObject().put("name", "www.example.com");
    page.withObject("/result_info").put("total_pages", total);
    return page;
  }
}
