// SPDX-License-Identifier: Apache-2.0
package io.clooster.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PushbulletSandboxTest {
  private final Sandbox sandbox = Sandbox.start();
  private final PushbulletSandbox pushbullet = sandbox.pushbullet();
  private final Client client = new Client(pushbullet.uri(), "Access-Token", "o.token");

  @BeforeEach
  void aToken() {
    pushbullet.allowToken("o.token");
  }

  @AfterEach
  void close() {
    sandbox.close();
  }

  @Test
  void aNoteIsSent() throws Exception {
    // When
    Client.Reply reply = client.send("POST", "/pushes", note(", \"email\":\"me@example.com\""));

    // Then
    assertThat(reply.status()).isEqualTo(200);
    Push push = pushbullet.pushes().get(0);
    assertThat(push.title()).isEqualTo("[srv2] Server 'srv1' is now down");
    assertThat(push.body()).isEqualTo("The address has been changed");
    assertThat(push.target()).isEqualTo(Optional.of("email=me@example.com"));
    assertThat(reply.json().path("iden").asText()).isEqualTo(push.iden());
  }

  @Test
  void theSameGuidIsTheSamePush() throws Exception {
    // When
    Client.Reply first = client.send("POST", "/pushes", note(", \"guid\":\"incident-1\""));
    Client.Reply again = client.send("POST", "/pushes", note(", \"guid\":\"incident-1\""));
    client.send("POST", "/pushes", note(", \"guid\":\"incident-2\""));
    client.send("POST", "/pushes", note(""));
    client.send("POST", "/pushes", note(""));

    // Then
    assertThat(again.status()).isEqualTo(200);
    assertThat(again.json().path("iden")).isEqualTo(first.json().path("iden"));
    assertThat(pushbullet.pushes()).hasSize(4);
    assertThat(pushbullet.calls()).hasSize(5);
  }

  @Test
  void aLostAnswerAndItsRepetitionAreOnePush() throws Exception {
    // Given
    pushbullet.faults().onWrites().once(SandboxFault.lostAnswer());
    String note = note(", \"guid\":\"incident-1\"");

    // When
    assertThatThrownBy(() -> client.send("POST", "/pushes", note)).isInstanceOf(IOException.class);
    client.send("POST", "/pushes", note);

    // Then
    assertThat(pushbullet.pushes()).hasSize(1);
  }

  @Test
  void aBearerTokenWillDo() throws Exception {
    // Given
    Client original = new Client(pushbullet.uri(), "Authorization", "Bearer o.token");

    // When
    Client.Reply reply = original.get("/users/me");

    // Then
    assertThat(reply.status()).isEqualTo(200);
    assertThat(reply.header("X-Ratelimit-Limit")).isEqualTo("16384");
    assertThat(reply.header("X-Ratelimit-Remaining")).isEqualTo("16383");
    assertThat(reply.header("X-Ratelimit-Reset")).matches("[0-9]{10}");
  }

  @Test
  void aWrongTokenIsRefused() throws Exception {
    // Given
    Client stranger = new Client(pushbullet.uri(), "Access-Token", "wrong");

    // When
    Client.Reply reply = stranger.send("POST", "/pushes", note(""));

    // Then
    assertThat(reply.status()).isEqualTo(401);
    assertThat(reply.json().at("/error/code").asText()).isEqualTo("invalid_access_token");
    assertThat(reply.json().at("/error/type").asText()).isEqualTo("invalid_request");
    assertThat(reply.json().at("/error/message").asText()).isNotEmpty();
    assertThat(pushbullet.pushes()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"title\":\"t\",\"body\":\"b\"}",
        "{\"type\":\"note\"}",
        "{\"type\":\"link\",\"title\":\"t\",\"body\":\"b\"}",
        "{\"type\":\"note\",\"title\":7}",
        "{\"type\":\"note\",\"title\":\"t\",\"text\":\"b\"}",
        "{\"type\":\"note\",\"title\":\"t\",\"email\":\"me\"}",
        "{\"type\":\"note\",\"title\":\"t\",\"email\":\"me@example.com\",\"channel_tag\":\"c\"}",
        "{\"type\":\"note\",\"title\":\"t\"",
        "[]"
      })
  void aBadNoteIsNotSent(String body) throws Exception {
    // When
    Client.Reply reply = client.send("POST", "/pushes", body);

    // Then
    assertThat(reply.status()).isEqualTo(400);
    assertThat(reply.json().at("/error/code").asText()).startsWith("invalid_");
    assertThat(pushbullet.pushes()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"text/plain, 400", "application/json; charset=utf-8, 200"})
  void aNoteMustSayThatItIsJson(String contentType, int status) throws Exception {
    assertThat(client.sendAs("POST", "/pushes", note(""), contentType).status()).isEqualTo(status);
  }

  @Test
  void beyondTheLimitNothingIsSent() throws Exception {
    // Given
    pushbullet.limit(1, Duration.ofHours(1));

    // When
    client.send("POST", "/pushes", note(""));
    Client.Reply second = client.send("POST", "/pushes", note(""));

    // Then
    assertThat(second.status()).isEqualTo(429);
    assertThat(second.header("X-Ratelimit-Remaining")).isEqualTo("0");
    assertThat(pushbullet.pushes()).hasSize(1);
  }

  private static String note(String more) {
    return """
    {"type":"note","title":"[srv2] Server 'srv1' is now down","body":"The address has been changed"%s}
    """
        .formatted(more);
  }
}
