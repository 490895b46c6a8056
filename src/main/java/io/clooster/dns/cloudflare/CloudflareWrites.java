// SPDX-License-Identifier: Apache-2.0
package io.clooster.dns.cloudflare;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.clooster.dns.DnsFailure;
import io.clooster.dns.PlainData;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Says how to change what was read, and what the answer to that shows. */
final class CloudflareWrites {
  private static final DateTimeFormatter STAMP = DateTimeFormatter.ofPattern("yyyyMMddHHmmssSSS");

  private final ObjectMapper json;

  /** {@code json} writes the calls' bodies. */
  CloudflareWrites(ObjectMapper json) {
    this.json = json;
    train();
  }

  /** The first write of a process is a failover's: how a change becomes JSON is known before. */
  private void train() {
    Map<String, Object> record =
        Map.of("id", "", "type", "", "name", "", "ttl", 1, "proxied", false);
    Map<String, Object> update = Map.of("record", record, "content", "");
    step(order(false, List.of(update), List.of(), List.of()), "");
    step(order(true, List.of(update), List.of(record), List.of(record)), "");
  }

  private static Map<String, Object> order(
      boolean conditional, List<?> updates, List<?> deletes, List<?> creates) {
    return Map.of(
        "conditional", conditional, "update", updates, "delete", deletes, "create", creates);
  }

  /**
   * One record is changed by itself. Several, or one and a claim, are one transaction: the API
   * carries it out in the order deletes, patches, posts, and nothing of it if one of them fails, as
   * the delete of a claim that is gone does.
   *
   * @param zone id of the zone that the records were read in
   */
  CloudflareStep step(Map<String, Object> order, String zone) {
    List<Map<?, ?>> updates = PlainData.maps(order, "update");
    List<Map<?, ?>> deletes = PlainData.maps(order, "delete");
    List<Map<?, ?>> creates = PlainData.maps(order, "create");
    boolean conditional = PlainData.flag(order, "conditional");
    if (updates.size() == 1 && !conditional) {
      Map<?, ?> record = PlainData.map(updates.get(0), "record");
      String path = CloudflareRecord.records(zone) + "/" + record.get("id");
      String body = written(CloudflareRecord.changed(record, updates.get(0).get("content")));
      return CloudflareStep.asking(
          List.of(CloudflareCall.change("PATCH", path, body)),
          accepted -> CloudflareStep.over(List.of()));
    }
    String path = CloudflareRecord.records(zone) + "/batch";
    CloudflareCall batch =
        CloudflareCall.change("POST", path, written(batch(updates, deletes, creates)));
    return CloudflareStep.asking(
        List.of(batch.onCondition(conditional)),
        envelopes -> CloudflareStep.over(shown(envelopes.get(0), zone)));
  }

  private static Map<String, Object> batch(
      List<Map<?, ?>> updates, List<Map<?, ?>> deletes, List<Map<?, ?>> creates) {
    Map<String, Object> batch = new LinkedHashMap<>();
    if (!updates.isEmpty()) {
      batch.put("patches", updates.stream().map(CloudflareWrites::patch).toList());
    }
    if (!deletes.isEmpty()) {
      batch.put("deletes", deletes.stream().map(record -> Map.of("id", id(record))).toList());
    }
    if (!creates.isEmpty()) {
      batch.put("posts", creates);
    }
    return batch;
  }

  /** The body of a PATCH, as an entry of a batch. */
  private static Map<String, Object> patch(Map<?, ?> update) {
    Map<?, ?> record = PlainData.map(update, "record");
    Map<String, Object> patch = new LinkedHashMap<>();
    patch.put("id", id(record));
    patch.putAll(CloudflareRecord.changed(record, update.get("content")));
    return patch;
  }

  private static Object id(Map<?, ?> record) {
    return String.valueOf(record.get("id"));
  }

  /** What a transaction's answer has of records that were changed or made, if they are proper. */
  private List<Map<String, Object>> shown(JsonNode envelope, String zone) {
    List<Map<String, Object>> shown = new ArrayList<>();
    try {
      for (String list : List.of("patches", "posts")) {
        for (JsonNode fields : envelope.path("result").path(list)) {
          CloudflareRecord.check(fields);
          shown.add(CloudflareRecord.of(fields, zone, json));
        }
      }
      return shown;
    } catch (DnsFailure e) {
      // It is accepted all the same; the next read tells what is there.
      return List.of();
    }
  }

  /** A TXT record of that name; the time makes it differ from one that an earlier trial left. */
  String trial(String name) {
    String made = "made by clooster check at " + LocalDateTime.now(ZoneOffset.UTC).format(STAMP);
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("type", "TXT");
    fields.put("name", name);
    fields.put("content", "\"" + made + "\"");
    fields.put("ttl", 60);
    return written(fields);
  }

  private String written(Map<String, Object> body) {
    try {
      return json.writeValueAsString(body);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a map of texts is JSON", e);
    }
  }
}
