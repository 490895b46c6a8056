// SPDX-License-Identifier: Apache-2.0
package io.clooster.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Makes JSON of a part of the file as it stands there, with its placeholders resolved. */
final class JsonBlock {
  private final List<String> texts = new ArrayList<>();

  /** The JSON, or null and a problem. */
  @Nullable JsonNode of(ConfigValue item) {
    Node node = item.node();
    if (node instanceof Node.Block block) {
      return object(item, block);
    } else if (node instanceof Node.Listing listing) {
      return array(item, listing);
    } else if (node instanceof Node.Digits digits) {
      return JsonNodeFactory.instance.numberNode(new BigDecimal(digits.value()));
    } else if (node instanceof Node.Flag flag) {
      return JsonNodeFactory.instance.booleanNode(flag.value());
    } else if (node instanceof Node.Nothing) {
      return JsonNodeFactory.instance.nullNode();
    }
    String text = item.value(ValueType.TEXT);
    if (text == null) {
      return null;
    }
    texts.add(text);
    return JsonNodeFactory.instance.textNode(text);
  }

  /** The texts that stand in it. */
  List<String> texts() {
    return texts;
  }

  private @Nullable JsonNode object(ConfigValue item, Node.Block block) {
    ObjectNode object = JsonNodeFactory.instance.objectNode();
    for (Map.Entry<String, Node.Entry> entry : block.entries().entrySet()) {
      String name = item.name() + "." + Quoting.plain(entry.getKey());
      JsonNode value = of(item.within(entry.getValue().value(), name));
      if (value == null) {
        return null;
      }
      object.set(entry.getKey(), value);
    }
    return object;
  }

  private @Nullable JsonNode array(ConfigValue item, Node.Listing listing) {
    ArrayNode array = JsonNodeFactory.instance.arrayNode();
    for (Node element : listing.elements()) {
      String name = ConfigValue.element(item.name(), array.size() + 1);
      JsonNode value = of(item.within(element, name));
      if (value == null) {
        return null;
      }
      array.add(value);
    }
    return array;
  }
}
