// SPDX-License-Identifier: Apache-2.0
package io.clooster.dns.cloudflare;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.clooster.dns.DnsFailure;
import io.clooster.dns.FoundRecord;
import io.clooster.dns.Mapping;
import io.clooster.dns.RecordValue;
import io.clooster.dns.Snapshot;
import io.clooster.failover.Action;
import io.clooster.failover.Claim;
import io.clooster.failover.Reading;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.apache.camel.Body;
import org.apache.camel.Variable;
import org.jspecify.annotations.Nullable;

/** Finds the zone and our records among what the API lists, and says how to change them. */
public final class CloudflareRecords {
  /** Ids go into paths: nothing else may come with them. */
  private static final Pattern ID = Pattern.compile("[0-9A-Za-z_-]{1,64}");

  /** So many changes make a batch on every plan; with a claim, two of them are the claim's. */
  private static final int MOST_CHANGES = 200;

  private static final int MOST_BESIDE_CLAIM = MOST_CHANGES - 2;

  private static final String TXT = "TXT";

  private final Mapping mapping;

  /** {@code json} is what will write the calls' bodies. */
  public CloudflareRecords(Mapping mapping, ObjectMapper json) {
    this.mapping = mapping;
    rehearseWriting(mapping, json);
  }

  /**
   * The first write of a process is a failover's: how a change becomes JSON is known before. So is
   * the hash code of the write, which Camel asks for before it calls a bean, and Java puts together
   * at its first use.
   */
  private static void rehearseWriting(Mapping mapping, ObjectMapper json) {
    JsonNode fields = json.createObjectNode().put("ttl", 1).put("proxied", false);
    CloudflareRecord record = new CloudflareRecord("", fields);
    FoundRecord found = new FoundRecord("", "CNAME", "", record);
    Claim claim = new Claim(1, "", Duration.ofMinutes(1));
    Reading reading = new Reading("", claim, new Snapshot(List.of(found), List.of(found)));
    int ignored = new Action.WriteRecord(0, reading, "rehearsal", claim).hashCode();
    String content = mapping.claimName().isEmpty() ? "rehearsal" : mapping.claimContent(claim);
    try {
      json.writer().writeValueAsBytes(record.changedTo("rehearsal"));
      json.writer()
          .writeValueAsBytes(
              new CloudflareBatch()
                  .deleting(List.of(record))
                  .patching(List.of(record.changedInBatchTo("rehearsal")))
                  .posting(CloudflareRecord.claim("rehearsal", content))
                  .body());
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a map of texts is JSON", e);
    }
  }

  /** The id of the zone. */
  public String zone(@Body JsonNode envelope) throws DnsFailure {
    JsonNode zones = envelope.path("result");
    if (!zones.isArray()) {
      throw new DnsFailure("Cloudflare's answer has no list of zones");
    }
    for (JsonNode zone : zones) {
      if (mapping.zone().equalsIgnoreCase(zone.path("name").asText())) {
        return id(zone);
      }
    }
    throw new DnsFailure(
        "no active zone '" + mapping.zone() + "' that these credentials may see at Cloudflare");
  }

  /**
   * What to ask for first.
   *
   * @param pages how many pages the zone had at the last look; null at the first
   */
  public CloudflareListing listing(@Variable("pages") @Nullable Integer pages) throws DnsFailure {
    return CloudflareListing.of(mapping.names(), pages);
  }

  /** The listing with the answers to its queries, in any order. */
  public CloudflareListing listed(
      @Variable("listing") CloudflareListing listing, @Body List<JsonNode> envelopes)
      throws DnsFailure {
    return listing.with(envelopes);
  }

  /** The listing with the answer to the only query. */
  public CloudflareListing listedAlone(
      @Variable("listing") CloudflareListing listing, @Body JsonNode envelope) throws DnsFailure {
    return listing.with(List.of(envelope));
  }

