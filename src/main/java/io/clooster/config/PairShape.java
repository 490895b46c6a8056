// SPDX-License-Identifier: Apache-2.0
package io.clooster.config;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The original's shape of the file: {@code this_server}, {@code other_server}, {@code server} or
 * {@code client}, and the preferred value beside the record.
 */
final class PairShape {
  private final BlockReader root;
  private final @Nullable DnsBlock dns;
  private final int protocol;

  private PairShape(BlockReader root, @Nullable DnsBlock dns, int protocol) {
    this.root = root;
    this.dns = dns;
    this.protocol = protocol;
  }

  /** The two servers, or null and a problem. */
  static @Nullable Topology read(BlockReader root, @Nullable DnsBlock dns, int protocol) {
    return new PairShape(root, dns, protocol).members();
  }

  private @Nullable Topology members() {
    ServerAddress self =
        root.required(
            "this_server", ValueType.SERVER, "write this server's host name: \"srv1.example.com\"");
    ServerAddress other =
        root.required(
            "other_server", ValueType.SERVER, "write the other's host name: \"srv2.example.com\"");
    if (self != null && other != null && self.canonical().equals(other.canonical())) {
      root.problem("other_server", "is the same as this_server", "write the other server's name");
    }
    root.reject(
        "listen",
        "stands in a file with \"servers\" only",
        "call it \"server\", or name all servers in \"servers\"");
    Config.Role role = RoleBlocks.read(root);
    ServerAddress preferred = dns == null ? null : dns.preferredValue(self);
    if (self == null || other == null || role == null || preferred == null) {
      return null;
    }
    return protocol == 1
        ? original(self, other, role, preferred)
        : named(self, other, role, preferred);
  }

  /** Protocol 1: names as written, since they are on the wire; any preferred value. */
  private static Topology original(
      ServerAddress self, ServerAddress other, Config.Role role, ServerAddress preferred) {
    List<Config.Server> servers = servers(self, self.text(), other, other.text(), role);
    return new Topology(
        self.text(),
        preferred.canonical().equals(other.canonical()) ? swapped(servers) : servers,
        role instanceof Config.Role.Listening listening ? listening : null,
        preferred.kind().recordType,
        preferred.canonical());
  }

  /** Protocol 2: a group of two. */
  private @Nullable Topology named(
      ServerAddress self, ServerAddress other, Config.Role role, ServerAddress preferred) {
    boolean ourselves = preferred.canonical().equals(self.canonical());
    if (self.kind() != other.kind()) {
      root.problem(
          "other_server",
          "is "
              + other.kind().described
              + ", but this_server is "
              + self.kind().described
              + ": one record can't hold both",
          "write two host names (CNAME), two IPv4 addresses (A) or two IPv6 addresses (AAAA)");
      return null;
    }
    if (!ourselves && !preferred.canonical().equals(other.canonical())) {
      if (dns != null) {
        dns.preferredIsNobody();
      }
      return null;
    }
    List<Config.Server> servers = servers(self, self.canonical(), other, other.canonical(), role);
    return Topology.of(
        self.canonical(),
        ourselves ? servers : swapped(servers),
        role instanceof Config.Role.Listening listening ? listening : null);
  }

  /** Ourselves, then the other one. The side that connects can't be connected to. */
  private static List<Config.Server> servers(
      ServerAddress self,
      String selfName,
      ServerAddress other,
      String otherName,
      Config.Role role) {
    String selfAddress = null;
    String otherAddress = null;
    int selfPort = 0;
    int otherPort = 0;
    if (role instanceof Config.Role.Listening listening) {
      selfAddress = selfName;
      selfPort = listening.port();
    } else if (role instanceof Config.Role.Connecting connecting) {
      otherAddress = connecting.address();
      otherPort = connecting.port();
    }
    return List.of(
        new Config.Server(selfName, selfAddress, selfPort, Topology.addresses(self)),
        new Config.Server(otherName, otherAddress, otherPort, Topology.addresses(other)));
  }

  private static List<Config.Server> swapped(List<Config.Server> two) {
    return List.of(two.get(1), two.get(0));
  }
}
