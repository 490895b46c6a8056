// SPDX-License-Identifier: Apache-2.0
package io.clooster.link.protocol2;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The fields of one message, read strictly: each has its type and bounds, others are ignored. */
final class MessageReader {
  private static final ObjectMapper JSON =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxNestingDepth(16)
                          .maxNumberLength(32)
                          .maxStringLength(Frame.LONGEST)
                          .maxNameLength(Frame.LONGEST)
                          .build())
                  .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                  .build())
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private final String message;
  private final JsonNode fields;

  private MessageReader(String message, JsonNode fields) {
    this.message = message;
    this.fields = fields;
  }

  /** What a frame holds. */
  static MessageReader of(Frame frame) {
    String message = "a " + frame.type().word();
    try {
      JsonNode tree = JSON.readTree(frame.text());
      if (tree.isObject()) {
        return new MessageReader(message, tree);
      }
    } catch (JsonProcessingException e) {
      // Its text would quote what came.
    }
    throw new ProtocolException(message + " that is no JSON object");
  }

  /** An object to fill. */
  static ObjectNode object() {
    return JSON.createObjectNode();
  }

  boolean has(String name) {
    return fields.hasNonNull(name);
  }

  /** An object in it. */
  MessageReader object(String name) {
    JsonNode value = fields.get(name);
    if (value == null || !value.isObject()) {
      throw wrong(name);
    }
    return new MessageReader(message, value);
  }

  String text(String name, Pattern allowed) {
    return text(name, fields.get(name), allowed);
  }

  long number(String name, long least, long most) {
    return number(name, fields.get(name), least, most);
  }

  boolean flag(String name) {
    JsonNode value = fields.get(name);
    if (value == null || !value.isBoolean()) {
      throw wrong(name);
    }
    return value.booleanValue();
  }

  List<String> texts(String name, int most, Pattern allowed) {
    List<String> texts = new ArrayList<>();
    for (JsonNode each : list(name, most)) {
      texts.add(text(name, each, allowed));
    }
    return texts;
  }

  List<Integer> numbers(String name, int most, int greatest) {
    List<Integer> numbers = new ArrayList<>();
    for (JsonNode each : list(name, most)) {
      numbers.add((int) number(name, each, 0, greatest));
    }
    return numbers;
  }

  private JsonNode list(String name, int most) {
    JsonNode list = fields.get(name);
    if (list == null || !list.isArray() || list.size() > most) {
      throw wrong(name);
    }
    return list;
  }

  private String text(String name, @Nullable JsonNode value, Pattern allowed) {
    if (value == null || !value.isTextual() || !allowed.matcher(value.textValue()).matches()) {
      throw wrong(name);
    }
    return value.textValue();
  }

  private long number(String name, @Nullable JsonNode value, long least, long most) {
    if (value == null || !value.isIntegralNumber() || !value.canConvertToLong()) {
      throw wrong(name);
    }
    long number = value.longValue();
    if (number < least || number > most) {
      throw wrong(name);
    }
    return number;
  }

  private ProtocolException wrong(String name) {
    return new ProtocolException(message + " without a right \"" + name + "\"");
  }
}