  /**
   * Our records among those listed.
   *
   * @throws DnsFailure when they are not what can be moved; names what there is
   */
  public Reading reading(
      @Variable("listing") CloudflareListing listing, @Variable("zone") String zone)
      throws DnsFailure {
    Reading reading = mapping.reading(found(listing.records(), zone));
    List<FoundRecord> records = records(reading);
    if (mapping.claimName().isPresent() && records.size() > MOST_BESIDE_CLAIM) {
      throw new DnsFailure(
          "%d records and the claim don't fit into one transaction of Cloudflare's, %d records do; move fewer, or write \"claim\": false"
              .formatted(records.size(), MOST_BESIDE_CLAIM));
    }
    for (FoundRecord record : records) {
      proper(record);
    }
    for (FoundRecord record : snapshot(reading).claims()) {
      proper(record);
    }
    return reading;
  }

  private static void proper(FoundRecord record) throws DnsFailure {
    JsonNode fields = source(record).fields();
    id(fields);
    if (!fields.path("content").isTextual()) {
      throw new DnsFailure("Cloudflare's answer has a record without content");
    }
  }

  /** Each once: a record may move to the next page between two calls. */
  private static List<FoundRecord> found(List<JsonNode> listed, String zone) {
    Map<String, JsonNode> byId = new LinkedHashMap<>();
    listed.forEach(fields -> byId.putIfAbsent(fields.path("id").asText(), fields));
    List<FoundRecord> found = new ArrayList<>();
    for (JsonNode fields : byId.values()) {
      String type = fields.path("type").asText();
      String content = fields.path("content").asText();
      found.add(
          new FoundRecord(
              RecordValue.normal(fields.path("name").asText()),
              type,
              type.equals(TXT) ? content : RecordValue.normal(content),
              new CloudflareRecord(zone, fields)));
    }
    return found;
  }

  /** Whether a write changes more than one record, and so has to be a transaction. */
  public boolean isSeveral(@Body Action.WriteRecord write) {
    return records(write.reading()).size() > 1 || write.claim() != null;
  }

  /** Whether a write is to change nothing once what was read has changed. */
  public boolean isConditional(@Body Action.WriteRecord write) {
    return write.claim() != null;
  }

  /** Where to change the one record that a write is about. */
  public String path(@Body Action.WriteRecord write) {
    return first(write).path();
  }

  /** The body of the call that makes the one record hold what is wanted. */
  public Map<String, Object> patch(@Body Action.WriteRecord write) {
    return first(write).changedTo(content(records(write.reading()).get(0), write));
  }

  /** Where to change several records at once. */
  public String batchPath(@Body Action.WriteRecord write) {
    return "/zones/" + first(write).zone() + "/dns_records/batch";
  }

  /**
   * The body of the call that makes all records hold what is wanted, or none. It names those too
   * that were read as they should be: of two servers that write at once, one moves all.
   *
   * <p>With a claim, it depends on what was read: the claims that were there are deleted by their
   * ids, which fails if one is gone; the records are named only if they are to move.
   */
  public Map<String, Object> batch(@Body Action.WriteRecord write) {
    CloudflareBatch batch = new CloudflareBatch();
    Claim claim = write.claim();
    if (claim == null || !write.value().equals(write.reading().value())) {
      List<Map<String, Object>> patches = new ArrayList<>();
      for (FoundRecord record : records(write.reading())) {
        patches.add(source(record).changedInBatchTo(content(record, write)));
      }
      batch.patching(patches);
    }
    if (claim != null) {
      batch
          .deleting(
              snapshot(write.reading()).claims().stream()
                  .limit(MOST_CHANGES - 1 - batch.size())
                  .map(CloudflareRecords::source)
                  .toList())
          .posting(
              CloudflareRecord.claim(
                  mapping.claimName().orElseThrow(), mapping.claimContent(claim)));
    }
    return batch.body();
  }

  private String content(FoundRecord record, Action.WriteRecord write) {
    return mapping.content(record, write.value());
  }

  private static CloudflareRecord first(Action.WriteRecord write) {
    return source(records(write.reading()).get(0));
  }

  private static List<FoundRecord> records(Reading reading) {
    return snapshot(reading).records();
  }

  private static Snapshot snapshot(Reading reading) {
    return (Snapshot) reading.source();
  }

  private static CloudflareRecord source(FoundRecord record) {
    return (CloudflareRecord) record.source();
  }

  private static String id(JsonNode object) throws DnsFailure {
    JsonNode id = object.path("id");
    if (!id.isTextual() || !ID.matcher(id.textValue()).matches()) {
      throw new DnsFailure("Cloudflare's answer has something without a proper id");
    }
    return id.textValue();
  }
}
