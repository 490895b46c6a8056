// SPDX-License-Identifier: Apache-2.0
package io.clooster.dns.powerdns;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.clooster.call.AnswerJson;
import io.clooster.dns.DnsFailure;
import io.clooster.dns.PlainData;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.apache.camel.Body;
import org.apache.camel.Variable;

/**
 * Turns PowerDNS's record sets into records, and a change into record sets
 * (https://doc.powerdns.com/authoritative/http-api/zone.html). It writes names with a final dot.
 */
public final class PowerDns {
  private static final JsonMapper JSON = AnswerJson.mapper();

  /** Seconds, where nobody says. */
  private static final int TTL = 60;

  /** Of these what the record holds is a name. */
  private static final Set<String> NAMES = Set.of("CNAME", "NS", "PTR");

  /**
   * The records of these answers. One that is disabled is not served, and so is none.
   *
   * @param zones what the API said of the zone, for each name that was asked for
   * @throws DnsFailure when that is not as it is documented
   */
  public List<Map<String, Object>> records(@Body List<byte[]> zones) throws DnsFailure {
    Map<String, Map<String, Object>> found = new LinkedHashMap<>();
    for (byte[] zone : zones) {
      for (Map<?, ?> set : maps(parsed(zone), "rrsets")) {
        for (Map<?, ?> value : maps(set, "records")) {
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
    return Map.of(
        "rrsets",
        List.of(replacing(name, "TXT", TTL, List.of("\"made to see whether that works\""))));
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
      String dotted = NAMES.contains(type) && !content.endsWith(".") ? content + "." : content;
      records.add(Map.of("content", dotted, "disabled", false));
    }
    Map<String, Object> set = new LinkedHashMap<>();
    set.put("name", name + ".");
    set.put("type", type);
    set.put("ttl", ttl);
    set.put("changetype", records.isEmpty() ? "DELETE" : "REPLACE");
    set.put("records", records);
    return set;
  }

  private static Object parsed(byte[] answer) throws DnsFailure {
    try {
      return JSON.readValue(answer, Object.class);
    } catch (IOException e) {
      throw new DnsFailure("what answered does not speak PowerDNS's API: no JSON");
    }
  }

  private static List<Map<?, ?>> maps(Object answer, String key) throws DnsFailure {
    if (answer instanceof Map<?, ?> fields && fields.get(key) instanceof List<?> list) {
      List<Map<?, ?>> maps = new ArrayList<>();
      for (Object each : list) {
        if (!(each instanceof Map<?, ?> map)) {
          throw new DnsFailure("PowerDNS's answer has something else than objects in " + key);
        }
        maps.add(map);
      }
      return maps;
    }
    throw new DnsFailure("PowerDNS's answer has no " + key);
  }
}
