// SPDX-License-Identifier: Apache-2.0
package io.clooster.dns.desec;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.clooster.dns.DnsFailure;
import io.clooster.dns.PlainData;
import io.clooster.dns.ProviderAnswer;
import io.clooster.dns.TxtContent;
import io.clooster.dns.ZoneNames;
import java.net.URLEncoder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.apache.camel.Body;
import org.apache.camel.Variable;

/**
 * Turns deSEC's record sets into records, and a change into the body of one bulk request, which
 * deSEC does as a whole or not at all (https://desec.readthedocs.io/en/latest/dns/rrsets.html).
 */
public final class Desec {
  /** Seconds; a domain takes no less, unless deSEC's support has changed that. */
  private static final int LEAST_TTL = 3600;

  private static final ProviderAnswer ANSWER = new ProviderAnswer("deSEC");

  /** The queries by which the names of a read are asked for. */
  public List<String> questions(@Variable("order") Map<String, Object> order) {
    String zone = PlainData.text(order, "zone");
    return PlainData.texts(order, "names").stream()
        .map(name -> "subname=" + URLEncoder.encode(subname(zone, name), UTF_8))
        .toList();
  }

  /** The records of these answers, a list of sets for each name. */
  public List<Map<String, Object>> records(@Body List<byte[]> answers) throws DnsFailure {
    Set<Map<String, Object>> records = new LinkedHashSet<>();
    for (byte[] answer : answers) {
      for (Map<?, ?> set : ANSWER.maps(ANSWER.parsed(answer))) {
        for (String content : ANSWER.texts(set, "records")) {
          Map<String, Object> record = new LinkedHashMap<>();
          record.put("name", ANSWER.text(set, "name"));
          record.put("type", ANSWER.text(set, "type"));
          record.put("content", content);
          record.put("ttl", set.get("ttl"));
          records.add(record);
        }
      }
    }
    return List.copyOf(records);
  }

  /** The sets of a PATCH. One that is there keeps its TTL. */
  public List<Map<String, Object>> change(@Variable("order") Map<String, Object> order) {
    String zone = PlainData.text(order, "zone");
    List<Map<String, Object>> sets = new ArrayList<>();
    for (Map<?, ?> set : PlainData.maps(order, "sets")) {
      String type = PlainData.text(set, "type").toUpperCase(Locale.ROOT);
      List<String> after = PlainData.texts(set, "after");
      Map<String, Object> changed = changed(zone, PlainData.text(set, "name"), type, after);
      if (PlainData.texts(set, "before").isEmpty()) {
        changed.put("ttl", PlainData.atLeast(LEAST_TTL, set, "ttl"));
      }
      sets.add(changed);
    }
    return sets;
  }

  /** The sets of a PATCH that makes a TXT record of the order's name. */
  public List<Map<String, Object>> trial(@Variable("order") Map<String, Object> order) {
    String name = PlainData.text(order, "name");
    List<String> content = List.of(TxtContent.TRIAL);
    Map<String, Object> made = changed(PlainData.text(order, "zone"), name, "TXT", content);
    made.put("ttl", LEAST_TTL);
    return List.of(made);
  }

  /** Those of one that deletes it again. */
  public List<Map<String, Object>> trialOver(@Variable("order") Map<String, Object> order) {
    String name = PlainData.text(order, "name");
    return List.of(changed(PlainData.text(order, "zone"), name, "TXT", List.of()));
  }

  private static Map<String, Object> changed(
      String zone, String name, String type, List<String> contents) {
    Map<String, Object> set = new LinkedHashMap<>();
    set.put("subname", subname(zone, name));
    set.put("type", type);
    set.put("records", contents.stream().map(content -> ZoneNames.dotted(type, content)).toList());
    return set;
  }

  /** In a query and a bulk request the zone's own name is an empty one. */
  private static String subname(String zone, String name) {
    return name.equals(zone) ? "" : ZoneNames.within(zone, name);
  }
}
