// SPDX-License-Identifier: Apache-2.0
package io.clooster.dns.verify;

import io.clooster.dns.RecordValue;
import java.io.IOException;
import java.net.InetAddress;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.xbill.DNS.Name;
import org.xbill.DNS.Type;

/**
 * A CNAME of which the name servers give the addresses that it leads to, as they have to for the
 * zone's own name. So what it leads to is looked up here, too.
 */
final class FlattenedCname {
  private FlattenedCname() {}

  /** What is wrong, for people; empty when it gives addresses of the new target and no others. */
  static Optional<String> fault(NameServer server, ExpectedRecord expected)
      throws IOException, InterruptedException {
    Name name = Name.fromString(expected.name(), Name.root);
    Set<String> given = new TreeSet<>();
    for (int type : new int[] {Type.A, Type.AAAA}) {
      DnsAnswer answer = new DnsAnswer(DnsQuery.ask(server.address(), name, type, false));
      given.addAll(answer.values(expected.name(), type));
    }
    if (given.isEmpty()) {
      return Optional.of("no CNAME record " + expected.name());
    }
    return addresses(expected.value()).containsAll(given)
        ? Optional.empty()
        : Optional.of(expected.name() + " " + String.join(", ", given));
  }

  private static Set<String> addresses(String target) throws IOException {
    Set<String> addresses = new TreeSet<>();
    for (InetAddress address : InetAddress.getAllByName(target)) {
      addresses.add(RecordValue.normal(address.getHostAddress()));
    }
    return addresses;
  }
}
