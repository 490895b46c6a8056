// SPDX-License-Identifier: Apache-2.0
package io.clooster.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CloudflareAccessTest {
  private final Sandbox sandbox = Sandbox.start();
  private final CloudflareSandbox cloudflare = sandbox.cloudflare();
  private String example;
  private String other;

  @BeforeEach
  void twoZones() {
    example = "/zones/" + cloudflare.addZone("example.com");
    other = "/zones/" + cloudflare.addZone("example.org");
    cloudflare.allowToken("token-1", "example.com");
    cloudflare.allowKey("me@example.com", "key-1");
  }

  @AfterEach
  void close() {
    sandbox.close();
  }

  @ParameterizedTest
  @CsvSource({
    "Authorization, Bearer wrong,   403, 9109, 0",
    "Authorization, Bearer,         400, 6003, 6111",
    "Authorization, token-1,        400, 6003, 6111",
    "Authorization, Basic dG9rZW4=, 400, 6003, 6111",
    "X-Auth-Key,    key-1,          400, 9106, 0",
    "X-Auth-Email,  me@example.com, 400, 9106, 0",
    "Accept,        */*,            400, 9106, 0",
  })
  void aBadCredentialIsRefusedInCloudflaresWords(
      String header, String value, int status, int code, int cause) throws Exception {
    // When
    Client.Reply reply = new Client(cloudflare.uri(), header, value).get("/zones");

    // Then
    assertThat(reply.status()).isEqualTo(status);
    assertThat(reply.code()).isEqualTo(code);
    assertThat(reply.causeCode()).isEqualTo(cause);
  }

  @Test
  void aWrongKeyIsRefused() throws Exception {
    // When
    Client.Reply reply = byKey("me@example.com", "wrong").get("/zones");

    // Then
    assertThat(reply.status()).isEqualTo(403);
    assertThat(reply.code()).isEqualTo(9103);
  }

  @Test
  void aTokenOpensItsZonesOnly() throws Exception {
    // Given
    Client client = byToken("token-1");

    // When
    Client.Reply list = client.get("/zones");
    Client.Reply own = client.get(example + "/dns_records");
    Client.Reply foreign = client.get(other + "/dns_records");

    // Then
    assertThat(list.result()).hasSize(1);
    assertThat(own.status()).isEqualTo(200);
    assertThat(foreign.status()).isEqualTo(403);
    assertThat(foreign.code()).isEqualTo(10000);
  }

  @Test
  void aKeyOpensWhatItIsAllowed() throws Exception {
    assertThat(byKey("me@example.com", "key-1").get("/zones").result()).hasSize(2);
  }

  @Test
  void aTokenCanBeVerifiedAndRevoked() throws Exception {
    // Given
    Client client = byToken("token-1");

    // When
    Client.Reply before = client.get("/user/tokens/verify");
    cloudflare.revokeToken("token-1");
    Client.Reply after = client.get("/user/tokens/verify");

    // Then
    assertThat(before.result().path("status").asText()).isEqualTo("active");
    assertThat(after.status()).isEqualTo(401);
    assertThat(after.code()).isEqualTo(1000);
  }

  @Test
  void beyondItsLimitATokenIsTurnedAwayAndAnotherIsNot() throws Exception {
    // Given
    cloudflare.allowToken("token-2");
    cloudflare.limit(2, Duration.ofMinutes(5));
    Client client = byToken("token-1");

    // When
    Client.Reply first = client.get("/zones");
    client.get("/zones");
    Client.Reply third = client.get("/zones");
    Client.Reply neighbour = byToken("token-2").get("/zones");

    // Then
    assertThat(first.header("Ratelimit-Policy")).isEqualTo("\"default\";q=2;w=300");
    assertThat(first.header("Ratelimit")).startsWith("\"default\";r=1;t=");
    assertThat(third.status()).isEqualTo(429);
    assertThat(third.code()).isEqualTo(10100);
    assertThat(Integer.parseInt(third.header("Retry-After"))).isBetween(290, 300);
    assertThat(neighbour.status()).isEqualTo(200);
  }

  private Client byToken(String token) {
    return new Client(cloudflare.uri(), "Authorization", "Bearer " + token);
  }

  private Client byKey(String mail, String key) {
    return new Client(cloudflare.uri(), "X-Auth-Email", mail, "X-Auth-Key", key);
  }
}
