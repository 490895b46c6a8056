// SPDX-License-Identifier: Apache-2.0
package io.clooster.dns.cloudflare;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import io.clooster.dns.DnsFailure;
import io.clooster.dns.FoundRecord;
import io.clooster.dns.Mapping;
import io.clooster.dns.ProviderRecords;
import io.clooster.dns.RecordValue;
import io.clooster.failover.Action;
import io.clooster.failover.Claim;
import io.clooster.failover.ClaimReference;
import io.clooster.failover.ClaimSight;
import io.clooster.failover.RecordSnapshot;
import io.clooster.name.AsciiName;
import java.net.URLEncoder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.camel.Body;
import org.apache.camel.Variable;
import org.jspecify.annotations.Nullable;

/** Finds the zone, our records and the claim among what the API has. */
public final class CloudflareRecords {
  /** So many changes make a batch on every plan; with a claim, two of them are the claim's. */
  static final int MOST_CHANGES = 200;

  private static final int MOST_BESIDE_CLAIM = MOST_CHANGES - 2;

  private final Mapping mapping;

  public CloudflareRecords(Mapping mapping) {
    this.mapping = mapping;
  }

  Mapping mapping() {
    return mapping;
  }

  /** The claim that a look is to ask for if no list shows it; null for none. */
  public @Nullable ClaimReference sought(@Body @Nullable Object look) {
    return look instanceof Action.ReadRecord read ? read.reference() : null;
  }

  /**
   * How to ask for the zone. One whose name has other letters than ASCII's is asked for in both
   * spellings: the API has such names in Unicode.
   */
  public List<String> zoneQueries() {
    return Stream.of(mapping.zone(), AsciiName.unicode(mapping.zone()))
        .distinct()
        .map(name -> "name=" + URLEncoder.encode(name, UTF_8) + "&status=active")
        .toList();
  }

  /** The id of the zone, by the answers to those queries. */
  public String zone(@Body List<JsonNode> envelopes) throws DnsFailure {
    for (JsonNode envelope : envelopes) {
      JsonNode zones = envelope.path("result");
      if (!zones.isArray()) {
        throw new DnsFailure("Cloudflare's answer has no list of zones");
      }
      for (JsonNode zone : zones) {
        if (mapping.zone().equals(RecordValue.normal(zone.path("name").asText()))) {
          return CloudflareRecord.idOf(zone);
        }
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
  public CloudflareListing listing(@Variable("global:cloudflare-pages") @Nullable Integer pages)
      throws DnsFailure {
    return CloudflareListing.of(mapping.names(), pages);
  }

  /** The listing with the answers to its queries, in any order. */
  public CloudflareListing listed(
      @Variable("listing") CloudflareListing listing, @Body List<JsonNode> envelopes)
      throws DnsFailure {
    return listing.with(envelopes);
  }

  /**
   * Our records among those listed.
   *
   * @throws DnsFailure when they are not what can be moved; names what there is
   */
  public RecordSnapshot reading(
      @Variable("listing") CloudflareListing listing, @Variable("zone") String zone)
      throws DnsFailure {
    return of(found(listing.records(), zone), ClaimSight.LISTED);
  }

  /**
   * Whether no list shows the claim that was asked for, nor a later one. Its id came from another
   * server: what can't be one is not asked for.
   */
  public boolean isUnlisted(
      @Body RecordSnapshot listed, @Variable("reference") @Nullable ClaimReference reference) {
    return reference != null
        && mapping.claimName().isPresent()
        && CloudflareRecord.isId(reference.id())
        && !isThere(listed.claim(), reference);
  }

  /**
   * The same reading with what the API has under the claim's id. What the lists have in its place
   * is what it has replaced, then: that is gone, or the next claim will remove it.
   *
   * @param envelope of the record, or of the refusal that says that there is none
   */
  public RecordSnapshot byReference(
      @Variable("listed") RecordSnapshot listed,
      @Variable("reference") ClaimReference reference,
      @Variable("zone") String zone,
      @Body JsonNode envelope)
      throws DnsFailure {
    ProviderRecords lists = (ProviderRecords) listed.source();
    if (envelope.path("success").equals(BooleanNode.TRUE)) {
      JsonNode fields = envelope.path("result");
      if (!CloudflareRecord.idOf(fields).equals(reference.id())) {
        throw new DnsFailure("Cloudflare's answer has another record than was asked for");
      }
      FoundRecord record = CloudflareRecord.found(fields, zone);
      if (record.type().equals(CloudflareRecord.TXT)
          && mapping.claimName().filter(record.name()::equals).isPresent()) {
        List<FoundRecord> found = new ArrayList<>(lists.records());
        found.add(record);
        RecordSnapshot shown = of(found, ClaimSight.BY_REFERENCE);
        if (isThere(shown.claim(), reference)) {
          return shown;
        }
      }
    }
    // Not there, or not what it was made as: another name, another text.
    return new RecordSnapshot(
        listed.value(), listed.claim(), listed.reference(), ClaimSight.GONE, lists);
  }

  private static boolean isThere(@Nullable Claim claim, ClaimReference reference) {
    return claim != null && claim.epoch() >= reference.epoch();
  }

  /**
   * The reading of these records, all of which can be changed.
   *
   * @throws DnsFailure when they are not what can be moved; names what there is
   */
  RecordSnapshot of(List<FoundRecord> found, ClaimSight sight) throws DnsFailure {
    RecordSnapshot snapshot = mapping.reading(found);
    ProviderRecords providerRecords = (ProviderRecords) snapshot.source();
    if (mapping.claimName().isPresent() && providerRecords.records().size() > MOST_BESIDE_CLAIM) {
      throw new DnsFailure(
          "%d records and the claim don't fit into one transaction of Cloudflare's, %d records do; move fewer, or write \"claim\": false"
              .formatted(providerRecords.records().size(), MOST_BESIDE_CLAIM));
    }
    for (FoundRecord record : providerRecords.records()) {
      CloudflareRecord.of(record).check();
    }
    for (FoundRecord record : providerRecords.claims()) {
      CloudflareRecord.of(record).check();
    }
    String reference =
        snapshot.claim() == null ? "" : CloudflareRecord.of(providerRecords.claims().get(0)).id();
    return new RecordSnapshot(
        snapshot.value(), snapshot.claim(), reference, sight, providerRecords);
  }

  /** Each once: a record may move to the next page between two calls. */
  private static List<FoundRecord> found(List<JsonNode> listed, String zone) {
    Map<String, JsonNode> byId = new LinkedHashMap<>();
    listed.forEach(fields -> byId.putIfAbsent(fields.path("id").asText(), fields));
    return byId.values().stream().map(fields -> CloudflareRecord.found(fields, zone)).toList();
  }
}
