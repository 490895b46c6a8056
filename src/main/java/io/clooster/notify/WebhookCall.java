// SPDX-License-Identifier: Apache-2.0
package io.clooster.notify;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.Map;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;

/** What in a call to a webhook is the user's: the body's template, headers, and a signature. */
public final class WebhookCall {
  /** {@code sha256=} and the HMAC-SHA256 (RFC 2104) of the body in hexadecimal. */
  static final String SIGNATURE = "X-Clooster-Signature";

  private static final String HMAC = "HmacSHA256";
  private static final Pattern NAME =
      Pattern.compile("\\{(title|id|severity|incident|phase|server)}");
  private static final ObjectMapper JSON = new ObjectMapper();

  /** The user's template, with Simple expressions in the place of {@code {title}} and the like. */
  public String template(String body) {
    return NAME.matcher(body).replaceAll("\\${header.$1}").replace("{text}", "${body}");
  }

  /**
   * Adds the headers to the message; its body is what will be sent.
   *
   * <p>Of the variables {@code headers} is a JSON object of texts, {@code secret} the signature's
   * key; either may be empty.
   */
  public void prepare(Exchange exchange) throws JsonProcessingException, GeneralSecurityException {
    String headers = text(exchange.getVariable("headers", String.class));
    if (!headers.isEmpty()) {
      for (Map.Entry<String, JsonNode> header : JSON.readTree(headers).properties()) {
        exchange.getMessage().setHeader(header.getKey(), header.getValue().asText());
      }
    }
    String secret = text(exchange.getVariable("secret", String.class));
    if (!secret.isEmpty()) {
      byte[] body = exchange.getMessage().getBody(byte[].class);
      exchange.getMessage().setHeader(SIGNATURE, "sha256=" + hmac(secret, body));
    }
  }

  private static String hmac(String secret, byte[] body) throws GeneralSecurityException {
    Mac mac = Mac.getInstance(HMAC);
    mac.init(new SecretKeySpec(secret.getBytes(UTF_8), HMAC));
    return HexFormat.of().formatHex(mac.doFinal(body));
  }

  private static String text(@Nullable String value) {
    return value == null ? "" : value;
  }
}
