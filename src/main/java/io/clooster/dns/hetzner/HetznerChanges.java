// SPDX-License-Identifier: Apache-2.0
package io.clooster.dns.hetzner;

import io.clooster.dns.ApiCall;
import io.clooster.dns.PlainData;
import io.clooster.dns.TxtContent;
import io.clooster.dns.ZoneNames;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.camel.Variable;
import org.jspecify.annotations.Nullable;

/**
 * Turns a change into calls, one for each record set. A set that is there keeps its TTL, labels and
 * protection, and each value of ours its comment
 * (https://docs.hetzner.cloud/reference/cloud#tag/zone-rrset-actions).
 */
public final class HetznerChanges {
  /** Seconds; the API takes no less. */
  private static final long LEAST_TTL = 60;

  /** The calls of a write, in the order of its sets. */
  public List<ApiCall> write(@Variable("order") Map<String, Object> order) {
    String zone = PlainData.text(order, "zone");
    Map<List<Object>, @Nullable Object> comments = comments(order);
    List<ApiCall> calls = new ArrayList<>();
    for (Map<?, ?> set : PlainData.maps(order, "sets")) {
      String name = PlainData.text(set, "name");
      String type = PlainData.text(set, "type").toUpperCase(Locale.ROOT);
      List<Map<String, Object>> values = new ArrayList<>();
      for (String content : PlainData.texts(set, "after")) {
        values.add(value(type, content, comments.get(List.of(name, type, content))));
      }
      boolean exists = !PlainData.texts(set, "before").isEmpty();
      calls.add(
          call(
              zone,
              ZoneNames.within(zone, name),
              type,
              exists,
              PlainData.atLeast(LEAST_TTL, set, "ttl"),
              values));
    }
    return calls;
  }

  /** The calls that make a TXT record of the order's name, and delete it again. */
  public List<ApiCall> trial(@Variable("order") Map<String, Object> order) {
    String zone = PlainData.text(order, "zone");
    String name = ZoneNames.within(zone, PlainData.text(order, "name"));
    Map<String, Object> value = value("TXT", TxtContent.TRIAL, null);
    return List.of(
        call(zone, name, "TXT", false, LEAST_TTL, List.of(value)),
        call(zone, name, "TXT", true, LEAST_TTL, List.of()));
  }

  private static ApiCall call(
      String zone,
      String name,
      String type,
      boolean exists,
      long ttl,
      List<Map<String, Object>> values) {
    String sets = "/zones/" + zone + "/rrsets";
    String set = sets + "/" + name + "/" + type;
    if (values.isEmpty()) {
      return ApiCall.delete(set);
    }
    if (exists) {
      return ApiCall.of("POST", set + "/actions/set_records", Map.of("records", values));
    }
    Map<String, Object> made = new LinkedHashMap<>();
    made.put("name", name);
    made.put("type", type);
    made.put("ttl", ttl);
    made.put("records", values);
    return ApiCall.of("POST", sets, made);
  }

  private static Map<String, Object> value(String type, String content, @Nullable Object comment) {
    Map<String, Object> value = new LinkedHashMap<>();
    value.put("value", ZoneNames.dotted(type, content));
    if (comment != null) {
      value.put("comment", comment);
    }
    return value;
  }

  /** The comments of what is changed or made, by its name, type and new content. */
  private static Map<List<Object>, @Nullable Object> comments(Map<String, Object> order) {
    Map<List<Object>, @Nullable Object> comments = new LinkedHashMap<>();
    for (Map<?, ?> update : PlainData.maps(order, "update")) {
      Map<?, ?> record = PlainData.map(update, "record");
      comments.put(key(record, PlainData.text(update, "content")), record.get("comment"));
    }
    for (Map<?, ?> record : PlainData.maps(order, "create")) {
      comments.put(key(record, PlainData.text(record, "content")), record.get("comment"));
    }
    return comments;
  }

  private static List<Object> key(Map<?, ?> record, String content) {
    return List.of(PlainData.text(record, "name"), PlainData.text(record, "type"), content);
  }
}
