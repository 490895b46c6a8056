// SPDX-License-Identifier: Apache-2.0
package io.clooster.dns.powerdns;

import io.clooster.dns.DnsFailure;
import io.clooster.dns.PlainData;
import io.clooster.dns.ProviderAnswer;
import io.clooster.dns.TxtContent;
import io.clooster.dns.ZoneNames;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.apache.camel.Body;
import org.apache.camel.Variable;

/**
 * Turns PowerDNS's record sets into records, and a change into record sets
 * (https://doc.powerdns.com/authoritative/http-api/zone.html). It writes names with a final dot.
 */
public final class PowerDns {
  /** Seconds, where nobody says. */
  private static final int TTL = 60;

  private static final ProviderAnswer ANSWER = new ProviderAnswer("PowerDNS");

  /**
   * The records of these answers. One that is disabled is not served, and so is none.
   *
   * @param zones what the API said of the zone, for each name that was asked for
   * @throws DnsFailure when that is not as it is documented
   */
  public List<Map<String, Object>> records(@Body List<byte[]> zones) throws DnsFailure {
    Map<String, Map<String, Object>> found = new LinkedHashMap<>();
    for (byte[] zone : zones) {
      for (Map<?, ?> set : ANSWER.maps(ANSWER.parsed(zone), "rrsets")) {
        for (Map<?, ?> value : ANSWER.maps(set, "records")) {
          if (!PlainData.flag(value, "disabled")) {
            Map<String, Object> record = new LinkedHashMap<>();
            record.put("name", set.get("name"));
            record.put("type", set.get("type"));
            record.put("content", value.get("content"));
            record.put("ttl", set.get("ttl"));
            // A server that knows no filter by name answers each question with all of the zone.
            found.putIfAbsent(String.valueOf(record), record);
          }
        }
      }
    }
    return List.copyOf(found.values());
  }

  /**
   * The body of a PATCH, which PowerDNS does as a whole or not at all.
   *
   * @param order see docs/providers.md
   */
  public Map<String, Object> change(@Variable("order") Map<String, Object> order) {
    List<Map<String, Object>> sets = new ArrayList<>();
    for (Map<?, ?> set : PlainData.maps(order, "sets")) {
      sets.add(
          replacing(
              PlainData.text(set, "name"),
              PlainData.text(set, "type").toUpperCase(Locale.ROOT),
              Objects.requireNonNullElse(set.get("ttl"), TTL),
              PlainData.texts(set, "after")));
    }
    return Map.of("rrsets", sets);
  }

  /** The body of a PATCH that makes a TXT record of the order's name. */
  public Map<String, Object> trial(@Variable("order") Map<String, Object> order) {
    String name = PlainData.text(order, "name");
    return Map.of("rrsets", List.of(replacing(name, "TXT", TTL, List.of(TxtContent.TRIAL))));
  }

  /** The body of one that deletes it again. */
  public Map<String, Object> trialOver(@Variable("order") Map<String, Object> order) {
    String name = PlainData.text(order, "name") + ".";
    return Map.of("rrsets", List.of(Map.of("name", name, "type", "TXT", "changetype", "DELETE")));
  }

  private static Map<String, Object> replacing(
      String name, String type, Object ttl, List<String> contents) {
    List<Map<String, Object>> records = new ArrayList<>();
    for (String content : contents) {
      records.add(Map.of("content", ZoneNames.dotted(type, content), "disabled", false));
    }
    Map<String, Object> set = new LinkedHashMap<>();
    set.put("name", name + ".");
    set.put("type", type);
    set.put("ttl", ttl);
    set.put("changetype", records.isEmpty() ? "DELETE" : "REPLACE");
    set.put("records", records);
    return set;
  }
}
