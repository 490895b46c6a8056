// SPDX-License-Identifier: Apache-2.0
package io.clooster.dns.cloudflare;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.BooleanNode;
import io.clooster.dns.DnsFailure;
import io.clooster.dns.PlainData;
import io.clooster.dns.RecordValue;
import io.clooster.name.AsciiName;
import java.net.URLEncoder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.camel.Body;
import org.apache.camel.Header;
import org.apache.camel.Variable;

/**
 * Says which calls an operation of the Kamelet takes. The zone's id is looked up once and
 * remembered, and so is how many pages of records the zone has.
 */
public final class Cloudflare {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final CloudflareWrites writes = new CloudflareWrites(JSON);
  private final CloudflareZone remembered = new CloudflareZone();

  /** Goes through an operation with a zone's id. */
  private interface InZone {
    CloudflareStep step(String zone) throws DnsFailure;
  }

  /**
   * The first step of an operation.
   *
   * @param order see docs/providers.md
   */
  public CloudflareStep begin(
      @Header("operation") String operation, @Body Map<String, Object> order) throws DnsFailure {
    return first(operation, order).with(remembered);
  }

  private CloudflareStep first(String operation, Map<String, Object> order) throws DnsFailure {
    return switch (operation) {
      case "read" -> inZone(order, zone -> list(zone, PlainData.texts(order, "names")));
      case "write" -> write(order);
      case "lookup" -> inZone(order, zone -> lookup(zone, PlainData.text(order, "id")));
      case "trial" -> inZone(order, zone -> trial(zone, PlainData.text(order, "name")));
      case "token" -> token();
      default -> throw new IllegalArgumentException("no operation of a DNS provider: " + operation);
    };
  }

  /** The step after those whose calls have been answered. */
  public CloudflareStep next(@Variable("step") CloudflareStep step, @Body Object answers)
      throws DnsFailure {
    List<JsonNode> envelopes = new ArrayList<>();
    if (answers instanceof List<?> several) {
      several.forEach(each -> envelopes.add((JsonNode) each));
    } else {
      envelopes.add((JsonNode) answers);
    }
    return step.then().step(envelopes).with(remembered);
  }

  private CloudflareStep inZone(Map<String, Object> order, InZone then) throws DnsFailure {
    String known = remembered.id();
    if (known != null) {
      return then.step(known);
    }
    String name = PlainData.text(order, "zone");
    // One whose name has other letters than ASCII's is asked for in both spellings: the API has
    // such
    // names in Unicode.
    List<CloudflareCall> calls =
        Stream.of(name, AsciiName.unicode(name))
            .distinct()
            .map(each -> "name=" + URLEncoder.encode(each, UTF_8) + "&status=active")
            .map(query -> CloudflareCall.get("/zones", query))
            .toList();
    return CloudflareStep.asking(
        calls,
        envelopes -> {
          String id = zone(name, envelopes);
          remembered.is(id);
          return then.step(id);
        });
  }

  /** The id of the zone, by the answers to those queries. */
  private static String zone(String name, List<JsonNode> envelopes) throws DnsFailure {
    for (JsonNode envelope : envelopes) {
      JsonNode zones = envelope.path("result");
      if (!zones.isArray()) {
        throw new DnsFailure("Cloudflare's answer has no list of zones");
      }
      for (JsonNode zone : zones) {
        if (name.equals(RecordValue.normal(zone.path("name").asText()))) {
          return CloudflareRecord.idOf(zone);
        }
      }
    }
    throw new DnsFailure(
        "no active zone '" + name + "' that these credentials may see at Cloudflare");
  }

  /** As many calls as it takes; a second round only when there are more pages than were known. */
  private CloudflareStep list(String zone, List<String> names) throws DnsFailure {
    return list(zone, names, CloudflareListing.of(names, remembered.pages()));
  }

  private CloudflareStep list(String zone, List<String> names, CloudflareListing listing)
      throws DnsFailure {
    if (listing.getQueries().isEmpty()) {
      remembered.has(listing.getPages());
      return CloudflareStep.over(found(listing.records(), names, zone));
    }
    String path = CloudflareRecord.records(zone);
    List<CloudflareCall> calls =
        listing.getQueries().stream().map(query -> CloudflareCall.get(path, query)).toList();
    return CloudflareStep.asking(calls, envelopes -> list(zone, names, listing.with(envelopes)));
  }

  /** Of our names alone, each once: a record may move to the next page between two calls. */
  private List<Map<String, Object>> found(List<JsonNode> listed, List<String> names, String zone)
      throws DnsFailure {
    Map<String, JsonNode> byId = new LinkedHashMap<>();
    for (JsonNode fields : listed) {
      if (names.contains(RecordValue.normal(fields.path("name").asText()))) {
        byId.putIfAbsent(fields.path("id").asText(), fields);
      }
    }
    List<Map<String, Object>> found = new ArrayList<>();
    for (JsonNode fields : byId.values()) {
      CloudflareRecord.check(fields);
      found.add(CloudflareRecord.of(fields, zone, JSON));
    }
    return found;
  }

  /** In the zone that the records were read in, whatever is known of it by now. */
  private CloudflareStep write(Map<String, Object> order) throws DnsFailure {
    String zone = CloudflareRecord.zoneOf(order);
    return zone == null
        ? inZone(order, known -> writes.step(order, known))
        : writes.step(order, zone);
  }

  /** That the record is gone, is an answer, too: the lists have just been given for this zone. */
  private CloudflareStep lookup(String zone, String id) {
    CloudflareCall call =
        CloudflareCall.get(CloudflareRecord.records(zone) + "/" + id, "").orGone();
    return CloudflareStep.asking(
        List.of(call),
        envelopes -> {
          JsonNode envelope = envelopes.get(0);
          if (!envelope.path("success").equals(BooleanNode.TRUE)) {
            return CloudflareStep.over(List.of());
          }
          JsonNode fields = envelope.path("result");
          if (!CloudflareRecord.idOf(fields).equals(id)) {
            throw new DnsFailure("Cloudflare's answer has another record than was asked for");
          }
          CloudflareRecord.check(fields);
          return CloudflareStep.over(List.of(CloudflareRecord.of(fields, zone, JSON)));
        });
  }

  /** Makes a TXT record of a name that nobody uses, and deletes it again. */
  private CloudflareStep trial(String zone, String name) {
    String path = CloudflareRecord.records(zone);
    CloudflareCall post = CloudflareCall.change("POST", path, writes.trial(name));
    return CloudflareStep.asking(
        List.of(post),
        made -> {
          String id = CloudflareRecord.idOf(made.get(0).path("result"));
          CloudflareCall delete = CloudflareCall.change("DELETE", path + "/" + id, "");
          return CloudflareStep.asking(List.of(delete), deleted -> CloudflareStep.over(List.of()));
        });
  }

  /** Tokens of an account, and global keys, are not told of: the API refuses to answer. */
  private static CloudflareStep token() {
    return CloudflareStep.asking(
        List.of(CloudflareCall.get("/user/tokens/verify", "")),
        envelopes ->
            CloudflareStep.over(envelopes.get(0).path("result").path("expires_on").asText("")));
  }
}
