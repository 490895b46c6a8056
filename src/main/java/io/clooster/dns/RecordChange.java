// SPDX-License-Identifier: Apache-2.0
package io.clooster.dns;

import io.clooster.failover.Action;
import io.clooster.failover.Claim;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * What a write changes, in two views of the same: by record ({@code update}, {@code delete}, {@code
 * create}) for providers that give each an id, by record set ({@code sets}, the claim's first) for
 * the others. Without a claim all records are changed, those too that were read as they should be:
 * of two servers that write at once, one moves all.
 */
final class RecordChange {
  /**
   * Seconds, also where nobody says; nothing but people and Clooster read a claim, and Clooster
   * asks the provider.
   */
  private static final int CLAIM_TTL = 60;

  private static final String CLAIM_COMMENT = "Clooster: who may move the records (do not edit)";

  private final Mapping mapping;
  private final int most;
  private final Action.WriteRecord write;
  private final ProviderRecords read;

  /** {@code most} changes fit into one write. */
  RecordChange(Mapping mapping, int most, Action.WriteRecord write) {
    this.mapping = mapping;
    this.most = most;
    this.write = write;
    this.read = (ProviderRecords) write.snapshot().source();
  }

  /** Plain data: maps, lists, texts, numbers. */
  Map<String, Object> body() {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("zone", mapping.zone());
    body.put("conditional", write.claim() != null);
    body.put("update", updates());
    body.put("delete", deleted().stream().map(RecordChange::fields).toList());
    Claim claim = write.claim();
    body.put("create", claim == null ? List.of() : List.of(created(claim)));
    body.put("sets", sets());
    return body;
  }

  /** Our records, as they were read. */
  List<FoundRecord> records() {
    return read.records();
  }

  /**
   * Without a claim, always. With one, a holder that only renews it leaves the records alone where
   * they are as they should be; one that takes it over together with them does not, as they may
   * have been listed before the claim that it replaces was made.
   */
  boolean moves() {
    Claim claim = write.claim();
    Claim replaced = write.snapshot().claim();
    return claim == null
        || !write.value().equals(write.snapshot().value())
        || (write.value().equals(claim.holder())
            && replaced != null
            && !replaced.holder().equals(claim.holder()));
  }

  /** What stands at the claim's name and stays: claims that don't fit, and what is none. */
  List<FoundRecord> kept() {
    List<FoundRecord> kept = new ArrayList<>(read.beside());
    kept.addAll(read.claims().subList(deleted().size(), read.claims().size()));
    return kept;
  }

  /** The claims that go; those that don't fit stay until the next write. */
  private List<FoundRecord> deleted() {
    if (write.claim() == null) {
      return List.of();
    }
    int moved = moves() ? read.records().size() : 0;
    int room = Math.max(0, most - 1 - moved);
    return read.claims().subList(0, Math.min(read.claims().size(), room));
  }

  private List<Map<String, Object>> updates() {
    List<Map<String, Object>> updates = new ArrayList<>();
    if (moves()) {
      for (FoundRecord record : read.records()) {
        Map<String, Object> update = new LinkedHashMap<>();
        update.put("record", fields(record));
        update.put("content", mapping.content(record, write.value()));
        updates.add(update);
      }
    }
    return updates;
  }

  /** All fields of a claim's record that is still to be made; the rest has its default. */
  private Map<String, Object> created(Claim claim) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("type", ClaimRecords.TYPE);
    fields.put("name", mapping.claimName().orElseThrow());
    fields.put("content", mapping.claimContent(claim));
    fields.put("ttl", CLAIM_TTL);
    fields.put("comment", CLAIM_COMMENT);
    return fields;
  }

  private List<Map<String, Object>> sets() {
    List<Map<String, Object>> sets = new ArrayList<>();
    Claim claim = write.claim();
    if (claim != null) {
      List<FoundRecord> all = new ArrayList<>(read.claims());
      all.addAll(read.beside());
      List<Object> after = new ArrayList<>(contents(kept()));
      after.add(mapping.claimContent(claim));
      String name = mapping.claimName().orElseThrow();
      Object ttl = all.isEmpty() ? CLAIM_TTL : ttl(all.get(0));
      sets.add(set(name, ClaimRecords.TYPE, ttl, contents(all), after));
    }
    if (moves()) {
      for (FoundRecord record : read.records()) {
        List<Object> after = List.of(mapping.content(record, write.value()));
        sets.add(set(record.name(), record.type(), ttl(record), contents(List.of(record)), after));
      }
    }
    return sets;
  }

  /** A set that is there keeps it. */
  static Object ttl(FoundRecord record) {
    return Objects.requireNonNullElse(fields(record).get("ttl"), CLAIM_TTL);
  }

  static Map<String, Object> set(
      String name, String type, Object ttl, List<Object> before, List<Object> after) {
    Map<String, Object> set = new LinkedHashMap<>();
    set.put("name", name);
    set.put("type", type);
    set.put("ttl", ttl);
    set.put("before", before);
    set.put("after", after);
    return set;
  }

  static List<Object> contents(List<FoundRecord> records) {
    List<Object> contents = new ArrayList<>();
    records.forEach(record -> contents.add(fields(record).get("content")));
    return contents;
  }

  static Map<String, Object> fields(FoundRecord record) {
    return ProviderFields.of(record).fields();
  }
}
