// SPDX-License-Identifier: Apache-2.0
package io.clooster.dns;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLEncoder;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What has been listed of a zone so far, and what is still to be asked for: at first a query for
 * each name, then their next pages, if they have more than one.
 */
public final class PagedListing {
  /** So many pages may a name have: what answers with more is no list of a name's records. */
  private static final int MOST_PAGES = 20;

  private final List<String> queries;
  private final Set<Map<String, Object>> records;
  private final int round;

  private PagedListing(List<String> queries, Set<Map<String, Object>> records, int round) {
    this.queries = List.copyOf(queries);
    this.records = records;
    this.round = round;
  }

  /**
   * One page.
   *
   * @param next the query for the next one; empty if this is the last
   */
  public record Page(List<Map<String, Object>> records, Optional<String> next) {}

  /** Makes a page of what a query was answered with. */
  public interface PageReader {
    Page page(String query, byte[] answer) throws DnsFailure;
  }

  /** Nothing is listed yet. */
  public static PagedListing of(List<String> queries) {
    return new PagedListing(queries, Set.of(), 1);
  }

  /**
   * The same for an API that is asked {@code name=…&per_page=…}: a query for each name.
   *
   * @param size of its pages
   */
  public static PagedListing ofNames(List<String> names, int size) {
    return of(
        names.stream()
            .map(name -> "name=" + URLEncoder.encode(name, UTF_8) + "&per_page=" + size)
            .toList());
  }

  /** The query of {@link #ofNames} for another page. */
  public static String page(String query, Object number) {
    return query.replaceFirst("&page=.*", "") + "&page=" + number;
  }

  /** The queries that are still to be asked, each a call of its own; empty when all is listed. */
  public List<String> getQueries() {
    return queries;
  }

  /** All records that were listed, each once: one may move to the next page between two calls. */
  public List<Map<String, Object>> records() {
    return List.copyOf(records);
  }

  /**
   * The listing with the answers to its queries.
   *
   * @param answers in the order of the queries
   */
  public PagedListing with(List<byte[]> answers, PageReader reader) throws DnsFailure {
    Set<Map<String, Object>> all = new LinkedHashSet<>(records);
    List<String> further = new ArrayList<>();
    for (int i = 0; i < answers.size(); i++) {
      Page page = reader.page(queries.get(i), answers.get(i));
      all.addAll(page.records());
      page.next().ifPresent(further::add);
    }
    if (!further.isEmpty() && round == MOST_PAGES) {
      throw new DnsFailure("the records of a name have more than " + MOST_PAGES + " pages");
    }
    return new PagedListing(further, all, round + 1);
  }
}
