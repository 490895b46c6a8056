// SPDX-License-Identifier: Apache-2.0
package io.clooster.dns.route53;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.clooster.call.FailureText;
import io.clooster.dns.DnsFailure;
import io.clooster.dns.PagedListing;
import io.clooster.dns.PlainData;
import io.clooster.dns.RecordValue;
import java.net.URLEncoder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.camel.Body;
import org.apache.camel.Variable;
import org.apache.camel.http.base.HttpOperationFailedException;
import org.w3c.dom.Element;

/**
 * Turns Route 53's record sets into records, and finds the hosted zone
 * (https://docs.aws.amazon.com/Route53/latest/APIReference/API_ListResourceRecordSets.html,
 * API_ListHostedZonesByName.html). One or two names are asked for each by itself, by where the list
 * begins; of more names all of the zone is read, since an account has five calls a second.
 */
public final class Route53 {
  private static final Pattern ID = Pattern.compile("[A-Z0-9]{1,32}");
  private static final Pattern ESCAPE = Pattern.compile("\\\\([0-7]{3})");
  private static final Set<String> MOVED = Set.of("CNAME", "A", "AAAA", "TXT");
  private static final int FEW = 2;

  /** Refusals of who may not see the zone of that id, or when there is none (NoSuchHostedZone). */
  private static final Set<Integer> OF_ANOTHER_ZONE = Set.of(403, 404);

  /** A name has fewer sets than that. */
  private static final String PAGE = "maxitems=100";

  private static final String WHOLE_PAGE = "maxitems=300";

  private final Route53Zone zone;

  /**
   * For a zone.
   *
   * @param zoneId empty where it is to be found by its name
   */
  public Route53(String zoneId) {
    this.zone = new Route53Zone(zoneId);
  }

  /** Whether the hosted zone is to be looked for, before all else. */
  public boolean isZoneUnknown() {
    return zone.path().isEmpty();
  }

  /** The query that finds it. */
  public String zoneQuery(@Variable("order") Map<String, Object> order) {
    return "dnsname=" + encoded(PlainData.text(order, "zone") + ".") + "&" + PAGE;
  }

  /** Takes it from the answer: the public one of that name. */
  public void zoneFound(@Variable("order") Map<String, Object> order, @Body byte[] answer)
      throws DnsFailure {
    String name = PlainData.text(order, "zone");
    Element response = Route53Xml.parsed(answer, "ListHostedZonesByNameResponse");
    List<String> ids = new ArrayList<>();
    for (Element each : Route53Xml.all(response, "HostedZones", "HostedZone")) {
      if (name(Route53Xml.text(each, "Name")).equals(name) && !isPrivate(each)) {
        String id = Route53Xml.text(each, "Id").replaceFirst("^/hostedzone/", "");
        if (!ID.matcher(id).matches()) {
          throw new DnsFailure("Route 53's answer has a hosted zone without an id");
        }
        ids.add(id);
      }
    }
    if (ids.size() != 1) {
      throw new DnsFailure(
          ids.isEmpty()
              ? "no public hosted zone '" + name + "' that this access key may see at Route 53"
              : "there are several public hosted zones '" + name + "' at Route 53; write zone_id");
    }
    zone.is(ids.get(0));
  }

  /**
   * Passes a failure on; what a refusal puts in doubt is looked for again.
   *
   * @throws Exception the failure
   */
  public void failed(Exception failure) throws Exception {
    if (FailureText.rootOf(failure) instanceof HttpOperationFailedException refusal
        && OF_ANOTHER_ZONE.contains(refusal.getStatusCode())) {
      zone.refused();
    }
    throw failure;
  }

  private static boolean isPrivate(Element zone) throws DnsFailure {
    Optional<Element> config = Route53Xml.child(zone, "Config");
    return config.isPresent() && Route53Xml.text(config.get(), "PrivateZone").equals("true");
  }

  /** Where its record sets are. */
  public String path() {
    return zone.path().orElseThrow() + "/rrset";
  }

  /** What is to be asked for. */
  public PagedListing listing(@Variable("order") Map<String, Object> order) {
    List<String> names = PlainData.texts(order, "names");
    return PagedListing.of(
        names.size() > FEW
            ? List.of(WHOLE_PAGE)
            : names.stream().map(name -> PAGE + "&name=" + encoded(name + ".")).toList());
  }

  /** The listing with the answers to its queries. */
  public PagedListing next(
      @Variable("order") Map<String, Object> order,
      @Variable("listing") PagedListing listing,
      @Body List<byte[]> answers)
      throws DnsFailure {
    List<String> names = PlainData.texts(order, "names");
    return listing.with(answers, (query, answer) -> page(names, query, answer));
  }

  private static PagedListing.Page page(List<String> names, String query, byte[] answer)
      throws DnsFailure {
    Element response = Route53Xml.parsed(answer, "ListResourceRecordSetsResponse");
    List<Map<String, Object>> records = new ArrayList<>();
    for (Element set : Route53Xml.all(response, "ResourceRecordSets", "ResourceRecordSet")) {
      if (names.contains(name(Route53Xml.text(set, "Name")))) {
        add(set, records);
      }
    }
    if (!Route53Xml.text(response, "IsTruncated").equals("true")) {
      return new PagedListing.Page(records, Optional.empty());
    }
    boolean whole = query.startsWith(WHOLE_PAGE);
    String next = Route53Xml.text(response, "NextRecordName");
    if (!whole && !names.contains(name(next))) {
      return new PagedListing.Page(records, Optional.empty());
    }
    String from = "&name=" + encoded(next);
    String type = "&type=" + encoded(Route53Xml.text(response, "NextRecordType"));
    return new PagedListing.Page(records, Optional.of((whole ? WHOLE_PAGE : PAGE) + from + type));
  }

  /** The values of a set; one that has none of its own, or counts for some only, can't be moved. */
  private static void add(Element set, List<Map<String, Object>> records) throws DnsFailure {
    String name = name(Route53Xml.text(set, "Name"));
    String type = Route53Xml.text(set, "Type");
    if (MOVED.contains(type)
        && (Route53Xml.child(set, "AliasTarget").isPresent()
            || Route53Xml.child(set, "SetIdentifier").isPresent())) {
      throw new DnsFailure(
          "the %s record '%s' at Route 53 is an alias, or has a routing policy; make it a simple one"
              .formatted(type, name));
    }
    if (MOVED.contains(type)) {
      for (Element value : Route53Xml.all(set, "ResourceRecords", "ResourceRecord")) {
        Map<String, Object> record = new LinkedHashMap<>();
        record.put("name", name);
        record.put("type", type);
        record.put("content", Route53Xml.text(value, "Value"));
        record.put("ttl", ttl(Route53Xml.text(set, "TTL")));
        records.add(record);
      }
    }
  }

  private static long ttl(String text) throws DnsFailure {
    if (!text.matches("[0-9]{1,10}")) {
      throw new DnsFailure("Route 53's answer has a TTL that is no number");
    }
    return Long.parseLong(text);
  }

  /** The API writes what is neither a letter, a digit nor a hyphen as its octal number. */
  private static String name(String written) {
    String read =
        ESCAPE
            .matcher(written)
            .replaceAll(
                octal ->
                    Matcher.quoteReplacement(
                        String.valueOf((char) Integer.parseInt(octal.group(1), 8))));
    return RecordValue.normal(read);
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, UTF_8).replace("+", "%20").replace("*", "%2A");
  }
}
