// SPDX-License-Identifier: Apache-2.0
package io.clooster.dns.route53;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Amazon's published test vectors ({@code aws-sig-v4-test-suite}). */
class AwsSignatureTest {
  private static final String SESSION =
      "AQoDYXdzEPT//////////wEXAMPLEtc764bNrC9SAPBSM22wDOk4x4HIZ8j4FZTwdQWLWsKWHGBu"
          + "FqwAeMicRXmxfpSPfIeoIYRqTflfKD8YUuwthAx7mSEI/qkPpKPi/kMcGdQrmGdeehM4IC1NtBmU"
          + "pp2wUE8phUZampKsburEDy0KPkyQDYwT7WZ0wq5VSXDvp75YU9HFvlRd8Tx6q6fE8YQcHNVXAkiY"
          + "9q6d+xo0rKwT38xVqr7ZD0u0iPPkUL64lIZbqBAz+scqKmlzm8FDrypNC9Yjc8fPOLn9FX9KSYvK"
          + "Tr4rvx3iSIlTJabIQwj2ICCR/oLxBA==";

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "get-vanilla, GET, ," + " 5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31",
    "get-vanilla-query-order-key-case, GET, Param2=value2&Param1=value1,"
        + " b97d918cfa904a5beff61c982a1b6f458b799221646efd99d3219ec94cdf2500",
    "post-vanilla, POST, ," + " 5da7c1a2acd57cee7505fc6676e4e544621c30862966e37dddb68e92efbe5d6b",
  })
  void theSignatureIsThePublishedOne(String name, String method, String query, String signature) {
    AwsSignature.Signed signed = signature("").sign(method, "/", query, null, "");

    assertThat(signed.time()).isEqualTo("20150830T123600Z");
    assertThat(signed.authorization())
        .isEqualTo(
            "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/service/aws4_request,"
                + " SignedHeaders=host;x-amz-date, Signature="
                + signature);
  }

  /** {@code post-x-www-form-urlencoded}. */
  @Test
  void theTypeOfABodyIsSignedToo() {
    assertThat(
            signature("")
                .sign("POST", "/", null, "application/x-www-form-urlencoded", "Param1=value1")
                .authorization())
        .endsWith(
            "SignedHeaders=content-type;host;x-amz-date, Signature="
                + "ff11897932ad3f4e8b18135d722051e5ac45fc38421b1da7b9d196a0fe09473a");
  }

  /** {@code post-sts-header-before}. */
  @Test
  void aSessionTokenIsSignedToo() {
    assertThat(signature(SESSION).sign("POST", "/", null, null, "").authorization())
        .endsWith(
            "SignedHeaders=host;x-amz-date;x-amz-security-token, Signature="
                + "85d96828115b5dc0cfc3bd16ad9e210dd772bbebba041836c64533a82be05ead");
  }

  private static AwsSignature signature(String sessionToken) {
    return new AwsSignature(
        "AKIDEXAMPLE",
        "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY",
        sessionToken,
        URI.create("https://example.amazonaws.com"),
        new AwsSignature.Scope("us-east-1", "service"),
        Clock.fixed(Instant.parse("2015-08-30T12:36:00Z"), ZoneOffset.UTC));
  }
}
