// SPDX-License-Identifier: Apache-2.0
package io.clooster.dns.gandi;

import io.clooster.dns.ApiCall;
import io.clooster.dns.DnsFailure;
import io.clooster.dns.PlainData;
import io.clooster.dns.ProviderAnswer;
import io.clooster.dns.TxtContent;
import io.clooster.dns.ZoneNames;
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
 * Turns the record sets of Gandi's LiveDNS into records, and a change into calls, one for each set
 * (https://api.gandi.net/docs/livedns/).
 */
public final class Gandi {
  /** Seconds; the API takes no less. */
  private static final long LEAST_TTL = 300;

  private static final ProviderAnswer ANSWER = new ProviderAnswer("Gandi");

  /** The paths by which the names of a read are asked for. */
  public List<String> questions(@Variable("order") Map<String, Object> order) {
    String zone = PlainData.text(order, "zone");
    return PlainData.texts(order, "names").stream()
        .map(name -> records(zone) + "/" + ZoneNames.within(zone, name))
        .toList();
  }

  /**
   * The records of these answers.
   *
   * @param answers the sets of a name, or that it has none: an error of the code 404
   */
  public List<Map<String, Object>> records(
      @Variable("order") Map<String, Object> order, @Body List<byte[]> answers) throws DnsFailure {
    String zone = PlainData.text(order, "zone");
    Set<Map<String, Object>> records = new LinkedHashSet<>();
    for (byte[] each : answers) {
      Object answer = ANSWER.parsed(each);
      if (answer instanceof Map<?, ?> error && Integer.valueOf(404).equals(error.get("code"))) {
        continue;
      }
      for (Map<?, ?> set : ANSWER.maps(answer)) {
        for (String value : ANSWER.texts(set, "rrset_values")) {
          records.add(record(zone, set, value));
        }
      }
    }
    return List.copyOf(records);
  }

  /** A name that a record holds is one within the zone, unless it ends with a dot. */
  private static Map<String, Object> record(String zone, Map<?, ?> set, String value)
      throws DnsFailure {
    String type = ANSWER.text(set, "rrset_type");
    boolean within = type.equals("CNAME") && !value.endsWith(".");
    Map<String, Object> record = new LinkedHashMap<>();
    record.put("name", ZoneNames.full(zone, ANSWER.text(set, "rrset_name")));
    record.put("type", type);
    record.put("content", within ? ZoneNames.full(zone, value) : value);
    record.put("ttl", set.get("rrset_ttl"));
    return record;
  }

  /** The calls of a write, in the order of its sets. */
  public List<ApiCall> write(@Variable("order") Map<String, Object> order) {
    List<ApiCall> calls = new ArrayList<>();
    for (Map<?, ?> set : PlainData.maps(order, "sets")) {
      calls.add(
          call(
              PlainData.text(order, "zone"),
              PlainData.text(set, "name"),
              PlainData.text(set, "type").toUpperCase(Locale.ROOT),
              PlainData.atLeast(LEAST_TTL, set, "ttl"),
              PlainData.texts(set, "after")));
    }
    return calls;
  }

  /** The calls that make a TXT record of the order's name, and delete it again. */
  public List<ApiCall> trial(@Variable("order") Map<String, Object> order) {
    String zone = PlainData.text(order, "zone");
    String name = PlainData.text(order, "name");
    List<String> content = List.of(TxtContent.TRIAL);
    return List.of(
        call(zone, name, "TXT", LEAST_TTL, content), call(zone, name, "TXT", LEAST_TTL, List.of()));
  }

  private static ApiCall call(
      String zone, String name, String type, long ttl, List<String> contents) {
    String path = records(zone) + "/" + ZoneNames.within(zone, name) + "/" + type;
    if (contents.isEmpty()) {
      return ApiCall.delete(path);
    }
    Map<String, Object> set = new LinkedHashMap<>();
    set.put("rrset_ttl", ttl);
    set.put(
        "rrset_values", contents.stream().map(content -> ZoneNames.dotted(type, content)).toList());
    return ApiCall.of("PUT", path, set);
  }

  private static String records(String zone) {
    return "/domains/" + zone + "/records";
  }
}
