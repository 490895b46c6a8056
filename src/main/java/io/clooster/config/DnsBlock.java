// SPDX-License-Identifier: Apache-2.0
package io.clooster.config;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A DNS provider's block, {@code "cloudflare": { … }}: the records and their zone, alike for all
 * providers, and what the provider's Kamelet, {@code cloudflare-dns-action}, declares.
 */
final class DnsBlock {
  private final BlockReader block;
  private final DnsKamelet kamelet;
  private final KameletSettings service;
  private final @Nullable String zone;
  private final @Nullable List<RecordNames.Named> names;

  private DnsBlock(
      BlockReader block,
      DnsKamelet kamelet,
      KameletSettings service,
      @Nullable String zone,
      @Nullable List<RecordNames.Named> names) {
    this.block = block;
    this.kamelet = kamelet;
    this.service = service;
    this.zone = zone;
    this.names = names;
  }

  /**
   * Reads the zone and the names.
   *
   * @param service gathers the block's values
   */
  static DnsBlock read(
      BlockReader block, DnsKamelet kamelet, KameletSettings service, int protocol) {
    String zone =
        block.required("zone", ValueType.ZONE, "write your domain: \"zone\": \"example.com\"");
    return new DnsBlock(block, kamelet, service, zone, RecordNames.read(block, protocol));
  }

  /** Reads the block of a provider that is not chosen, for what is wrong with it alone. */
  static void check(BlockReader block, DnsKamelet kamelet, int protocol) {
    read(block, kamelet, new KameletSettings(), protocol);
    block.has("preferred_value");
    kamelet.read(block, new KameletSettings());
  }

  /** Who the records are changed at. */
  Config.Provider provider() {
    return kamelet.provider(service.values());
  }

  /** Whether it is the name of one of the records. */
  boolean moves(String name) {
    return names != null && names.stream().anyMatch(named -> named.name().equals(name));
  }

  /**
   * A pair's preferred value, or null and a problem.
   *
   * @param self what a record holds after a take-over; null if that is wrong already
   */
  @Nullable ServerAddress preferredValue(@Nullable ServerAddress self) {
    ServerAddress preferred =
        block.required(
            "preferred_value",
            ValueType.TARGET,
            "write what the record holds while both servers are up: one of their names");
    if (self != null && preferred != null) {
      sameKind(self, preferred);
    }
    rejectSelfReference(self, preferred);
    return preferred;
  }

  /** Says that the preferred value is none of the two servers. */
  void preferredIsNobody() {
    block.problem(
        "preferred_value",
        "is neither this_server nor other_server",
        "write one of the two: protocol 2 moves the record between the servers themselves");
  }

  /** Says that a group's preferred value stands elsewhere. */
  void refusePreferredValue() {
    block.reject(
        "preferred_value",
        "has no place beside \"servers\"",
        "remove it: the first of \"servers\" is the preferred one");
  }

  /**
   * Reads the rest.
   *
   * @param members null if something is wrong with them
   * @return the records, or null and a problem
   */
  @Nullable List<Config.DnsRecord> records(@Nullable Topology members) {
    kamelet.read(block, service);
    if (zone != null && names != null) {
      names.forEach(named -> RecordNames.placeInZone(named, zone, block));
    }
    if (zone == null || names == null || members == null) {
      return null;
    }
    service
        .with("zone", zone)
        .with("record", names.get(0).name())
        .with("type", members.type())
        .with("preferred_value", members.preferredValue());
    return names.stream()
        .map(
            named ->
                new Config.DnsRecord(zone, named.name(), members.type(), members.preferredValue()))
        .toList();
  }

  private void sameKind(ServerAddress self, ServerAddress preferred) {
    if (self.kind() != preferred.kind()) {
      block.problem(
          "preferred_value",
          "is "
              + preferred.kind().described
              + ", but this_server is "
              + self.kind().described
              + ": one record can't hold both",
          "write two host names (CNAME), two IPv4 addresses (A) or two IPv6 addresses (AAAA)");
    }
  }

  private void rejectSelfReference(
      @Nullable ServerAddress self, @Nullable ServerAddress preferred) {
    String remedy = "write the server's own name there, not the name that it serves";
    for (RecordNames.Named named : names == null ? List.<RecordNames.Named>of() : names) {
      if (self != null && named.name().equals(self.canonical())) {
        named.at().problem("is the same name as this_server: it would point at itself", remedy);
      }
      if (preferred != null && named.name().equals(preferred.canonical())) {
        block.problem(
            "preferred_value", "is the same name as record: it would point at itself", remedy);
      }
    }
  }
}
