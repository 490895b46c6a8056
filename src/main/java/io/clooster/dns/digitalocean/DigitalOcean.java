// SPDX-License-Identifier: Apache-2.0
package io.clooster.dns.digitalocean;

import io.clooster.dns.ApiCall;
import io.clooster.dns.DnsFailure;
import io.clooster.dns.PagedListing;
import io.clooster.dns.PlainData;
import io.clooster.dns.ProviderAnswer;
import io.clooster.dns.TxtContent;
import io.clooster.dns.ZoneNames;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.camel.Body;
import org.apache.camel.Variable;

/**
 * Turns the records of DigitalOcean's domains into records, and a change into calls, one for each
 * record (https://docs.digitalocean.com/reference/api/reference/domain-records/). It writes names
 * within their zone, takes names that records hold with a final dot and gives them without one, and
 * has TXT records without quotation marks.
 */
public final class DigitalOcean {
  private static final int PAGE = 200;

  /** Seconds; the API takes no less. */
  private static final long LEAST_TTL = 30;

  private static final Pattern NEXT = Pattern.compile("[?&]page=([0-9]{1,9})(&|$)");
  private static final ProviderAnswer ANSWER = new ProviderAnswer("DigitalOcean");

  /** Asks for each name by itself. */
  public PagedListing listing(@Variable("order") Map<String, Object> order) {
    return PagedListing.ofNames(PlainData.texts(order, "names"), PAGE);
  }

  /** The listing with the answers to its queries. */
  public PagedListing next(
      @Variable("order") Map<String, Object> order,
      @Variable("listing") PagedListing listing,
      @Body List<byte[]> answers)
      throws DnsFailure {
    String zone = PlainData.text(order, "zone");
    return listing.with(answers, (query, answer) -> page(zone, query, ANSWER.parsed(answer)));
  }

  private static PagedListing.Page page(String zone, String query, Object answer)
      throws DnsFailure {
    List<Map<String, Object>> records = new ArrayList<>();
    for (Map<?, ?> found : ANSWER.maps(answer, "domain_records")) {
      records.add(record(zone, found));
    }
    return new PagedListing.Page(records, next(answer).map(page -> PagedListing.page(query, page)));
  }

  private static Map<String, Object> record(String zone, Map<?, ?> found) throws DnsFailure {
    String content = ANSWER.text(found, "data");
    String type = ANSWER.text(found, "type");
    String id = ANSWER.text(found, "id");
    if (!id.matches("[0-9]{1,20}")) {
      throw new DnsFailure("DigitalOcean's answer has a record whose id is no number");
    }
    Map<String, Object> record = new LinkedHashMap<>();
    record.put("name", ZoneNames.full(zone, ANSWER.text(found, "name")));
    record.put("type", type);
    record.put("content", type.equals("CNAME") && content.equals(ZoneNames.APEX) ? zone : content);
    record.put("ttl", found.get("ttl"));
    record.put("id", id);
    return record;
  }

  /** The number of the next page; only that of the address, which might lead elsewhere. */
  private static Optional<String> next(Object answer) throws DnsFailure {
    if (!(ANSWER.map(answer, "links").get("pages") instanceof Map<?, ?> pages)
        || pages.get("next") == null) {
      return Optional.empty();
    }
    Matcher page = NEXT.matcher(ANSWER.text(pages, "next"));
    if (!page.find()) {
      throw new DnsFailure("DigitalOcean's answer does not say which page is the next one");
    }
    return Optional.of(page.group(1));
  }

  /**
   * The calls of a write: the claim's first. A claim that is there is changed in place, so that
   * there is always one; others that it replaces are deleted.
   */
  public List<ApiCall> write(@Variable("order") Map<String, Object> order) {
    String zone = PlainData.text(order, "zone");
    List<ApiCall> calls = new ArrayList<>();
    List<Map<?, ?>> gone = new ArrayList<>(PlainData.maps(order, "delete"));
    for (Map<?, ?> made : PlainData.maps(order, "create")) {
      Optional<Map<?, ?>> replaced = gone.stream().filter(old -> isSameSet(old, made)).findFirst();
      if (replaced.isPresent()) {
        gone.remove(replaced.get());
        calls.add(patch(zone, replaced.get(), PlainData.text(made, "content")));
      } else {
        calls.add(ApiCall.of("POST", records(zone), fields(zone, made)));
      }
    }
    for (Map<?, ?> old : gone) {
      calls.add(ApiCall.delete(path(zone, old)));
    }
    for (Map<?, ?> update : PlainData.maps(order, "update")) {
      calls.add(patch(zone, PlainData.map(update, "record"), PlainData.text(update, "content")));
    }
    return calls;
  }

  /** The call that makes a TXT record of the order's name. */
  public List<ApiCall> trial(@Variable("order") Map<String, Object> order) {
    String zone = PlainData.text(order, "zone");
    Map<String, Object> made = new LinkedHashMap<>(order);
    made.put("type", "TXT");
    made.put("content", TxtContent.TRIAL);
    made.put("ttl", 60);
    return List.of(ApiCall.of("POST", records(zone), fields(zone, made)));
  }

  /** The path of what it made, by the answer to that call. */
  public String trialOver(@Variable("order") Map<String, Object> order, @Body byte[] answer)
      throws DnsFailure {
    String zone = PlainData.text(order, "zone");
    return path(zone, record(zone, ANSWER.map(ANSWER.parsed(answer), "domain_record")));
  }

  private static boolean isSameSet(Map<?, ?> one, Map<?, ?> other) {
    return PlainData.text(one, "name").equals(PlainData.text(other, "name"))
        && PlainData.text(one, "type").equals(PlainData.text(other, "type"));
  }

  private static ApiCall patch(String zone, Map<?, ?> record, String content) {
    Map<String, Object> fields = new LinkedHashMap<>();
    String type = PlainData.text(record, "type");
    fields.put("type", type);
    fields.put("data", data(type, content));
    return ApiCall.of("PATCH", path(zone, record), fields);
  }

  private static Map<String, Object> fields(String zone, Map<?, ?> made) {
    Map<String, Object> fields = new LinkedHashMap<>();
    String type = PlainData.text(made, "type");
    fields.put("type", type);
    fields.put("name", ZoneNames.within(zone, PlainData.text(made, "name")));
    fields.put("data", data(type, PlainData.text(made, "content")));
    fields.put("ttl", PlainData.atLeast(LEAST_TTL, made, "ttl"));
    return fields;
  }

  private static String data(String type, String content) {
    return type.equals("TXT")
        ? TxtContent.text(content).orElse(content)
        : ZoneNames.dotted(type, content);
  }

  private static String records(String zone) {
    return "/domains/" + zone + "/records";
  }

  private static String path(String zone, Map<?, ?> record) {
    return records(zone) + "/" + PlainData.text(record, "id");
  }
}
