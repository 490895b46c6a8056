// SPDX-License-Identifier: Apache-2.0
package io.clooster.dns.cloudflare;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import io.clooster.dns.DnsConflict;
import io.clooster.dns.DnsFailure;
import io.clooster.dns.DnsRefusal;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CloudflareReplyTest {
  private static final String NO_API =
      "what answered does not speak Cloudflare's API (HTTP %s, no JSON object)";

  private final CloudflareReply reply =
      new CloudflareReply(InstantSource.fixed(Instant.parse("2026-11-22T08:49:30Z")));

  @Test
  void theEnvelopeOfASuccessIsHandedOn() throws Exception {
    // When
    JsonNode envelope = open(200, "{\"success\":true,\"errors\":[],\"result\":[{\"id\":\"1\"}]}");

    // Then
    assertThat(envelope.at("/result/0/id").asText()).isEqualTo("1");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          403 | {"success":false,"errors":[{"code":9109,"message":"Invalid access token"}]}   | Invalid access token [code 9109]
          400 | {"success":false,"errors":[{"code":6003,"message":"Headers","error_chain":[{"code":6111,"message":"Format"}]}]} | Headers [code 6003]; Format [code 6111]
          400 | {"success":false,"errors":[{"code":1,"message":"a"},{"code":2,"message":"b"}]} | a [code 1]; b [code 2]
          200 | {"success":false,"errors":[{"code":1,"message":"a"}]}                          | a [code 1]
          500 | {"success":true,"errors":[],"result":[]}                                       | nothing but a failure
          200 | {"success":"true","result":[]}                                                 | nothing but a failure
          200 | {"success":1,"result":[]}                                                      | nothing but a failure
          200 | {}                                                                             | nothing but a failure
          500 | {"errors":null}                                                                | nothing but a failure
          500 | {"errors":"broken"}                                                            | nothing but a failure
          500 | {"errors":["broken"]}                                                          | broken [code ?]
          500 | {"errors":[null,7,[],{}]}                                                      | no text [code ?]; no text [code ?]; no text [code ?]; no text [code ?]
          500 | {"errors":[{"code":"x","message":{"a":1}}]}                                    | no text [code x]
          500 | {"errors":[{"code":null,"message":null,"error_chain":3}]}                      | no text [code ?]
          500 | {"errors":[{"code":1,"message":"two\\nlines\\u0000"}]}                         | two lines [code 1]
          """)
  void aFailureIsToldInCloudflaresOwnWords(int status, String body, String words) {
    assertThatThrownBy(() -> open(status, body))
        .isInstanceOf(DnsFailure.class)
        .hasMessage("Cloudflare says: " + words + " (HTTP " + status + ")");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "<html><body>502 Bad Gateway</body></html>",
        "{\"success\":true,\"result\":[{\"id\":",
        "null",
        "[]",
        "\"text\"",
        "42",
        "\u0000",
        "{\"a\":\u0001}"
      })
  void whatIsNoEnvelopeIsSaidSo(String body) {
    assertThatThrownBy(() -> open(502, body))
        .isInstanceOf(DnsFailure.class)
        .hasMessage(NO_API.formatted(502));
    assertThatThrownBy(() -> open(200, body)).hasMessage(NO_API.formatted(200));
  }

  @Test
  void noBodyIsNoEnvelope() {
    assertThatThrownBy(() -> reply.envelope(null, 204, null, null, null))
        .isInstanceOf(DnsFailure.class)
        .hasMessage(NO_API.formatted(204));
  }

  @Test
  void deepNestingIsNoEnvelope() {
    assertThatThrownBy(() -> open(200, "{\"result\":" + "[".repeat(100_000)))
        .hasMessage(NO_API.formatted(200));
  }

  @Test
  void whatWouldFillTheMemoryIsNoEnvelope() {
    String body = "{\"success\": true, \"result\": [" + "{},".repeat(340_000) + "{}]}";

    assertThatThrownBy(() -> open(200, body)).hasMessage(NO_API.formatted(200));
  }

  @Test
  void manyAndLongErrorsAreCut() {
    // Given
    String error = "{\"code\":1,\"message\":\"" + "x".repeat(5_000) + "\"},";
    String body = "{\"errors\":[" + error.repeat(100) + "{}]}";

    // When
    DnsFailure failure = catchThrowableOfType(DnsFailure.class, () -> open(500, body));

    // Then
    assertThat(failure.getMessage().length()).isLessThan(2_000);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "none",
      textBlock =
          """
          none                          | 0
          30                            | 30
          Sun, 22 Nov 2026 08:50:00 GMT | 30
          999999                        | 300
          later                         | 0
          """)
  void howLongToWaitIsPassedOn(String header, int seconds) {
    // When
    DnsFailure failure =
        catchThrowableOfType(
            DnsFailure.class,
            () -> reply.envelope("<html>".getBytes(UTF_8), 429, header, null, null));

    // Then
    assertThat(failure.retryAfter()).isEqualTo(Duration.ofSeconds(seconds));
  }

  @Property
  void whateverComesIsAResultOrAFailure(
      @ForAll byte[] body, @ForAll @IntRange(min = 100, max = 599) int status) throws Exception {
    try {
      assertThat(reply.envelope(body, status, null, null, null)).isNotNull();
    } catch (DnsFailure e) {
      assertThat(e.getMessage()).contains("HTTP " + status).doesNotContain("\n");
    }
  }

  @ParameterizedTest
  @CsvSource({"404, 81044", "400, 81057", "400, 81058"})
  void whatHasChangedSinceItWasReadIsAConflictOfAConditionalCall(int status, int code) {
    // Given
    byte[] body =
        "{\"success\":false,\"errors\":[{\"code\":%d,\"message\":\"gone\"}],\"result\":null}"
            .formatted(code)
            .getBytes(UTF_8);

    // Then
    assertThatThrownBy(() -> reply.envelope(body, status, null, true, null))
        .isInstanceOf(DnsConflict.class)
        .hasMessage("Cloudflare says: gone [code %d] (HTTP %d)".formatted(code, status));
    assertThatThrownBy(() -> reply.envelope(body, status, null, false, null))
        .isInstanceOf(DnsFailure.class);
    assertThatThrownBy(() -> reply.envelope(body, status, null, null, null))
        .isInstanceOf(DnsFailure.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"code\":1004,\"error_chain\":[{\"code\":81044}]}",
        "{\"code\":1004,\"error_chain\":[{\"code\":1004,\"error_chain\":[{\"code\":81058}]}]}",
        "{\"code\":81044,\"error_chain\":[{\"code\":9999}]}",
        "{\"code\":81044},{\"code\":1004,\"error_chain\":[{\"code\":81057}]}"
      })
  void itIsAConflictToo(String errors) {
    // Given
    String body = "{\"success\":false,\"errors\":[" + errors + "]}";

    // Then
    assertThatThrownBy(() -> reply.envelope(body.getBytes(UTF_8), 400, null, true, null))
        .isInstanceOf(DnsConflict.class);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          400 | {"success":false,"errors":[{"code":81044},{"code":10000}]}
          400 | {"success":false,"errors":[{"code":1004}]}
          400 | {"success":false,"errors":[{"code":1004,"error_chain":[{"code":81044},{"code":9}]}]}
          400 | {"success":false,"errors":[]}
          400 | {"success":false}
          400 | <html>
          200 | {"success":false,"errors":[{"code":7}]}
          403 | {"success":false,"errors":[{"code":10000}]}
          502 | <html>
          """)
  void anyOtherRefusalOfAConditionalCallIsOne(int status, String body) {
    assertThatThrownBy(() -> reply.envelope(body.getBytes(UTF_8), status, "7", true, null))
        .isInstanceOfSatisfying(
            DnsRefusal.class,
            refusal -> assertThat(refusal.retryAfter()).isEqualTo(Duration.ofSeconds(7)));
    assertThatThrownBy(() -> reply.envelope(body.getBytes(UTF_8), status, "7", null, null))
        .isInstanceOf(DnsFailure.class);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          429 | {"success":false,"errors":[{"code":10100}]}
          429 | {"success":false,"errors":[{"code":81044}]}
          200 | {"success":tru
          200 | {"result":{}}
          204 | <html>
          """)
  void tooManyCallsAndAnAnswerThatIsNoneAreNoRefusal(int status, String body) {
    assertThatThrownBy(() -> reply.envelope(body.getBytes(UTF_8), status, null, true, null))
        .isInstanceOf(DnsFailure.class);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          404 | {"success":false,"errors":[{"code":81044,"message":"Record does not exist."}]} | true
          404 | {"success":false,"errors":[{"code":9,"message":"Not found"}]}                  | true
          400 | {"success":false,"errors":[{"code":1004,"error_chain":[{"code":81044}]}]}      | true
          403 | {"success":false,"errors":[{"code":10000}]}                                    | false
          404 | <html>                                                                         | false
          500 | {"success":false,"errors":[{"code":1}]}                                        | false
          429 | {"success":false,"errors":[{"code":971}]}                                      | false
          """)
  void whereARecordMayBeGoneThatIsAnAnswer(int status, String body, boolean gone) throws Exception {
    if (gone) {
      JsonNode envelope = reply.envelope(body.getBytes(UTF_8), status, null, null, true);
      assertThat(envelope.path("success").asBoolean()).isFalse();
    } else {
      assertThatThrownBy(() -> reply.envelope(body.getBytes(UTF_8), status, null, null, true))
          .isInstanceOf(DnsFailure.class);
    }
  }

  private JsonNode open(int status, String body) throws Exception {
    return reply.envelope(body.getBytes(UTF_8), status, null, null, null);
  }
}
