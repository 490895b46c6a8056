// SPDX-License-Identifier: Apache-2.0
package io.clooster.sandbox;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Changes to a copy of a zone's records; the zone takes the copy over as a whole or, if a step
 * throws, not at all.
 */
final class Transaction {
  private static final Set<String> ADDRESSES = Set.of("A", "AAAA");

  private final String zone;
  private final RecordWrite.By by;
  private final String caller;
  private final Map<String, DnsRecord> records;
  private final Instant now = Instant.now().truncatedTo(ChronoUnit.MICROS);
  private final long nanos = System.nanoTime();
  private final List<RecordWrite> writes = new ArrayList<>();

  /** Begins; {@code caller} is empty for an edit by hand. */
  Transaction(String zone, RecordWrite.By by, String caller, Map<String, DnsRecord> records) {
    this.zone = zone;
    this.by = by;
    this.caller = caller;
    this.records = new LinkedHashMap<>(records);
  }

  Map<String, DnsRecord> records() {
    return records;
  }

  List<RecordWrite> writes() {
    return writes;
  }

  DnsRecord create(ObjectNode body) {
    return store(Ids.next(), RecordFields.whole(body), now);
  }

  /** Changes the given fields only. */
  DnsRecord patch(String id, ObjectNode body) {
    DnsRecord old = existing(id);
    return store(id, sameType(old, old.fields().setAll(RecordFields.part(body))), old.createdOn());
  }

  /** Sets all fields: those that are not given get their defaults. */
  DnsRecord put(String id, ObjectNode body) {
    DnsRecord old = existing(id);
    return store(id, sameType(old, RecordFields.whole(body)), old.createdOn());
  }

  DnsRecord delete(String id) {
    DnsRecord old = existing(id);
    records.remove(id);
    note(old, Optional.of(old.content()), Optional.empty());
    return old;
  }

  private DnsRecord existing(String id) {
    DnsRecord record = records.get(id);
    if (record == null) {
      throw noRecord();
    }
    return record;
  }

  static ApiError noRecord() {
    return new ApiError(404, 81044, "Record does not exist.");
  }

  private static ObjectNode sameType(DnsRecord old, ObjectNode fields) {
    if (!fields.path("type").asText().equals(old.type())) {
      throw ApiError.invalidBody("'type' of a record is fixed.");
    }
    return fields;
  }

  private DnsRecord store(String id, ObjectNode fields, Instant createdOn) {
    DnsRecord record = new DnsRecord(id, RecordRules.settled(fields, zone), createdOn, now);
    records.values().stream()
        .filter(other -> !other.id().equals(id) && other.name().equals(record.name()))
        .forEach(other -> refuseBeside(record, other));
    @Nullable DnsRecord old = records.put(id, record);
    note(record, Optional.ofNullable(old).map(DnsRecord::content), Optional.of(record.content()));
    return record;
  }

  private void refuseBeside(DnsRecord record, DnsRecord other) {
    String type = record.type();
    if (type.equals(other.type()) && said(record).equals(said(other))) {
      throw new ApiError(400, 81058, "An identical record already exists.");
    }
    boolean otherIsCname = other.type().equals("CNAME");
    if (type.equals("CNAME") && (otherIsCname || ADDRESSES.contains(other.type()))) {
      throw new ApiError(400, 81053, "An A, AAAA, or CNAME record with that host already exists.");
    }
    if (ADDRESSES.contains(type) && otherIsCname) {
      throw new ApiError(400, 81054, "A CNAME record with that host already exists.");
    }
    boolean delegates = type.equals("NS") != other.type().equals("NS");
    if (delegates && !record.name().equals(zone)) {
      throw new ApiError(400, 81056, "NS records with that host already exist.");
    }
  }

  private static String said(DnsRecord record) {
    return record.type().equals("TXT") ? CharacterStrings.text(record.content()) : record.content();
  }

  private void note(DnsRecord record, Optional<String> before, Optional<String> after) {
    writes.add(
        new RecordWrite(nanos, now, by, caller, record.name(), record.type(), before, after));
  }
}
