// SPDX-License-Identifier: Apache-2.0
package io.clooster.notify;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.clooster.call.AnswerJson;
import io.clooster.call.FailureText;
import java.util.List;
import java.util.Locale;
import org.apache.camel.Exchange;

/**
 * Whether a service's answer to a call that did not fail says what its API documents as success. A
 * status of 200 alone does not: a proxy, a login page or a wrong address answers so, too. What the
 * answer said stays in the message's body, as text.
 */
public final class Confirmation {
  private static final JsonMapper JSON = AnswerJson.mapper();
  private static final int SHOWN = 80;

  /**
   * The answer is this text.
   *
   * @throws NotConfirmed when it is another one
   */
  public void text(String expected, Exchange exchange) throws NotConfirmed {
    require(answer(exchange).strip().equals(expected), "the text \"" + expected + '"', exchange);
  }

  /**
   * The answer is a JSON object that has this member.
   *
   * @throws NotConfirmed when it is none, or the member is not there or empty
   */
  public void member(String name, Exchange exchange) throws NotConfirmed {
    JsonNode value = json(answer(exchange)).path(name);
    boolean there = value.isValueNode() && !value.isNull() && !value.asText().isEmpty();
    require(there, "JSON with \"" + name + '"', exchange);
  }

  /**
   * The same, where the member has to say this.
   *
   * @throws NotConfirmed when it says something else
   */
  public void member(String name, String expected, Exchange exchange) throws NotConfirmed {
    String value = json(answer(exchange)).path(name).asText();
    require(value.equals(expected), "JSON with \"" + name + "\": " + expected, exchange);
  }

  /**
   * The answer has one of these states, and is no page for people, and no JSON that names an error:
   * for a service that says no more.
   *
   * @param states with commas between them
   * @throws NotConfirmed when it is otherwise
   */
  public void status(String states, Exchange exchange) throws NotConfirmed {
    String answer = answer(exchange);
    String begin = answer.strip().toLowerCase(Locale.ROOT);
    JsonNode json = json(answer);
    boolean page = begin.startsWith("<!doctype") || begin.startsWith("<html");
    boolean failed =
        json.hasNonNull("error") || (json.has("ok") && !json.path("ok").asBoolean(false));
    require(
        List.of(states.split(",")).contains(status(exchange)) && !page && !failed,
        "HTTP " + states.replace(",", " or ") + " without a page or an error",
        exchange);
  }

  private static void require(boolean good, String expected, Exchange exchange)
      throws NotConfirmed {
    if (!good) {
      String answer = FailureText.quote(answer(exchange));
      String shown = answer.length() > SHOWN ? answer.substring(0, SHOWN) + "…" : answer;
      throw new NotConfirmed(
          "the answer is HTTP %s %s, not %s, by which this service confirms a message: is it the right address, or is a proxy in between?"
              .formatted(
                  status(exchange),
                  shown.isEmpty() ? "without a text" : "\"" + shown + '"',
                  expected));
    }
  }

  private static String status(Exchange exchange) {
    return String.valueOf(exchange.getMessage().getHeader(Exchange.HTTP_RESPONSE_CODE));
  }

  private static String answer(Exchange exchange) {
    String text = exchange.getMessage().getBody(String.class);
    exchange.getMessage().setBody(text == null ? "" : text);
    return text == null ? "" : text;
  }

  private static JsonNode json(String text) {
    try {
      JsonNode json = JSON.readTree(text);
      return json == null ? MissingNode.getInstance() : json;
    } catch (JsonProcessingException e) {
      return MissingNode.getInstance();
    }
  }
}
