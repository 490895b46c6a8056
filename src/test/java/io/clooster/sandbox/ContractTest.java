// SPDX-License-Identifier: Apache-2.0
package io.clooster.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Holds both sides of a session with the sandbox to Cloudflare's own OpenAPI description. */
class ContractTest {
  private final Sandbox sandbox = Sandbox.start();
  private final List<String> breaches = new ArrayList<>();
  private Client client;
  private String zone;

  @BeforeEach
  void aZoneWithARecord() {
    zone = "/zones/" + sandbox.cloudflare().addZone("example.com");
    sandbox.cloudflare().allowToken("token-1");
    sandbox.cloudflare().allowKey("me@example.com", "key-1");
    sandbox.cloudflare().addRecord("www.example.com", "CNAME", "srv1.example.com");
    client =
        new Client(sandbox.cloudflare().uri(), "Authorization", "Bearer token-1")
            .observedBy(this::judge);
  }

  @AfterEach
  void close() {
    sandbox.close();
  }

  @Test
  void aSessionKeepsTheContractOnBothSides() throws Exception {
    // Given
    String records = zone + "/dns_records";
    String record = records + "/" + idOf("CNAME");

    // When
    expect(200, client.get("/user/tokens/verify"));
    expect(200, client.get("/zones?name=example.com&status=active"));
    expect(200, client.get("/zones?name=example.org"));
    expect(200, client.get(zone));
    expect(200, client.get(records + "?name=www.example.com&type=CNAME&per_page=100"));
    expect(200, client.get(record));
    expect(200, client.send("PATCH", record, cname("srv2.example.com", true)));
    expect(200, client.send("PUT", record, cname("srv1.example.com", false)));
    expect(200, client.send("POST", records, txt("epoch=1 holder=srv1")));
    expect(
        200,
        client.send(
            "POST",
            records + "/batch",
            """
            {"deletes": [{"id": "%s"}],
             "patches": [{"id": "%s", "type": "CNAME", "content": "srv2.example.com"}],
             "puts": [],
             "posts": [%s]}
            """
                .formatted(idOf("TXT"), idOf("CNAME"), txt("epoch=2 holder=srv2"))));
    expect(200, client.send("DELETE", records + "/" + idOf("TXT"), ""));

    // Then
    assertThat(breaches).isEmpty();
  }

  @Test
  void refusalsKeepTheContractWhereTheRequestDoes() throws Exception {
    // Given
    String records = zone + "/dns_records";
    String record = records + "/" + idOf("CNAME");
    Client stranger =
        new Client(sandbox.cloudflare().uri(), "Authorization", "Bearer wrong")
            .observedBy(this::judge);

    // When
    expect(403, stranger.get("/zones?name=example.com"));
    expect(403, stranger.get(record));
    expect(403, stranger.send("PATCH", record, cname("srv2.example.com", false)));
    expect(404, client.get(zone.substring(0, zone.length() - 1) + "/dns_records"));
    expect(404, client.get(records + "/" + "0".repeat(32)));
    expect(404, client.send("DELETE", records + "/" + "0".repeat(32), ""));
    expect(400, client.send("POST", records, cname("srv1.example.com", false)));
    expect(400, client.send("POST", records, a("www.example.com", "192.0.2.1", 1)));
    expect(400, client.send("POST", records, a("other.example.com", "192.0.2.1", 31)));
    expect(
        404,
        client.send(
            "POST", records + "/batch", "{\"deletes\":[{\"id\":\"" + "0".repeat(32) + "\"}]}"));
    sandbox.cloudflare().limit(1, Duration.ofMinutes(5));
    expect(200, client.get("/zones"));
    expect(429, client.get("/zones"));

    // Then
    assertThat(breaches).isEmpty();
  }

  @Test
  void theJudgeSeesABreach() throws Exception {
    // Given
    String record = zone + "/dns_records/" + idOf("CNAME");

    // When
    client.send("PATCH", record, "{\"content\":\"srv2.example.com\"}");
    client.send("POST", zone + "/dns_records", "{\"type\":\"A\",\"name\":\"a.example.com\"}");
    sandbox.cloudflare().faults().onAny().once(SandboxFault.brokenJson());
    client.get(record);

    // Then
    assertThat(breaches).hasSize(3);
  }

  @Test
  void theJudgeSeesABreachInTheLog() throws Exception {
    // Given
    String patch =
        "{\"patches\":[{\"id\":\"%s\",\"type\":\"CNAME\",\"content\":\"srv2.example.com\"}]}";

    // When
    client.get(zone + "/dns_records?per_page=none");
    client.send("POST", zone + "/dns_records/batch", patch.replace("id", "name"));
    client.send("POST", zone + "/dns_records/batch", patch.formatted(idOf("CNAME")));

    // Then
    assertThat(sandbox.calls())
        .extracting(call -> Contract.breaches(call).isEmpty())
        .containsExactly(false, false, true);
  }

  private static void expect(int status, Client.Reply reply) {
    assertThat(reply.status()).as("%s", reply.http().body()).isEqualTo(status);
    assertThat(reply.json().path("success").asBoolean()).isEqualTo(status == 200);
    assertThat(reply.result().isNull()).isEqualTo(status != 200);
  }

  private String idOf(String type) {
    return sandbox.cloudflare().records().stream()
        .filter(record -> record.type().equals(type))
        .findFirst()
        .orElseThrow()
        .id();
  }

  private static String cname(String content, boolean proxied) {
    return """
    {"type": "CNAME", "name": "www.example.com", "content": "%s", "ttl": 1, "proxied": %s}
    """
        .formatted(content, proxied);
  }

  private static String a(String name, String content, int ttl) {
    return """
    {"type": "A", "name": "%s", "content": "%s", "ttl": %d}
    """
        .formatted(name, content, ttl);
  }

  private static String txt(String content) {
    return """
    {"type": "TXT", "name": "_clooster.www.example.com", "content": "\\"%s\\"", "ttl": 60}
    """
        .formatted(content);
  }

  private void judge(HttpRequest sent, Client.Reply reply) {
    String path = sent.uri().getPath().substring(sandbox.cloudflare().uri().getPath().length());
    List<String> found =
        Contract.breaches(
            Contract.request(
                sent.method(), path, sent.uri().getRawQuery(), sent.headers().map(), reply.sent()),
            reply.status(),
            reply.header("Content-Type"),
            reply.http().body());
    if (!found.isEmpty()) {
      breaches.add(sent.method() + " " + path + " " + reply.http().body() + ": " + found);
    }
  }
}
