// SPDX-License-Identifier: Apache-2.0
package io.clooster.dns.cloudflare;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.clooster.call.PlainWords;
import io.clooster.call.RetryAfter;
import io.clooster.dns.DnsConflict;
import io.clooster.dns.DnsFailure;
import java.io.IOException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.camel.Body;
import org.apache.camel.Header;
import org.apache.camel.Variable;
import org.jspecify.annotations.Nullable;

/**
 * Opens the envelope {@code {success, errors, messages, result}} that every answer of the API comes
 * in (Cloudflare API v4, "Making API calls").
 */
public final class CloudflareReply {
  private static final ObjectMapper JSON = new ObjectMapper();

  /**
   * What was read has changed since: a record of that id does not exist (any more); it, or one just
   * like it, exists already.
   */
  private static final Set<Integer> CHANGED = Set.of(81044, 81057, 81058);

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
   * @param conditional whether the call depended on what was read before
   * @throws DnsFailure with Cloudflare's own codes and texts, or with what came instead of an
   *     envelope
   * @throws DnsConflict when a conditional call failed since that had changed
   */
  public JsonNode envelope(
      @Body byte @Nullable [] body,
      @Header("CamelHttpResponseCode") int status,
      @Header("Retry-After") @Nullable String retryAfter,
      @Variable("conditional") @Nullable Boolean conditional)
      throws DnsFailure, DnsConflict {
    JsonNode envelope = parse(body);
    if (status / 100 == 2 && envelope.path("success").equals(BooleanNode.TRUE)) {
      return envelope;
    }
    String reason =
        envelope.isObject()
            ? "Cloudflare says: " + errors(envelope) + " (HTTP " + status + ")"
            : "what answered does not speak Cloudflare's API (HTTP " + status + ", no JSON object)";
    if (Boolean.TRUE.equals(conditional) && changed(envelope)) {
      throw new DnsConflict(reason);
    }
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

  /** Whether nothing else is wrong with it. */
  private static boolean changed(JsonNode envelope) {
    JsonNode errors = envelope.path("errors");
    for (JsonNode error : errors) {
      if (!CHANGED.contains(error.path("code").asInt())) {
        return false;
      }
    }
    return !errors.isEmpty();
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
