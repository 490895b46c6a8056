// SPDX-License-Identifier: Apache-2.0
package io.clooster.dns.verify;

import java.io.IOException;
import java.net.Inet6Address;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Type;

/**
 * Which kinds of addresses lead anywhere from here. On a machine without IPv6, or with one that
 * ends at the next router, half of the servers would be silent for ever, and be blamed for it.
 */
final class ReachableFamilies {
  private ReachableFamilies() {}

  /**
   * All of them, but without IPv6, or without IPv4, where nobody answers there and somebody does in
   * the other one.
   */
  static List<NameServer> of(List<NameServer> servers, Name zone) throws InterruptedException {
    Map<NameServer, CompletionStage<Message>> asked = new LinkedHashMap<>();
    for (NameServer server : servers) {
      asked.put(server, DnsQuery.begin(server.address(), zone, Type.SOA, false));
    }
    Map<Boolean, Boolean> answers = new LinkedHashMap<>();
    for (Map.Entry<NameServer, CompletionStage<Message>> each : asked.entrySet()) {
      answers.merge(isIpv6(each.getKey()), isAnswered(each.getValue()), Boolean::logicalOr);
    }
    Set<Boolean> reached =
        answers.entrySet().stream()
            .filter(Map.Entry::getValue)
            .map(Map.Entry::getKey)
            .collect(Collectors.toSet());
    return reached.isEmpty()
        ? servers
        : servers.stream().filter(server -> reached.contains(isIpv6(server))).toList();
  }

  private static boolean isAnswered(CompletionStage<Message> asked) throws InterruptedException {
    try {
      DnsQuery.answer(asked);
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  private static boolean isIpv6(NameServer server) {
    return server.address().getAddress() instanceof Inet6Address;
  }
}
