// SPDX-License-Identifier: Apache-2.0
package io.clooster.config;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The block {@code cloudflare}: the records, their zone and the right to change them. */
final class CloudflareBlock {
  static final String NAME = "cloudflare";
  private static final String API = "https://api.cloudflare.com/client/v4";

  private final BlockReader block;
  private final KameletSettings service;
  private final @Nullable String zone;
  private final @Nullable List<RecordNames.Named> names;

  private CloudflareBlock(
      BlockReader block,
      KameletSettings service,
      @Nullable String zone,
      @Nullable List<RecordNames.Named> names) {
    this.block = block;
    this.service = service;
    this.zone = zone;
    this.names = names;
  }

  /**
   * Reads the credentials, the zone and the names.
   *
   * @param service gathers the block's values
   */
  static CloudflareBlock read(BlockReader block, KameletSettings service, int protocol) {
    credentials(block, service);
    String zone =
        block.required("zone", ValueType.ZONE, "write your domain: \"zone\": \"example.com\"");
    return new CloudflareBlock(block, service, zone, RecordNames.read(block, protocol));
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
    String api = block.or("api", ValueType.URL, API);
    block.refuseUnknown();
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
        .with("preferred_value", members.preferredValue())
        .with("api", api);
    return names.stream()
        .map(
            named ->
                new Config.DnsRecord(
                    NAME, zone, named.name(), members.type(), members.preferredValue()))
        .toList();
  }

  private static void credentials(BlockReader block, KameletSettings service) {
    boolean token = block.has("token");
    boolean key = block.has("key");
    boolean mail = block.has("mail");
    if (token && (key || mail)) {
      block.problem(
          "token",
          "stands together with " + (key ? "key" : "mail"),
          "keep either \"token\", or \"key\" and \"mail\"");
    } else if (key && !mail) {
      block.problem(
          "mail", "is missing", "write the mail address of your account: a global key needs it");
    } else if (mail && !key) {
      block.problem("key", "is missing", "write your global API key, or a \"token\" alone");
    } else if (!token && !key) {
      block.problem(
          "token",
          "is missing",
          "write an API token that may edit the zone's DNS: \"token\": \"…\""
              + " (or \"key\" and \"mail\")");
    }
    keepSecret(service, "token", block.optional("token", ValueType.TOKEN));
    keepSecret(service, "key", block.optional("key", ValueType.TOKEN));
    String address = block.optional("mail", ValueType.MAIL_ADDRESS);
    if (address != null) {
      service.with("mail", address);
    }
  }

  private static void keepSecret(KameletSettings service, String key, @Nullable String value) {
    if (value != null) {
      service.withSecret(key, value);
    }
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
