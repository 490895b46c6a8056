// SPDX-License-Identifier: Apache-2.0
package io.clooster.dns.cloudflare;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.clooster.dns.DnsFailure;
import io.clooster.dns.FoundRecord;
import io.clooster.dns.Mapping;
import io.clooster.dns.ProviderRecords;
import io.clooster.failover.Action;
import io.clooster.failover.Claim;
import io.clooster.failover.ClaimSight;
import io.clooster.failover.RecordSnapshot;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.camel.Body;
import org.apache.camel.Variable;
import org.jspecify.annotations.Nullable;

/** Says how to change what was read, and what the answer to that shows. */
public final class CloudflareWrites {
  private final CloudflareRecords reads;
  private final Mapping mapping;

  /** {@code json} is what will write the calls' bodies. */
  public CloudflareWrites(CloudflareRecords reads, ObjectMapper json) {
    this.reads = reads;
    this.mapping = reads.mapping();
    trainWriting(mapping, json);
  }

  /**
   * The first write of a process is a failover's: how a change becomes JSON is known before. So is
   * the hash code of the write, which Camel asks for before it calls a bean, and Java puts together
   * at its first use.
   */
  private static void trainWriting(Mapping mapping, ObjectMapper json) {
    JsonNode fields = json.createObjectNode().put("ttl", 1).put("proxied", false);
    CloudflareRecord record = new CloudflareRecord("", fields);
    FoundRecord found = new FoundRecord("", "CNAME", "", record);
    Claim claim = new Claim(1, "", Duration.ofMinutes(1));
    RecordSnapshot snapshot =
        new RecordSnapshot("", claim, new ProviderRecords(List.of(found), List.of(found)));
    int ignored = new Action.WriteRecord(0, snapshot, "rehearsal", claim).hashCode();
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

  /** Whether a write changes more than one record, and so has to be a transaction. */
  public boolean isSeveral(@Body Action.WriteRecord write) {
    return snapshot(write).records().size() > 1 || write.claim() != null;
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
    return first(write).changedTo(content(snapshot(write).records().get(0), write));
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
   * ids, which fails if one is gone.
   */
  public Map<String, Object> batch(@Body Action.WriteRecord write) {
    CloudflareBatch batch = new CloudflareBatch();
    if (moves(write)) {
      List<Map<String, Object>> patches = new ArrayList<>();
      for (FoundRecord record : snapshot(write).records()) {
        patches.add(CloudflareRecord.of(record).changedInBatchTo(content(record, write)));
      }
      batch.patching(patches);
    }
    Claim claim = write.claim();
    if (claim != null) {
      batch
          .deleting(deleted(write).stream().map(CloudflareRecord::of).toList())
          .posting(
              CloudflareRecord.claim(
                  mapping.claimName().orElseThrow(), mapping.claimContent(claim)));
    }
    return batch.body();
  }

  /**
   * Without a claim, always. With one, a holder that only renews it leaves the records alone where
   * they are as they should be; one that takes it over does not, as they may have been listed
   * before the claim that it replaces was made.
   */
  private static boolean moves(Action.WriteRecord write) {
    Claim claim = write.claim();
    Claim replaced = write.snapshot().claim();
    return claim == null
        || !write.value().equals(write.snapshot().value())
        || (replaced != null && !replaced.holder().equals(claim.holder()));
  }

  /** The claims that go; those that don't fit stay until the next write. */
  private static List<FoundRecord> deleted(Action.WriteRecord write) {
    if (write.claim() == null) {
      return List.of();
    }
    List<FoundRecord> claims = snapshot(write).claims();
    int moved = moves(write) ? snapshot(write).records().size() : 0;
    return claims.subList(0, Math.min(claims.size(), CloudflareRecords.MOST_CHANGES - 1 - moved));
  }

  /**
   * The records as they stand after an accepted batch, by its own answer; what it did not change
   * stands as it was read.
   *
   * @return null when the answer does not show just what was written: the next read tells
   */
  public @Nullable RecordSnapshot written(
      @Variable("write") Action.WriteRecord write, @Body JsonNode envelope) {
    try {
      List<FoundRecord> found = new ArrayList<>();
      boolean shown =
          moves(write)
              ? addChanged(envelope.at("/result/patches"), write, found)
              : found.addAll(snapshot(write).records());
      JsonNode posts = envelope.at("/result/posts");
      Claim claim = write.claim();
      if (claim != null && posts.size() == 1) {
        found.add(CloudflareRecord.found(posts.get(0), first(write).zone()));
      }
      snapshot(write).claims().stream().skip(deleted(write).size()).forEach(found::add);
      RecordSnapshot after = reads.of(found, ClaimSight.LISTED);
      Claim expected = claim == null ? write.snapshot().claim() : claim;
      return shown && after.value().equals(write.value()) && Objects.equals(after.claim(), expected)
          ? after
          : null;
    } catch (DnsFailure e) {
      // It is accepted all the same.
      return null;
    }
  }

  /** Whether each record that was to change is among those of the answer. */
  private static boolean addChanged(
      JsonNode patches, Action.WriteRecord write, List<FoundRecord> found) {
    Map<String, FoundRecord> byId = new HashMap<>();
    for (JsonNode fields : patches) {
      FoundRecord record = CloudflareRecord.found(fields, first(write).zone());
      byId.put(CloudflareRecord.of(record).id(), record);
    }
    for (FoundRecord old : snapshot(write).records()) {
      FoundRecord record = byId.get(CloudflareRecord.of(old).id());
      if (record == null
          || !record.name().equals(old.name())
          || !record.type().equals(old.type())) {
        return false;
      }
      found.add(record);
    }
    return true;
  }

  private String content(FoundRecord record, Action.WriteRecord write) {
    return mapping.content(record, write.value());
  }

  private static CloudflareRecord first(Action.WriteRecord write) {
    return CloudflareRecord.of(snapshot(write).records().get(0));
  }

  private static ProviderRecords snapshot(Action.WriteRecord write) {
    return (ProviderRecords) write.snapshot().source();
  }
}
