// SPDX-License-Identifier: Apache-2.0
package io.clooster.dns.verify;

import io.clooster.call.FailureText;
import io.clooster.dns.RecordValue;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.ResolverConfig;
import org.xbill.DNS.Type;

/** The servers that the zone names as its own, by a resolver. */
final class ZoneServers implements NameServerSource {
  /** So many of the names are looked up. */
  private static final int MOST_NAMES = 16;

  private static final int[] ADDRESSES = {Type.A, Type.AAAA};

  private final String zone;
  private final Supplier<List<InetSocketAddress>> resolvers;
  private final int port;

  /** By the resolvers that this machine is set to use, as they are at that moment. */
  ZoneServers(String zone) {
    this(
        zone,
        () -> {
          ResolverConfig.refresh();
          return ResolverConfig.getCurrentConfig().servers();
        },
        NameServer.PORT);
  }

  ZoneServers(String zone, Supplier<List<InetSocketAddress>> resolvers, int port) {
    this.zone = zone;
    this.resolvers = resolvers;
    this.port = port;
  }

  @Override
  public Found find() throws IOException, InterruptedException {
    IOException last = new IOException("this machine has no resolver");
    for (InetSocketAddress resolver : resolvers.get()) {
      try {
        return servers(names(resolver), resolver);
      } catch (IOException e) {
        last = new IOException(resolver.getHostString() + ": " + FailureText.of(e));
      }
    }
    throw new IOException(
        "the name servers of " + zone + " can't be found: " + FailureText.of(last));
  }

  private List<String> names(InetSocketAddress resolver) throws IOException, InterruptedException {
    Message answer = DnsQuery.ask(resolver, absolute(zone), Type.NS, true);
    if (answer.getRcode() != Rcode.NOERROR) {
      throw new IOException(Rcode.string(answer.getRcode()));
    }
    List<String> names =
        List.copyOf(new DnsAnswer(answer).values(RecordValue.normal(zone), Type.NS));
    if (names.isEmpty()) {
      throw new IOException("it knows of none");
    }
    return names.stream().sorted().limit(MOST_NAMES).toList();
  }

  /** All questions are asked before the first answer is waited for. */
  private Found servers(List<String> names, InetSocketAddress resolver)
      throws IOException, InterruptedException {
    Map<String, List<CompletionStage<Message>>> asked = new LinkedHashMap<>();
    for (String name : names) {
      List<CompletionStage<Message>> both = new ArrayList<>();
      for (int type : ADDRESSES) {
        both.add(DnsQuery.begin(resolver, absolute(name), type, true));
      }
      asked.put(name, both);
    }
    List<NameServer> servers = new ArrayList<>();
    for (Map.Entry<String, List<CompletionStage<Message>>> entry : asked.entrySet()) {
      servers.addAll(servers(entry.getKey(), entry.getValue()));
    }
    List<NameServer> reached = ReachableFamilies.of(servers, absolute(zone));
    List<String> lost =
        names.stream()
            .filter(name -> reached.stream().noneMatch(server -> server.name().equals(name)))
            .map(name -> FailureText.quote(name) + ": no address that this machine can reach")
            .toList();
    return new Found(reached, lost);
  }

  private List<NameServer> servers(String name, List<CompletionStage<Message>> asked)
      throws InterruptedException {
    List<NameServer> servers = new ArrayList<>();
    for (int i = 0; i < ADDRESSES.length; i++) {
      try {
        DnsAnswer answer = new DnsAnswer(DnsQuery.answer(asked.get(i)));
        for (String address : answer.addresses(ADDRESSES[i])) {
          InetSocketAddress where = new InetSocketAddress(InetAddress.getByName(address), port);
          servers.add(new NameServer(name, where));
        }
      } catch (IOException e) {
        // Of the other type there may be one; if not, that is told.
      }
    }
    return servers;
  }

  private static Name absolute(String name) throws IOException {
    return Name.fromString(name, Name.root);
  }
}
