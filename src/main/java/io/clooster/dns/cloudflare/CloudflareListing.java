// SPDX-License-Identifier: Apache-2.0
package io.clooster.dns.cloudflare;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import io.clooster.dns.DnsFailure;
import java.net.URLEncoder;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * What has been listed of a zone so far, and what is still to be asked for, with as few calls as it
 * can. One or two names are asked for each by itself, by the one filter that every client uses
 * ({@code name}). Of more names all pages of the zone are asked for, unless there are more pages
 * than names.
 *
 * <p>Nothing relies on that filter: who reads the records looks for the names itself, and where the
 * list of a name has a second page, all pages of the zone are asked for.
 */
public final class CloudflareListing {
  /** Larger pages are not for every plan. */
  static final int PAGE = 100;

  /** So many names are asked for by name, however small the zone. */
  private static final int FEW = 2;

  /** So many calls may one look take. */
  static final int MOST_CALLS = 40;

  /** What the queries ask for. */
  private enum By {
    NAME,
    PAGE,
    /** The names were asked for, and had more than a page. */
    PAGE_IN_ANY_CASE
  }

  private final List<String> names;
  private final List<String> queries;
  private final List<JsonNode> records;
  private final int pages;
  private final By by;

  private CloudflareListing(
      List<String> names, List<String> queries, List<JsonNode> records, int pages, By by) {
    this.names = names;
    this.queries = queries;
    this.records = records;
    this.pages = pages;
    this.by = by;
  }

  /**
   * Nothing is listed yet.
   *
   * @param pages how many the zone had at the last look, null if there was none
   * @throws DnsFailure when it would take too many calls
   */
  static CloudflareListing of(List<String> names, @Nullable Integer pages) throws DnsFailure {
    return names.size() <= FEW
        ? byNames(names, 0)
        : upTo(pages == null ? 1 : Math.max(1, pages), 0, names, List.of(), By.PAGE);
  }

  /** The queries that are still to be asked, each a call of its own; empty when all is listed. */
  public List<String> getQueries() {
    return queries;
  }

  /** How many pages the zone has, as far as it was counted. */
  public int getPages() {
    return pages;
  }

  /** All records that were listed; some of them twice, perhaps. */
  List<JsonNode> records() {
    return records;
  }

  /**
   * The listing with the answers to its queries.
   *
   * @param envelopes one for each query, in any order
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
      boolean whole = by == By.NAME && !envelope.path("result_info").has("total_pages");
      int lists = whole && result.size() < PAGE ? 1 : pages(envelope);
      counted = Math.max(counted, lists);
    }
    if (by == By.NAME) {
      return counted <= 1
          ? new CloudflareListing(names, List.of(), all, pages, by)
          : upTo(counted, 0, names, all, By.PAGE_IN_ANY_CASE);
    }
    return counted <= pages
        ? new CloudflareListing(names, List.of(), all, counted, by)
        : upTo(counted, pages, names, all, by);
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
      int pages, int asked, List<String> names, List<JsonNode> records, By by) throws DnsFailure {
    int left = pages - asked;
    boolean fewerNames = by == By.PAGE && left > names.size();
    if ((fewerNames ? names.size() : left) > MOST_CALLS) {
      throw new DnsFailure(
          "the zone has more than %d records, too many to look through for %d names; keep it smaller, or move at most %d names"
              .formatted((pages - 1) * PAGE, names.size(), MOST_CALLS));
    }
    if (fewerNames) {
      return byNames(names, pages);
    }
    List<String> queries =
        IntStream.rangeClosed(asked + 1, pages)
            .mapToObj(page -> "page=" + page + "&per_page=" + PAGE + "&order=name")
            .toList();
    return new CloudflareListing(names, queries, records, pages, by);
  }

  private static CloudflareListing byNames(List<String> names, int pages) {
    List<String> queries =
        names.stream()
            .map(name -> "name=" + URLEncoder.encode(name, UTF_8))
            .map(filter -> filter + "&per_page=" + PAGE + "&order=type")
            .toList();
    return new CloudflareListing(names, queries, List.of(), pages, By.NAME);
  }
}
