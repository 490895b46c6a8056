// SPDX-License-Identifier: Apache-2.0
package io.clooster.dns;

import io.clooster.config.Config;
import io.clooster.failover.Claim;
import io.clooster.failover.RecordSnapshot;
import java.util.List;
import java.util.Optional;

/**
 * Which records are ours, and what the decision calls that which they hold. The same for every
 * provider.
 */
public interface Mapping {

  /** One record of a fixed type; the decision speaks of what it holds, letter by letter. */
  static Mapping of(Config.DnsRecord record) {
    return new LiteralMapping(record.zone(), record.name(), record.type());
  }

  /** Any number of records that move together; the decision speaks of servers. */
  static Mapping of(Targets targets) {
    return new ServerMapping(targets);
  }

  /** The same, and a claim beside them says who may move them. */
  static Mapping claimed(Targets targets) {
    return new ClaimedMapping(
        of(targets),
        new ClaimRecords(targets.names().get(0), List.copyOf(targets.servers().keySet())));
  }

  /** Full name of the claim to records of which {@code record} is the first. */
  static String claimBeside(String record) {
    return ClaimRecords.nameBeside(RecordValue.normal(record));
  }

  /** The name of a TXT record beside a record that only a trial makes, and deletes again. */
  static String trialBeside(String record) {
    return claimBeside(record).replaceFirst("^_clooster\\.", "_clooster-check.");
  }

  /** The zone that all of them are in. */
  String zone();

  /** The names that ours have, in normal form; the claim's is the last of them. */
  List<String> names();

  /** The name of the TXT record that is the claim; empty when these records have none. */
  default Optional<String> claimName() {
    return Optional.empty();
  }

  /** What the claim's TXT record is to hold, quotation marks included. */
  default String claimContent(Claim claim) {
    throw new IllegalStateException("no claim stands beside these records");
  }

  /**
   * Picks our records.
   *
   * @param found all records of our names, whatever their type; others among them do no harm
   * @throws DnsFailure when they are not what can be moved; says what there is and what to do
   */
  List<FoundRecord> ours(List<FoundRecord> found) throws DnsFailure;

  /** What our records hold, as the decision calls it. */
  String value(List<FoundRecord> ours);

  /** What one of our records must hold so that {@code value} is true of it. */
  String content(FoundRecord record, String value);

  /** One of our records, for people. */
  String described(FoundRecord record);

  /**
   * The reading of what was found, the claim included.
   *
   * @throws DnsFailure as {@link #ours} does
   */
  default RecordSnapshot reading(List<FoundRecord> found) throws DnsFailure {
    List<FoundRecord> ours = ours(found);
    return new RecordSnapshot(value(ours), new ProviderRecords(ours));
  }
}
