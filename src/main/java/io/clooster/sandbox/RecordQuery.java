// SPDX-License-Identifier: Apache-2.0
package io.clooster.sandbox;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;

/** Filters, order and page of a list of records. */
final class RecordQuery {
  private static final Map<String, Function<DnsRecord, String>> TEXTS =
      Map.of(
          "name", DnsRecord::name,
          "content", DnsRecord::content,
          "comment", DnsRecord::comment);

  /**
   * What may stand behind the field's name. The API's description has more, for parts of a value,
   * and {@code match=any}; no public client is known to rely on them, so whoever would is refused.
   */
  private static final List<String> OPERATORS = List.of("", ".exact");

  private static final Map<String, Comparator<DnsRecord>> ORDERS =
      Map.of(
          "type", Comparator.comparing(DnsRecord::type),
          "name", Comparator.comparing(DnsRecord::name),
          "content", Comparator.comparing(DnsRecord::content),
          "ttl", Comparator.comparing(DnsRecord::ttl),
          "proxied", Comparator.comparing(DnsRecord::proxied));

  private final Predicate<DnsRecord> filter;
  private final Comparator<DnsRecord> order;
  private final Paging paging;

  private RecordQuery(Predicate<DnsRecord> filter, Comparator<DnsRecord> order, Paging paging) {
    this.filter = filter;
    this.order = order;
    this.paging = paging;
  }

  /**
   * Reads a query. More than 100 records a page are refused: not every plan gets them.
   *
   * @throws ApiError if a parameter is unknown or has no valid value
   */
  static RecordQuery of(Parameters parameters) {
    Predicate<DnsRecord> filter = filter(parameters);
    String field = parameters.choice("order", List.copyOf(ORDERS.keySet())).orElse("type");
    Comparator<DnsRecord> order = requireNonNull(ORDERS.get(field));
    boolean descending =
        parameters.choice("direction", List.of("asc", "desc")).orElse("asc").equals("desc");
    Paging paging = Paging.of(parameters, 100, 1, 100);
    parameters.refuseRest();
    return new RecordQuery(filter, descending ? order.reversed() : order, paging);
  }

  ApiAnswer answer(List<DnsRecord> records) {
    return paging.answer(records.stream().filter(filter).sorted(order).toList(), DnsRecord::json);
  }

  /** As if there were no filters. */
  ApiAnswer unfiltered(List<DnsRecord> records) {
    return paging.answer(records.stream().sorted(order).toList(), DnsRecord::json);
  }

  private static Predicate<DnsRecord> filter(Parameters parameters) {
    List<Predicate<DnsRecord>> filters = new ArrayList<>();
    TEXTS.forEach(
        (field, text) ->
            OPERATORS.forEach(
                operator ->
                    parameters
                        .text(field + operator)
                        .map(RecordQuery::folded)
                        .ifPresent(
                            value ->
                                filters.add(record -> folded(text.apply(record)).equals(value)))));
    parameters.text("type").ifPresent(type -> filters.add(record -> record.type().equals(type)));
    parameters
        .choice("proxied", List.of("true", "false"))
        .ifPresent(
            proxied -> filters.add(record -> record.proxied() == Boolean.parseBoolean(proxied)));
    parameters.choice("match", List.of("all"));
    return filters.stream().reduce(record -> true, Predicate::and);
  }

  private static String folded(String text) {
    return text.toLowerCase(Locale.ROOT);
  }
}
