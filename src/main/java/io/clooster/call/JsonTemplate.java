// SPDX-License-Identifier: Apache-2.0
package io.clooster.call;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.Expression;

/**
 * Makes the JSON body of a call of a template: JSON, in which each text may hold Simple
 * expressions. What they give stands in the body letter by letter, whatever is in it. An expression
 * that is all of a text may also give a number, a flag, a list or a map; a member for which it
 * gives nothing, or an empty text, is left out.
 */
public final class JsonTemplate {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Map<String, JsonNode> templates = new ConcurrentHashMap<>();
  private final Map<String, Expression> expressions = new ConcurrentHashMap<>();

  /**
   * The body, in UTF-8.
   *
   * @param template the template
   * @throws IllegalArgumentException when it is no JSON
   */
  public byte[] fill(String template, Exchange exchange) {
    JsonNode parsed = templates.computeIfAbsent(template, JsonTemplate::parsed);
    return filled(parsed, exchange).toString().getBytes(StandardCharsets.UTF_8);
  }

  private static JsonNode parsed(String template) {
    try {
      return JSON.readTree(template);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(
          "the template of the body is no JSON: " + e.getOriginalMessage(), e);
    }
  }

  private JsonNode filled(JsonNode node, Exchange exchange) {
    if (node.isTextual()) {
      return evaluated(node.textValue(), exchange);
    }
    if (node.isArray()) {
      ArrayNode all = JsonNodeFactory.instance.arrayNode();
      node.forEach(element -> add(all, filled(element, exchange)));
      return all;
    }
    if (node.isObject()) {
      ObjectNode all = JsonNodeFactory.instance.objectNode();
      node.properties()
          .forEach(member -> put(all, member.getKey(), filled(member.getValue(), exchange)));
      return all;
    }
    return node;
  }

  private static void add(ArrayNode array, JsonNode value) {
    if (!value.isMissingNode()) {
      array.add(value);
    }
  }

  private static void put(ObjectNode object, String name, JsonNode value) {
    if (!value.isMissingNode()) {
      object.set(name, value);
    }
  }

  private JsonNode evaluated(String text, Exchange exchange) {
    if (!text.contains("${")) {
      return JsonNodeFactory.instance.textNode(text);
    }
    Object value =
        expressions
            .computeIfAbsent(text, any -> expression(text, exchange.getContext()))
            .evaluate(exchange, Object.class);
    if (value == null || value.equals("")) {
      return JsonNodeFactory.instance.missingNode();
    }
    return value instanceof CharSequence || value instanceof byte[]
        ? JsonNodeFactory.instance.textNode(
            exchange.getContext().getTypeConverter().convertTo(String.class, value))
        : JSON.valueToTree(value);
  }

  private static Expression expression(String text, CamelContext context) {
    Expression expression = context.resolveLanguage("simple").createExpression(text);
    expression.init(context);
    return expression;
  }
}
