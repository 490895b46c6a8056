// SPDX-License-Identifier: Apache-2.0
package io.clooster.dns;

import io.clooster.call.FailureText;
import io.clooster.failover.Claim;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds the claim among the TXT records of its name. Other TXT records there are somebody else's
 * and stay as they are; but one that begins with {@code v=} is taken for a claim, and if it can't
 * be read, or is older than another one, the next change removes it.
 */
final class ClaimRecords {
  private static final Logger LOG = LoggerFactory.getLogger("clooster");

  /** Of a claim's record. */
  static final String TYPE = "TXT";

  private static final String LABEL = "_clooster.";
  private static final int REMEMBERED = 100;

  private final String name;
  private final List<String> servers;

  /** What was complained of, so that it is said once. */
  private final Set<String> unreadable = new HashSet<>();

  /**
   * What stands there.
   *
   * @param records claims, the one that counts first
   * @param beside TXT records that are none
   */
  record Found(Optional<Claim> claim, List<FoundRecord> records, List<FoundRecord> beside) {}

  private record Legible(Claim claim, FoundRecord record) {}

  /**
   * Of a group.
   *
   * @param first name of its first record
   * @param servers their names, the preferred one first
   */
  ClaimRecords(String first, List<String> servers) {
    this.name = nameBeside(first);
    this.servers = List.copyOf(servers);
  }

  /**
   * Where the claim to {@code record} stands. A wildcard can't have a name below it: {@code
   * *.example.com} has its claim at {@code _clooster._wildcard.example.com}.
   */
  static String nameBeside(String record) {
    return LABEL + (record.startsWith("*.") ? "_wildcard" + record.substring(1) : record);
  }

  String name() {
    return name;
  }

  /** The claim that counts, of the highest epoch, and all records that the next one replaces. */
  Found among(List<FoundRecord> all) {
    List<Legible> readable = new ArrayList<>();
    List<FoundRecord> others = new ArrayList<>();
    List<FoundRecord> beside = new ArrayList<>();
    for (FoundRecord record : all) {
      if (record.name().equals(name) && record.type().equals(TYPE)) {
        Optional<Claim> claim = read(record);
        if (claim.isPresent()) {
          readable.add(new Legible(claim.get(), record));
        } else if (ClaimText.meant(record.value())) {
          others.add(record);
        } else {
          beside.add(record);
        }
      }
    }
    readable.sort(
        Comparator.comparingLong((Legible one) -> -one.claim().epoch())
            .thenComparingInt(one -> place(one.claim().holder())));
    List<FoundRecord> records = new ArrayList<>();
    for (Legible one : readable) {
      records.add(one.record());
    }
    records.addAll(others);
    Optional<Claim> first =
        readable.isEmpty() ? Optional.empty() : Optional.of(readable.get(0).claim());
    return new Found(first, records, beside);
  }

  /** One that is none of ours comes last. */
  private int place(String holder) {
    int place = servers.indexOf(holder);
    return place < 0 ? servers.size() : place;
  }

  private Optional<Claim> read(FoundRecord record) {
    try {
      return Optional.of(ClaimText.read(record.value(), servers));
    } catch (ClaimText.Unreadable e) {
      if (ClaimText.meant(record.value()) && isNew(record.value())) {
        LOG.warn(
            "claim={} state=unreadable: {}; found: {}; the next change of the claim replaces it",
            name,
            e.getMessage(),
            FailureText.quote(record.value()));
      }
      return Optional.empty();
    }
  }

  private synchronized boolean isNew(String value) {
    if (unreadable.size() >= REMEMBERED) {
      unreadable.clear();
    }
    return unreadable.add(value);
  }
}
