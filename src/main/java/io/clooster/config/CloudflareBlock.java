// SPDX-License-Identifier: Apache-2.0
package io.clooster.config;

import org.jspecify.annotations.Nullable;

/** The block {@code cloudflare}: the record, its zone and the right to change it. */
final class CloudflareBlock {
  static final String NAME = "cloudflare";
  private static final String API = "https://api.cloudflare.com/client/v4";

  private CloudflareBlock() {}

  /**
   * The record, or null and a problem.
   *
   * @param self what the record holds after a take-over; null if that is wrong already
   * @param service gathers the block's values
   */
  static Config.@Nullable DnsRecord read(
      BlockReader block, @Nullable ServerAddress self, Service service) {
    credentials(block, service);
    String zone =
        block.required("zone", ValueType.ZONE, "write your domain: \"zone\": \"example.com\"");
    String record =
        block.required(
            "record", ValueType.RECORD, "write its full name: \"record\": \"www.example.com\"");
    ServerAddress preferred =
        block.required(
            "preferred_value",
            ValueType.TARGET,
            "write what the record holds while both servers are up: one of their names");
    String api = block.or("api", ValueType.URL, API);
    block.refuseUnknown();

    if (zone != null && record != null) {
      placeInZone(block, zone, record);
    }
    if (self != null && preferred != null) {
      sameKind(block, self, preferred);
    }
    if (record != null) {
      noCircle(block, record, self, preferred);
    }
    if (zone == null || record == null || preferred == null) {
      return null;
    }
    String type = preferred.kind().recordType;
    service
        .with("zone", zone)
        .with("record", record)
        .with("type", type)
        .with("preferred_value", preferred.canonical())
        .with("api", api);
    return new Config.DnsRecord(NAME, zone, record, type, preferred.canonical());
  }

  private static void credentials(BlockReader block, Service service) {
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

  private static void keepSecret(Service service, String key, @Nullable String value) {
    if (value != null) {
      service.withSecret(key, value);
    }
  }

  private static void placeInZone(BlockReader block, String zone, String record) {
    if (record.equals(zone) || record.endsWith("." + zone)) {
      return;
    }
    if (!block.isLiteral("record") || !block.isLiteral("zone")) {
      block.problem("record", "is not in the zone", "write a name that ends in the zone's name");
      return;
    }
    block.problem(
        "record",
        Shown.quoted(record) + " is not in the zone " + Shown.quoted(zone),
        record.contains(".")
            ? "write a name that ends in ." + Shown.plain(zone) + ", or correct \"zone\""
            : "write its full name: " + Shown.quoted(record + "." + zone));
  }

  private static void sameKind(BlockReader block, ServerAddress self, ServerAddress preferred) {
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

  private static void noCircle(
      BlockReader block,
      String record,
      @Nullable ServerAddress self,
      @Nullable ServerAddress preferred) {
    String remedy = "write the server's own name there, not the name that it serves";
    if (self != null && record.equals(self.canonical())) {
      block.problem("record", "is the same name as this_server: it would point at itself", remedy);
    }
    if (preferred != null && record.equals(preferred.canonical())) {
      block.problem(
          "preferred_value", "is the same name as record: it would point at itself", remedy);
    }
  }
}
