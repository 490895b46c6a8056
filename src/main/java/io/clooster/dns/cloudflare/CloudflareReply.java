// SPDX-License-Identifier: Apache-2.0
package io.clooster.dns.cloudflare;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.clooster.dns.DnsFailure;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.camel.Body;
import org.apache.camel.Header;
import org.jspecify.annotations.Nullable;

/**
 * Opens the envelope {@code {success, errors, messages, result}} that every answer of the API comes
 * in (Cloudflare API v4, "Making API calls").
 */
public final class CloudflareReply {
  private static final ObjectMapper JSON = new ObjectMapper();

  /**
   * The {@code result} of a successful answer.
   *
   * @throws DnsFailure with Cloudflare's own codes and texts, or with what came instead of an
   *     envelope
   */
  public JsonNode result(
      @Body byte[] body,
      @Header("CamelHttpResponseCode") int status,
      @Header("Retry-After") @Nullable String retryAfter)
      throws DnsFailure {
    JsonNode envelope = parse(body, status);
    if (status / 100 == 2 && envelope.path("success").asBoolean(false)) {
      return envelope.path("result");
    }
    throw new DnsFailure(
        "Cloudflare says: " + errors(envelope) + " (HTTP " + status + ")", seconds(retryAfter));
  }

  private static JsonNode parse(byte[] body, int status) throws DnsFailure {
    try {
      JsonNode envelope = JSON.readTree(body);
      if (envelope != null && envelope.isObject()) {
        return envelope;
      }
    } catch (JsonProcessingException e) {
      throw notOurs(status);
    } catch (java.io.IOException e) {
      throw new IllegalStateException("reading from memory", e);
    }
    throw notOurs(status);
  }

  private static DnsFailure notOurs(int status) {
    return new DnsFailure(
        "what answered does not speak Cloudflare's API (HTTP " + status + ", no JSON object)");
  }

  private static String errors(JsonNode envelope) {
    List<String> errors = new ArrayList<>();
    for (JsonNode error : envelope.path("errors")) {
      errors.add(describe(error));
      error.path("error_chain").forEach(reason -> errors.add(describe(reason)));
    }
    return errors.isEmpty() ? "nothing but a failure" : String.join("; ", errors);
  }

  private static String describe(JsonNode error) {
    return error.path("message").asText("no text")
        + " [code "
        + error.path("code").asText("?")
        + "]";
  }

  /** RFC 9110, 10.2.3, the form in seconds: the API uses no other. */
  private static Duration seconds(@Nullable String retryAfter) {
    if (retryAfter == null || !retryAfter.strip().matches("\\d{1,5}")) {
      return Duration.ZERO;
    }
    return Duration.ofSeconds(Long.parseLong(retryAfter.strip()));
  }
}
