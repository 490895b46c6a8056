// SPDX-License-Identifier: Apache-2.0
package io.clooster.dns.server;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What Hetzner answers with; pages by
 * https://docs.hetzner.cloud/reference/cloud#description/pagination.
 */
final class HetznerAnswers {
  private final HetznerForm rules;
  private final FakeSettings settings;

  HetznerAnswers(HetznerForm rules, FakeSettings settings) {
    this.rules = rules;
    this.settings = settings;
  }

  static ObjectNode zone(String name, int records) {
    ObjectNode json = JsonBody.object().put("id", 42).put("name", name);
    json.put("created", "2026-01-30T23:55:00Z").put("mode", "primary").put("ttl", 3600);
    json.put("status", "ok").put("record_count", records).put("registrar", "other");
    json.putObject("labels");
    json.putObject("protection").put("delete", false);
    json.putArray("primary_nameservers");
    json.putObject("authoritative_nameservers")
        .putArray("assigned")
        .add("hydrogen.ns.hetzner.com.");
    return json;
  }

  static ObjectNode rrset(RecordSet set) {
    ObjectNode json = JsonBody.object().put("id", set.name() + "/" + set.type());
    json.put("name", set.name()).put("type", set.type()).put("ttl", set.ttl()).put("zone", 42);
    json.putObject("labels");
    json.putObject("protection").put("change", false);
    ArrayNode records = json.putArray("records");
    // The order is not guaranteed: never the one that was sent.
    for (int i = set.values().size() - 1; i >= 0; i--) {
      records.addObject().put("value", set.values().get(i));
    }
    return json;
  }

  /** 25 on a page unless another number is asked for; more than {@code most} is taken for that. */
  ApiReply page(ReceivedRequest request, String root, List<ObjectNode> all, int most) {
    int size = settings.pageOf(Math.min(most, number(request, "per_page", 25)));
    Page<ObjectNode> page = Page.of(all, number(request, "page", 1), size);
    ObjectNode body = JsonBody.object();
    page.items().forEach(body.putArray(root)::add);
    ObjectNode meta = body.putObject("meta").putObject("pagination");
    meta.put("page", page.number()).put("per_page", page.size());
    meta.put("previous_page", page.number() > 1 ? page.number() - 1 : null);
    meta.put("next_page", page.hasNext() ? page.number() + 1 : null);
    meta.put("last_page", page.last()).put("total_entries", page.total());
    String url = request.origin() + request.path() + "?per_page=" + size + "&page=";
    List<String> links = page.hasNext() ? List.of("next", "last") : List.of("last");
    return ApiReply.json(200, body)
        .with(
            "Link",
            links.stream()
                .map(rel -> "<" + url + target(page, rel) + ">; rel=\"" + rel + "\"")
                .collect(Collectors.joining(", ")));
  }

  private static int target(Page<ObjectNode> page, String rel) {
    return rel.equals("next") ? page.number() + 1 : page.last();
  }

  private int number(ReceivedRequest request, String parameter, int otherwise) {
    String text = request.query(parameter).orElse(String.valueOf(otherwise));
    if (!text.matches("[1-9]\\d{0,8}")) {
      throw rules.invalid(parameter, "must be a number from 1");
    }
    return Integer.parseInt(text);
  }
}
