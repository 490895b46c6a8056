// SPDX-License-Identifier: Apache-2.0
package io.clooster.dns.verify;

import io.clooster.dns.RecordValue;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

/** What a name server's answer says of a record. */
final class DnsAnswer {
  private final Message message;

  DnsAnswer(Message message) {
    this.message = message;
  }

  /**
   * What is wrong with it, for people; empty when it gives the new value and no other. A server
   * that only repeats what it has heard of others doesn't count, as it may have heard it long ago.
   */
  Optional<String> fault(ExpectedRecord expected) {
    if (message.getRcode() != Rcode.NOERROR) {
      return Optional.of(Rcode.string(message.getRcode()));
    }
    if (!message.getHeader().getFlag(Flags.AA)) {
      return Optional.of("doesn't answer for the zone");
    }
    Set<String> values = values(expected);
    if (values.equals(Set.of(expected.value()))) {
      return Optional.empty();
    }
    return Optional.of(
        values.isEmpty()
            ? "no " + expected.type() + " record " + expected.name()
            : expected.name() + " " + expected.type() + " " + String.join(", ", values));
  }

  /** Whether it says that there is no such record, of that type at least. */
  boolean lacks(ExpectedRecord expected) {
    return message.getRcode() == Rcode.NOERROR
        && message.getHeader().getFlag(Flags.AA)
        && values(expected).isEmpty();
  }

  private Set<String> values(ExpectedRecord expected) {
    return values(expected.name(), Type.value(expected.type()));
  }

  /** All that the answer has of this type, whatever the name: a name server's may be an alias. */
  Set<String> addresses(int type) {
    Set<String> addresses = new TreeSet<>();
    for (Record record : message.getSection(Section.ANSWER)) {
      if (record.getType() == type) {
        addresses.add(record.rdataToString());
      }
    }
    return addresses;
  }

  /** What the records of this name and type hold, in normal form. */
  Set<String> values(String name, int type) {
    Set<String> values = new TreeSet<>();
    for (Record record : message.getSection(Section.ANSWER)) {
      if (record.getType() == type
          && RecordValue.normal(record.getName().toString()).equals(name)) {
        values.add(RecordValue.normal(record.rdataToString()));
      }
    }
    return values;
  }
}
