// SPDX-License-Identifier: Apache-2.0
package io.clooster.dns.cloudflare;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.clooster.call.PlainWords;
import io.clooster.call.RetryAfter;
import io.clooster.dns.DnsFailure;
import java.io.IOException;
import java.time.InstantSource;
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

  /** So many of the errors are told; the first says most. */
  private static final int TOLD = 5;

  private final InstantSource clock;

  public CloudflareReply() {
    this(InstantSource.system());
  }

  CloudflareReply(InstantSource clock) {
    this.clock = clock;
  }

  /**
   * The envelope of a successful answer.
   *
   * @throws DnsFailure with Cloudflare's own codes and texts, or with what came instead of an
   *     envelope
   */
  public JsonNode envelope(
      @Body byte @Nullable [] body,
      @Header("CamelHttpResponseCode") int status,
      @Header("Retry-After") @Nullable String retryAfter)
      throws DnsFailure {
    JsonNode envelope = parse(body);
    if (status / 100 == 2 && envelope.path("success").equals(BooleanNode.TRUE)) {
      return envelope;
    }
    String reason =
        envelope.isObject()
            ? "Cloudflare says: " + errors(envelope) + " (HTTP " + status + ")"
            : "what answered does not speak Cloudflare's API (HTTP " + status + ", no JSON object)";
    throw new DnsFailure(reason, RetryAfter.of(retryAfter, clock.instant()));
  }

  /** Anything but an object when the body is no envelope. */
  private static JsonNode parse(byte @Nullable [] body) {
    try {
      return JSON.readTree(body == null ? new byte[0] : body);
    } catch (IOException e) {
      // Broken JSON, HTML, nothing at all: the caller says what came instead.
      return MissingNode.getInstance();
    }
  }

  private static String errors(JsonNode envelope) {
    List<String> errors = new ArrayList<>();
    for (JsonNode error : envelope.path("errors")) {
      errors.add(describe(error));
      error.path("error_chain").forEach(reason -> errors.add(describe(reason)));
    }
    return errors.isEmpty()
        ? "nothing but a failure"
        : String.join("; ", errors.subList(0, Math.min(TOLD, errors.size())));
  }

  private static String describe(JsonNode error) {
    String text = text(error.isTextual() ? error : error.path("message"), "no text");
    return text + " [code " + text(error.path("code"), "?") + "]";
  }

  private static String text(JsonNode value, String otherwise) {
    String text = PlainWords.quote(value.asText());
    return value.isNull() || text.isEmpty() ? otherwise : text;
  }
}
