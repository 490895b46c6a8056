// SPDX-License-Identifier: Apache-2.0
package io.clooster.dns.server;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** The records of one zone; what reads see may lag behind what was written. */
final class FakeZone {
  private final String name;
  private List<StoredRecord> records = new ArrayList<>();
  private List<StoredRecord> seenBefore = List.of();
  private int lag;
  private int readsBehind;
  private long lastId = 3_000_000;

  FakeZone(String name) {
    this.name = name;
  }

  String name() {
    return name;
  }

  /** After each write, so many reads still see what was before it. */
  synchronized void lag(int reads) {
    lag = reads;
  }

  /** What a request that reads sees; to be called once for each. */
  synchronized List<StoredRecord> read() {
    if (readsBehind > 0) {
      readsBehind--;
      return seenBefore;
    }
    return all();
  }

  /** What there is, for a request that writes, and for the test. */
  synchronized List<StoredRecord> all() {
    return List.copyOf(records);
  }

  Optional<RecordSet> find(String owner, String type) {
    return sets(all()).stream().filter(set -> set.is(owner, type)).findFirst();
  }

  Optional<StoredRecord> find(long id) {
    return all().stream().filter(record -> record.id() == id).findFirst();
  }

  /** Whether DNS forbids {@code type} beside what there is at that name. */
  boolean conflicts(String owner, String type) {
    return conflicts(all(), owner, type);
  }

  static boolean conflicts(List<StoredRecord> among, String owner, String type) {
    return among.stream()
        .filter(record -> record.name().equals(owner) && !record.type().equals(type))
        .anyMatch(record -> type.equals("CNAME") || record.type().equals("CNAME"));
  }

  /** Makes this the only set of its name and type; records that stay keep their ids. */
  synchronized void set(RecordSet set) {
    List<StoredRecord> old = all();
    List<StoredRecord> next = without(record -> record.is(set.name(), set.type()));
    for (String value : set.values()) {
      long id =
          old.stream()
              .filter(record -> record.is(set.name(), set.type()) && record.value().equals(value))
              .map(StoredRecord::id)
              .findFirst()
              .orElseGet(() -> ++lastId);
      next.add(new StoredRecord(id, set.name(), set.type(), set.ttl(), value));
    }
    replace(next);
  }

  synchronized void remove(String owner, String type) {
    replace(without(record -> record.is(owner, type)));
  }

  synchronized void remove(long id) {
    replace(without(record -> record.id() == id));
  }

  synchronized StoredRecord add(String owner, String type, long ttl, String value) {
    StoredRecord record = new StoredRecord(++lastId, owner, type, ttl, value);
    List<StoredRecord> next = new ArrayList<>(records);
    next.add(record);
    replace(next);
    return record;
  }

  /** Puts this in the place of the record with its id. */
  synchronized void update(StoredRecord changed) {
    List<StoredRecord> next = new ArrayList<>(records);
    next.replaceAll(record -> record.id() == changed.id() ? changed : record);
    replace(next);
  }

  /** All of these changes at once, as far as a reader can see. */
  synchronized void changeAll(Runnable changes) {
    List<StoredRecord> before = all();
    changes.run();
    behind(before);
  }

  /** The sets that records make, in the order of their first records. */
  static List<RecordSet> sets(List<StoredRecord> records) {
    Map<List<String>, RecordSet> sets = new LinkedHashMap<>();
    for (StoredRecord record : records) {
      sets.merge(
          List.of(record.name(), record.type()),
          new RecordSet(record.name(), record.type(), record.ttl(), List.of(record.value())),
          (old, more) -> {
            List<String> values = new ArrayList<>(old.values());
            values.addAll(more.values());
            return new RecordSet(old.name(), old.type(), old.ttl(), values);
          });
    }
    return List.copyOf(sets.values());
  }

  /** A name without the zone's at its end. */
  String relative(String absolute) {
    String bare = absolute.toLowerCase(Locale.ROOT);
    bare = bare.endsWith(".") ? bare.substring(0, bare.length() - 1) : bare;
    if (bare.equals(name)) {
      return "@";
    }
    return bare.endsWith("." + name) ? bare.substring(0, bare.length() - name.length() - 1) : bare;
  }

  /** Without a dot at its end. */
  String absolute(String owner) {
    return owner.equals("@") ? name : owner + "." + name;
  }

  private List<StoredRecord> without(Predicate<StoredRecord> gone) {
    List<StoredRecord> next = new ArrayList<>(records);
    next.removeIf(gone);
    return next;
  }

  private void replace(List<StoredRecord> next) {
    List<StoredRecord> before = all();
    records = next;
    behind(before);
  }

  private void behind(List<StoredRecord> before) {
    if (lag > 0) {
      seenBefore = before;
      readsBehind = lag;
    }
  }
}
