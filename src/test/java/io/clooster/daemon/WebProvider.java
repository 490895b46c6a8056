// SPDX-License-Identifier: Apache-2.0
package io.clooster.daemon;

import io.clooster.dns.server.FakeDnsApi;
import io.clooster.testing.Service;
import java.util.List;
import java.util.Locale;

/**
 * A DNS provider with a web API: what it answers, and what it is to be asked, below {@code /base}.
 */
enum WebProvider {
  HETZNER(
      """
      {"rrsets": [{"name": "www", "type": "CNAME", "ttl": 60,
         "records": [{"value": "srv1.example.com."}]}],
       "meta": {"pagination": {"next_page": null}}}
      """,
      List.of(
          "GET /zones/example.com/rrsets?name=www&per_page=50",
          "GET /zones/example.com/rrsets?name=_clooster.www&per_page=50"),
      "{\"action\": {\"id\": 1, \"status\": \"success\"}}",
      List.of(
          "POST /zones/example.com/rrsets",
          "POST /zones/example.com/rrsets/www/CNAME/actions/set_records"),
      List.of(
          "POST /zones/example.com/rrsets",
          "DELETE /zones/example.com/rrsets/_clooster-check.www/TXT")),
  DIGITALOCEAN(
      """
      {"domain_records": [{"id": 1, "type": "CNAME", "name": "www", "data": "srv1.example.com",
         "ttl": 60}], "links": {}, "meta": {"total": 1}}
      """,
      List.of(
          "GET /domains/example.com/records?name=www.example.com&per_page=200",
          "GET /domains/example.com/records?name=_clooster.www.example.com&per_page=200"),
      "{\"domain_record\": {\"id\": 2, \"type\": \"TXT\", \"name\": \"x\", \"data\": \"y\"}}",
      List.of("POST /domains/example.com/records", "PATCH /domains/example.com/records/1"),
      List.of("POST /domains/example.com/records", "DELETE /domains/example.com/records/2")),
  GANDI(
      """
      [{"rrset_name": "www", "rrset_type": "CNAME", "rrset_ttl": 300,
        "rrset_values": ["srv1.example.com."]}]
      """,
      List.of(
          "GET /domains/example.com/records/www", "GET /domains/example.com/records/_clooster.www"),
      "{\"message\": \"DNS Record Created\"}",
      List.of(
          "PUT /domains/example.com/records/_clooster.www/TXT",
          "PUT /domains/example.com/records/www/CNAME"),
      List.of(
          "PUT /domains/example.com/records/_clooster-check.www/TXT",
          "DELETE /domains/example.com/records/_clooster-check.www/TXT")),
  DESEC(
      """
      [{"domain": "example.com", "subname": "www", "name": "www.example.com.", "type": "CNAME",
        "records": ["srv1.example.com."], "ttl": 3600}]
      """,
      List.of(
          "GET /domains/example.com/rrsets/?subname=www",
          "GET /domains/example.com/rrsets/?subname=_clooster.www"),
      "[]",
      List.of("PATCH /domains/example.com/rrsets/"),
      List.of("PATCH /domains/example.com/rrsets/", "PATCH /domains/example.com/rrsets/")),
  ROUTE53(
      """
      <?xml version="1.0" encoding="UTF-8"?>
      <ListResourceRecordSetsResponse xmlns="https://route53.amazonaws.com/doc/2013-04-01/">
        <ResourceRecordSets><ResourceRecordSet><Name>www.example.com.</Name><Type>CNAME</Type>
        <TTL>300</TTL><ResourceRecords><ResourceRecord><Value>srv1.example.com</Value>
        </ResourceRecord></ResourceRecords></ResourceRecordSet></ResourceRecordSets>
        <IsTruncated>false</IsTruncated><MaxItems>100</MaxItems>
      </ListResourceRecordSetsResponse>
      """,
      List.of(
          "GET /2013-04-01/hostedzone/Z1/rrset?maxitems=100&name=www.example.com.",
          "GET /2013-04-01/hostedzone/Z1/rrset?maxitems=100&name=_clooster.www.example.com."),
      "<ChangeResourceRecordSetsResponse/>",
      List.of("POST /2013-04-01/hostedzone/Z1/rrset"),
      List.of("POST /2013-04-01/hostedzone/Z1/rrset", "POST /2013-04-01/hostedzone/Z1/rrset"));

  private final String listed;
  private final String reads;
  private final String accepted;
  private final String writes;
  private final String trial;

  WebProvider(
      String listed, List<String> reads, String accepted, List<String> writes, List<String> trial) {
    this.listed = listed;
    this.reads = below(reads);
    this.accepted = accepted;
    this.writes = below(writes);
    this.trial = below(trial);
  }

  private static String below(List<String> lines) {
    return String.join("\n", lines).replace(" /", " /base/");
  }

  /** The record {@code www.example.com}, a CNAME to {@code srv1.example.com}, and no claim. */
  String listed() {
    return listed.strip();
  }

  List<String> reads() {
    return reads.lines().toList();
  }

  /** What a change is answered with. */
  String accepted() {
    return accepted;
  }

  /** What moves the record and makes a claim. */
  List<String> writes() {
    return writes.lines().toList();
  }

  List<String> trial() {
    return trial.lines().toList();
  }

  String block() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** With each letter that it may have. */
  String secret() {
    return this == ROUTE53 ? "a+b/c/d+e0123456789==" : "a+b%41&c?d#e/f\\g\"h'i";
  }

  /** In the block of the configuration. */
  String credentials() {
    String escaped = secret().replace("\\", "\\\\").replace("\"", "\\\"");
    return this == ROUTE53
        ? "\"access_key\": \"AKIDEXAMPLE\", \"secret_key\": \"%1$s\", \"session_token\": \"%1$s\", \"zone_id\": \"Z1\""
            .formatted(escaped)
        : "\"token\": \"" + escaped + "\"";
  }

  /** Whether a call has these credentials, letter by letter. */
  boolean isOf(Service.Call call) {
    String authorization = call.headers().getOrDefault("Authorization", "");
    return switch (this) {
      case ROUTE53 ->
          authorization.startsWith("AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/")
              && secret().equals(call.headers().get("X-Amz-Security-Token"));
      case DESEC -> authorization.equals("Token " + secret());
      default -> authorization.equals("Bearer " + secret());
    };
  }

  /** The provider of the zone {@code example.com}, which wants {@link #secret}. */
  FakeDnsApi fake() {
    return fake(secret());
  }

  /** The same, with credentials of somebody else's. */
  FakeDnsApi fake(String secret) {
    String zone = "example.com";
    return switch (this) {
      case HETZNER -> FakeDnsApi.hetzner(zone, secret);
      case DIGITALOCEAN -> FakeDnsApi.digitalOcean(zone, secret);
      case GANDI -> FakeDnsApi.gandi(zone, secret);
      case DESEC -> FakeDnsApi.desec(zone, secret);
      case ROUTE53 -> FakeDnsApi.route53(zone, "AKIDEXAMPLE", secret, secret);
    };
  }

  String contentType() {
    return this == ROUTE53 ? "application/xml" : "application/json";
  }
}
