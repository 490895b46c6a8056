// SPDX-License-Identifier: Apache-2.0
package io.clooster.dns;

import io.clooster.config.Config;
import io.clooster.failover.Action;
import io.clooster.failover.Claim;
import io.clooster.failover.ClaimSight;
import io.clooster.failover.RecordSnapshot;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.camel.Body;
import org.apache.camel.Variable;
import org.jspecify.annotations.Nullable;

/** Says what a provider's Kamelet is to change, and what its answer shows. */
public final class DnsWrites {
  private final Config.Provider provider;
  private final Mapping mapping;
  private final DnsReads reads;

  public DnsWrites(Config.Provider provider, Mapping mapping) {
    this.provider = provider;
    this.mapping = mapping;
    this.reads = new DnsReads(provider, mapping);
    train();
  }

  /**
   * The first write of a process is a failover's: its classes are loaded before. So is the hash
   * code of the order, which Camel asks for before it calls a bean, and Java puts together at its
   * first use.
   */
  private static void train() {
    FoundRecord found = ProviderFields.found(Map.of("name", "", "type", "", "content", ""));
    Claim claim = new Claim(1, "", Duration.ofMinutes(1));
    RecordSnapshot snapshot =
        new RecordSnapshot(
            "", claim, new ProviderRecords(List.of(found), List.of(found), List.of()));
    Action.WriteRecord write = new Action.WriteRecord(0, snapshot, "", claim);
    int ignored = write.hashCode();
    Mapping any =
        new ClaimedMapping(new LiteralMapping("", "", ""), new ClaimRecords("", List.of()));
    new RecordChange(any, Integer.MAX_VALUE, write).body();
  }

  /** The body of a {@code write}. */
  public Map<String, Object> change(@Variable("write") Action.WriteRecord write) {
    return new RecordChange(mapping, provider.most(), write).body();
  }

  /**
   * The body of a write that takes the claims away, and nothing else.
   *
   * @param read what stands there, at least one claim with it
   */
  public Map<String, Object> removal(ProviderRecords read) {
    return new ClaimRemoval(mapping, read).body();
  }

  /**
   * Whether the provider does not look itself whether what was read is still there: then it is read
   * once more right before the write.
   */
  public boolean isLastLook(@Variable("write") Action.WriteRecord write) {
    return write.claim() != null && !provider.conditional();
  }

  /**
   * Does nothing where the claim and the records stand as they were when they were read.
   *
   * @param body what the Kamelet left of a read
   * @throws DnsConflict where they do not
   */
  public void lastLook(@Variable("write") Action.WriteRecord write, @Body @Nullable Object body)
      throws DnsConflict, DnsFailure {
    RecordSnapshot now = reads.reading(body);
    RecordSnapshot then = write.snapshot();
    if (!now.value().equals(then.value()) || !Objects.equals(now.claim(), then.claim())) {
      throw new DnsConflict(provider.name() + " has something else than was read");
    }
  }

  /**
   * The records as they stand after an accepted write, by its own answer; what it did not change
   * stands as it was read.
   *
   * @param body what the Kamelet left: records of which ours and the claim are looked for, or
   *     anything else
   * @return null when that does not show just what was written: the next read tells
   */
  public @Nullable RecordSnapshot written(
      @Variable("write") Action.WriteRecord write, @Body @Nullable Object body) {
    try {
      RecordChange change = new RecordChange(mapping, provider.most(), write);
      List<FoundRecord> answer = RecordList.of(body, provider.name());
      List<FoundRecord> found = new ArrayList<>(change.kept());
      for (FoundRecord old : change.records()) {
        List<FoundRecord> shown = answer.stream().filter(old::isSameSet).toList();
        if (change.moves() ? shown.size() != 1 : shown.size() > 1) {
          return null;
        }
        found.add(shown.isEmpty() ? old : shown.get(0));
      }
      answer.stream()
          .filter(this::isAtTheClaim)
          .filter(one -> !found.contains(one))
          .forEach(found::add);
      RecordSnapshot after = reads.of(found, ClaimSight.LISTED);
      Claim claim = write.claim();
      Claim expected = claim == null ? write.snapshot().claim() : claim;
      return after.value().equals(write.value()) && Objects.equals(after.claim(), expected)
          ? after
          : null;
    } catch (DnsFailure e) {
      // It is accepted all the same.
      return null;
    }
  }

  private boolean isAtTheClaim(FoundRecord record) {
    return record.type().equals(ClaimRecords.TYPE)
        && mapping.claimName().filter(record.name()::equals).isPresent();
  }
}
