// SPDX-License-Identifier: Apache-2.0
package io.clooster.dns.server;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What Route 53 lists, by https://docs.aws.amazon.com/Route53/latest/APIReference/
 * API_ListResourceRecordSets.html and API_ListHostedZonesByName.html: sorted by the labels of the
 * names from the last one on, and beginning where the request says, not filtered by it.
 */
final class Route53Lists {
  private final Route53Rules rules;
  private final FakeZone zone;
  private final FakeSettings settings;

  Route53Lists(Route53Rules rules, FakeZone zone, FakeSettings settings) {
    this.rules = rules;
    this.zone = zone;
    this.settings = settings;
  }

  ApiReply zone(ReceivedRequest request, List<String> at) {
    rules.check(at.get(0));
    String servers = Xml.element("NameServers", Xml.text("NameServer", "ns-1.awsdns-01.org"));
    return ApiReply.xml(
        200, Xml.root("GetHostedZoneResponse", zoneXml() + Xml.element("DelegationSet", servers)));
  }

  /** Zones from {@code dnsname} on, be it one or not: the first may be another one. */
  ApiReply zones(ReceivedRequest request, List<String> at) {
    Optional<String> start = request.query("dnsname").map(Route53Lists::withoutDot);
    boolean here = start.map(name -> key(zone.name()).compareTo(key(name)) >= 0).orElse(true);
    return ApiReply.xml(
        200,
        Xml.root(
            "ListHostedZonesByNameResponse",
            Xml.element("HostedZones", here ? zoneXml() : "")
                + start.map(name -> Xml.text("DNSName", name + ".")).orElse("")
                + Xml.text("IsTruncated", "false")
                + Xml.text("MaxItems", String.valueOf(most(request)))));
  }

  ApiReply records(ReceivedRequest request, List<String> at) {
    rules.check(at.get(0));
    if (request.query("type").isPresent() && request.query("name").isEmpty()) {
      throw rules.refusal(400, "InvalidInput", "The type is only valid with a name");
    }
    List<RecordSet> all = new ArrayList<>(FakeZone.sets(zone.read()));
    all.sort(
        Comparator.comparing((RecordSet set) -> key(zone.absolute(set.name())))
            .thenComparing(RecordSet::type));
    all.removeIf(set -> isBefore(set, request));
    int most = settings.pageOf(most(request));
    boolean more = all.size() > most;
    String sets = all.stream().limit(most).map(this::setXml).collect(Collectors.joining());
    String next =
        more
            ? Xml.text("NextRecordName", absolute(all.get(most).name()))
                + Xml.text("NextRecordType", all.get(most).type())
            : "";
    return ApiReply.xml(
        200,
        Xml.root(
            "ListResourceRecordSetsResponse",
            Xml.element("ResourceRecordSets", sets)
                + Xml.text("IsTruncated", String.valueOf(more))
                + next
                + Xml.text("MaxItems", String.valueOf(most))));
  }

  private boolean isBefore(RecordSet set, ReceivedRequest request) {
    if (request.query("name").isEmpty()) {
      return false;
    }
    String name = unescaped(withoutDot(request.query("name").get()));
    String type = request.query("type").orElse("");
    int order = key(zone.absolute(set.name())).compareTo(key(name));
    return order < 0 || (order == 0 && set.type().compareTo(type) < 0);
  }

  /** 300 at most, and 300 if nothing is said. */
  private int most(ReceivedRequest request) {
    String text = request.query("maxitems").orElse("300");
    if (!text.matches("[1-9]\\d{0,5}")) {
      throw rules.refusal(400, "InvalidInput", "maxitems must be a number from 1");
    }
    return Math.min(300, Integer.parseInt(text));
  }

  private String zoneXml() {
    return Xml.element(
        "HostedZone",
        Xml.text("Id", "/hostedzone/" + Route53Rules.ZONE_ID)
            + Xml.text("Name", zone.name() + ".")
            + Xml.text("CallerReference", "of the test")
            + Xml.element("Config", Xml.text("PrivateZone", "false"))
            + Xml.text("ResourceRecordSetCount", String.valueOf(zone.all().size())));
  }

  private String setXml(RecordSet set) {
    String records =
        set.values().stream()
            .map(value -> Xml.element("ResourceRecord", Xml.text("Value", value)))
            .collect(Collectors.joining());
    return Xml.element(
        "ResourceRecordSet",
        Xml.text("Name", absolute(set.name()))
            + Xml.text("Type", set.type())
            + Xml.text("TTL", String.valueOf(set.ttl()))
            + Xml.element("ResourceRecords", records));
  }

  /**
   * With its dot; what is none of a-z, 0-9, - and _ as three octal digits, by
   * https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/DomainNameFormat.html.
   */
  private String absolute(String owner) {
    return escaped(zone.absolute(owner)) + ".";
  }

  private static String escaped(String name) {
    StringBuilder escaped = new StringBuilder();
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      boolean plain = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || "-_.".indexOf(c) >= 0;
      escaped.append(plain ? String.valueOf(c) : String.format(Locale.ROOT, "\\%03o", (int) c));
    }
    return escaped.toString();
  }

  private static String unescaped(String name) {
    return name.replace("\\052", "*");
  }

  private static String withoutDot(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    return lower.endsWith(".") ? lower.substring(0, lower.length() - 1) : lower;
  }

  /** Escaped, the labels from the last one on, and the dot, which sorts www-a before www. */
  private static String key(String name) {
    List<String> labels = new ArrayList<>(Arrays.asList(escaped(name).split("\\.", -1)));
    Collections.reverse(labels);
    return String.join(".", labels) + ".";
  }
}
