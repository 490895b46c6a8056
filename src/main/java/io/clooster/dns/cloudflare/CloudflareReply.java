// SPDX-License-Identifier: Apache-2.0
package io.clooster.dns.cloudflare;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.clooster.call.AnswerJson;
import io.clooster.call.FailureText;
import io.clooster.call.RetryAfter;
import io.clooster.dns.DnsConflict;
import io.clooster.dns.DnsFailure;
import io.clooster.dns.DnsRefusal;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
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
  private static final JsonMapper JSON = AnswerJson.mapper();

  /**
   * What was read has changed since: a record of that id does not exist (any more); it, or one just
   * like it, exists already.
   */
  private static final Set<Integer> CHANGED = Set.of(81044, 81057, 81058);

  private static final int GONE = 81044;
  private static final int NOT_FOUND = 404;
  private static final int TOO_MANY_CALLS = 429;

  private static final int INVALID_TOKEN = 9109;

  /** Errors are seen one within the other; nobody has seen a third. */
  private static final int DEEPEST = 5;

  /** So many of the errors are told; the first says most. */
  private static final int TOLD = 5;

  private final InstantSource clock;

  public CloudflareReply() {
    this(InstantSource.system());
  }

  CloudflareReply(InstantSource clock) {
    this.clock = clock;
  }

  /** The same, of a call; what a refusal puts in doubt is forgotten. */
  public JsonNode answer(
      @Body byte @Nullable [] body,
      @Header("CamelHttpResponseCode") int status,
      @Header("Retry-After") @Nullable String retryAfter,
      @Variable("call") CloudflareCall call,
      @Variable("step") CloudflareStep step)
      throws DnsFailure, DnsConflict, DnsRefusal {
    try {
      return envelope(body, status, retryAfter, call.conditional(), call.mayBeGone());
    } catch (DnsFailure | DnsConflict | DnsRefusal e) {
      step.zone().refused(call.path(), status);
      throw e;
    }
  }

  /**
   * The envelope of a successful answer.
   *
   * @param conditional whether the call depended on what was read before
   * @param mayBeGone whether it is an answer, too, that there is no such record: the envelope then
   *     is that of the refusal
   * @throws DnsFailure with Cloudflare's own codes and texts, or with what came instead of an
   *     envelope
   * @throws DnsConflict when a conditional call failed since that had changed
   * @throws DnsRefusal when a conditional call was refused for another reason than too many calls
   */
  JsonNode envelope(
      byte @Nullable [] body,
      int status,
      @Nullable String retryAfter,
      @Nullable Boolean conditional,
      @Nullable Boolean mayBeGone)
      throws DnsFailure, DnsConflict, DnsRefusal {
    JsonNode envelope = parse(body);
    boolean accepted = status / 100 == 2;
    if (accepted && envelope.path("success").equals(BooleanNode.TRUE)) {
      return envelope;
    }
    if (Boolean.TRUE.equals(mayBeGone) && isGone(status, envelope)) {
      return envelope;
    }
    String reason =
        envelope.isObject()
            ? "Cloudflare says: " + errors(envelope) + " (HTTP " + status + ")"
            : "what answered does not speak Cloudflare's API (HTTP " + status + ", no JSON object)";
    Duration wait = RetryAfter.of(retryAfter, clock.instant());
    boolean refused = !accepted || envelope.path("success").equals(BooleanNode.FALSE);
    if (Boolean.TRUE.equals(conditional) && refused && status != TOO_MANY_CALLS) {
      if (changed(envelope)) {
        throw new DnsConflict(reason);
      }
      throw new DnsRefusal(reason, wait);
    }
    boolean denied = DnsFailure.isDenial(status) || causes(envelope, 0).contains(INVALID_TOKEN);
    throw new DnsFailure(reason, wait, denied);
  }

  /**
   * The lists of the same zone have just been answered, so that it is the record that is not found.
   */
  private static boolean isGone(int status, JsonNode envelope) {
    return envelope.isObject() && (status == NOT_FOUND || causes(envelope, 0).contains(GONE));
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
    Set<Integer> causes = causes(envelope, 0);
    return !causes.isEmpty() && CHANGED.containsAll(causes);
  }

  /**
   * The codes of the errors; of one that only wraps others ({@code DNS Validation Error} with an
   * {@code error_chain}) those.
   */
  private static Set<Integer> causes(JsonNode holder, int depth) {
    Set<Integer> causes = new HashSet<>();
    for (JsonNode error : chain(holder, depth)) {
      int code = error.path("code").asInt();
      boolean wraps = !CHANGED.contains(code) && !chain(error, depth + 1).isEmpty();
      causes.addAll(wraps ? causes(error, depth + 1) : Set.of(code));
    }
    return causes;
  }

  private static JsonNode chain(JsonNode holder, int depth) {
    JsonNode chain = holder.path(depth == 0 ? "errors" : "error_chain");
    return depth <= DEEPEST ? chain : MissingNode.getInstance();
  }

  private static String errors(JsonNode envelope) {
    List<String> errors = new ArrayList<>();
    describe(envelope, 0, errors);
    return errors.isEmpty()
        ? "nothing but a failure"
        : String.join("; ", errors.subList(0, Math.min(TOLD, errors.size())));
  }

  private static void describe(JsonNode holder, int depth, List<String> errors) {
    for (JsonNode error : chain(holder, depth)) {
      errors.add(describe(error));
      describe(error, depth + 1, errors);
    }
  }

  private static String describe(JsonNode error) {
    String text = text(error.isTextual() ? error : error.path("message"), "no text");
    return text + " [code " + text(error.path("code"), "?") + "]";
  }

  private static String text(JsonNode value, String otherwise) {
    String text = FailureText.quote(value.asText());
    return value.isNull() || text.isEmpty() ? otherwise : text;
  }
}
