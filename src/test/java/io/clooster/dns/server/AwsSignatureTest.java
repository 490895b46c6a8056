// SPDX-License-Identifier: Apache-2.0
package io.clooster.dns.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** AWS's own examples of signatures: the Signature Version 4 test suite. */
class AwsSignatureTest {
  private static final String SECRET = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY";
  private static final String TIME = "20150830T123600Z";
  private static final Map<String, String> HEADERS =
      Map.of("Host", "example.amazonaws.com", "X-Amz-Date", TIME);

  @Test
  void getVanilla() {
    assertThat(signature("GET", "/", HEADERS, "", "host", "x-amz-date"))
        .isEqualTo("5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31");
  }

  @Test
  void getVanillaQueryOrderKeyCase() {
    assertThat(signature("GET", "/?Param2=value2&Param1=value1", HEADERS, "", "host", "x-amz-date"))
        .isEqualTo("b97d918cfa904a5beff61c982a1b6f458b799221646efd99d3219ec94cdf2500");
  }

  @Test
  void postVanilla() {
    assertThat(signature("POST", "/", HEADERS, "", "host", "x-amz-date"))
        .isEqualTo("5da7c1a2acd57cee7505fc6676e4e544621c30862966e37dddb68e92efbe5d6b");
  }

  @Test
  void postXWwwFormUrlencoded() {
    Map<String, String> headers = new HashMap<>(HEADERS);
    headers.put("Content-Type", "application/x-www-form-urlencoded");

    assertThat(
            signature("POST", "/", headers, "Param1=value1", "content-type", "host", "x-amz-date"))
        .isEqualTo("ff11897932ad3f4e8b18135d722051e5ac45fc38421b1da7b9d196a0fe09473a");
  }

  private static String signature(
      String method, String target, Map<String, String> headers, String body, String... signed) {
    String scope = "20150830/us-east-1/service/aws4_request";
    return new AwsSignature(SECRET, scope, TIME, List.of(signed))
        .of(new ReceivedRequest(method, target, headers, body));
  }
}
