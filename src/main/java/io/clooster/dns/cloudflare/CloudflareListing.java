// SPDX-License-Identifier: Apache-2.0
package io.clooster.dns.cloudflare;

import com.fasterxml.jackson.databind.JsonNode;
import io.clooster.dns.DnsFailure;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * What has been listed of a zone so far, and what is still to be asked for, with as few calls as it
 * can: the API lists the records of one name or those of all names, and next to nothing between.
 * Two names are asked for in one call, by two filters of which either has to match ({@code
 * match=any}): the second is one for beginnings, and nothing else of a zone begins with a full name
 * in it. Of more names all pages of the zone are asked for, unless there are more pages than names.
 */
public final class CloudflareListing {
  /** Larger pages are not for every plan. */
  static final int PAGE = 100;

  /** So many names can be asked for in one call. */
  private static final int FEW = 2;

  /** So many calls may one look take. */
  static final int MOST_CALLS = 40;

  private final List<String> names;
  private final List<String> queries;
  private final List<JsonNode> records;
  private final int pages;
  private final boolean byName;

  private CloudflareListing(
      List<String> names, List<String> queries, List<JsonNode> records, int pages, boolean byName) {
    this.names = names;
    this.queries = queries;
    this.records = records;
    this.pages = pages;
    this.byName = byName;
  }

  /**
   * Nothing is listed yet.
   *
   * @param pages how many the zone had at the last look, null if there was none
   * @throws DnsFailure when it would take too many calls
   */
  static CloudflareListing of(List<String> names, @Nullable Integer pages) throws DnsFailure {
    if (names.size() <= FEW) {
      return new CloudflareListing(names, List.of(either(names)), List.of(), 0, true);
    }
    return upTo(pages == null ? 1 : Math.max(1, pages), 0, names, List.of());
  }

  /** The queries that are still to be asked, each a call of its own; empty when all is listed. */
  public List<String> getQueries() {
    return queries;
  }

  /** How many pages the zone has, as far as it was counted. */
  public int getPages() {
    return pages;
  }

  /** All records that were listed. */
  List<JsonNode> records() {
    return records;
  }

  /**
   * The listing with the answers to its queries.
   *
   * @param envelopes one for each query
   * @throws DnsFailure when an answer is no list, or more pages have shown up than can be asked for
   */
  CloudflareListing with(List<JsonNode> envelopes) throws DnsFailure {
    List<JsonNode> all = new ArrayList<>(records);
    int counted = 0;
    for (JsonNode envelope : envelopes) {
      JsonNode result = envelope.path("result");
      if (!result.isArray()) {
        throw new DnsFailure("Cloudflare's answer has no list of records");
      }
      result.forEach(all::add);
      counted = Math.max(counted, byName ? 0 : pages(envelope));
    }
    if (byName || counted <= pages) {
      return new CloudflareListing(names, List.of(), all, byName ? pages : counted, byName);
    }
    return upTo(counted, pages, names, all);
  }

  private static int pages(JsonNode envelope) throws DnsFailure {
    JsonNode total = envelope.path("result_info").path("total_pages");
    if (!total.canConvertToInt() || !total.isIntegralNumber() || total.intValue() < 0) {
      throw new DnsFailure("Cloudflare's answer does not say how many pages there are");
    }
    return total.intValue();
  }

  /** The pages {@code asked + 1} to {@code pages}, or the names where those are fewer. */
  private static CloudflareListing upTo(
      int pages, int asked, List<String> names, List<JsonNode> records) throws DnsFailure {
    int left = pages - asked;
    if (Math.min(left, names.size()) > MOST_CALLS) {
      throw new DnsFailure(
          "the zone has more than %d records, too many to look through for %d names; keep it smaller, or move at most %d names"
              .formatted((pages - 1) * PAGE, names.size(), MOST_CALLS));
    }
    if (left > names.size()) {
      return byNames(names, pages);
    }
    List<String> queries =
        IntStream.rangeClosed(asked + 1, pages)
            .mapToObj(page -> "page=" + page + "&per_page=" + PAGE + "&order=name")
            .toList();
    return new CloudflareListing(names, queries, records, pages, false);
  }

  private static String either(List<String> names) {
    return names.size() == 1
        ? byName(names.get(0))
        : "match=any&name.exact="
            + names.get(0)
            + "&name.startswith="
            + names.get(1)
            + "&per_page="
            + PAGE
            + "&order=type";
  }

  private static String byName(String name) {
    return "name=" + name + "&per_page=" + PAGE + "&order=type";
  }

  private static CloudflareListing byNames(List<String> names, int pages) {
    List<String> queries = names.stream().map(CloudflareListing::byName).toList();
    return new CloudflareListing(names, queries, List.of(), pages, true);
  }
}
