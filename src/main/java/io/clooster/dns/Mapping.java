// SPDX-License-Identifier: Apache-2.0
package io.clooster.dns;

import io.clooster.config.Config;
import io.clooster.failover.Reading;
import java.util.List;

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

  /** The zone that all of them are in. */
  String zone();

  /** The names that ours have, in normal form. */
  List<String> names();

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
   * The reading of what was found.
   *
   * @throws DnsFailure as {@link #ours} does
   */
  default Reading reading(List<FoundRecord> found) throws DnsFailure {
    List<FoundRecord> ours = ours(found);
    return new Reading(value(ours), new Snapshot(ours));
  }
}
