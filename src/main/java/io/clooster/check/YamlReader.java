// SPDX-License-Identifier: Apache-2.0
package io.clooster.check;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.clooster.call.FailureText;
import io.clooster.config.PlainFile;
import io.clooster.config.Problem;
import io.clooster.config.Quoting;
import io.clooster.config.YamlText;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/** Reads a YAML file with Camel's own YAML engine, and remembers the lines. */
final class YamlReader {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  /** An explicit tag may stand before anything. */
  private static final Pattern INTEGER = Pattern.compile("-?\\d{1,100}");

  private final String name;
  private final Consumer<Problem> problems;
  private final Map<List<Object>, Integer> lines = new HashMap<>();

  private YamlReader(String name, Consumer<Problem> problems) {
    this.name = name;
    this.problems = problems;
  }

  /** The file, or nothing and a problem. */
  static Optional<YamlFile> read(Path file, String name, Consumer<Problem> problems) {
    return new YamlReader(name, problems).read(file);
  }

  private Optional<YamlFile> read(Path file) {
    try {
      Optional<Node> document = YamlText.compose(YamlText.read(file));
      if (document.isEmpty()) {
        problem(0, "the file is empty", "write a route into it, or delete it");
        return Optional.empty();
      }
      JsonNode root = json(document.get(), List.of());
      return Optional.of(new YamlFile(name, root, lines));
    } catch (YamlText.TooMuch e) {
      problem(e.line(), String.valueOf(e.getMessage()), e.remedy());
    } catch (MarkedYamlEngineException e) {
      int line = e.getProblemMark().map(Mark::getLine).orElse(-1) + 1;
      problem(
          line,
          "this is not YAML: "
              + Quoting.plain(String.valueOf(e.getProblem()).replaceFirst("\\. \\(.*", "")),
          "check the indentation (spaces, no tabs) and the quotes, here and on the line before");
    } catch (YamlEngineException | StackOverflowError e) {
      problem(
          0,
          "this is not YAML that can be read: " + FailureText.of(e),
          "write plain text, without control characters");
    } catch (AccessDeniedException e) {
      problem(
          0,
          "the user " + System.getProperty("user.name") + " may not read the file",
          "change its owner or mode (chown, chmod)");
    } catch (CharacterCodingException e) {
      problem(0, "the file is not UTF-8", "save it as UTF-8 text");
    } catch (PlainFile.Unlike e) {
      problem(
          0, "the file " + e.getMessage(), "make it a plain file with a few routes, or remove it");
    } catch (IOException e) {
      problem(0, "the file can't be read", "make it a plain file, and check the disk");
    }
    return Optional.empty();
  }

  private JsonNode json(Node node, List<Object> path) {
    lines.putIfAbsent(path, line(node));
    if (node instanceof ScalarNode scalar) {
      return scalar(scalar);
    }
    return node instanceof MappingNode mapping
        ? mapping(mapping, path)
        : sequence((SequenceNode) node, path);
  }

  private JsonNode mapping(MappingNode mapping, List<Object> path) {
    ObjectNode json = JSON.objectNode();
    for (NodeTuple entry : mapping.getValue()) {
      Node keyNode = entry.getKeyNode();
      if (!(keyNode instanceof ScalarNode scalar)) {
        problem(line(keyNode), "a key is not plain text", "write \"key: value\"");
        continue;
      }
      List<Object> inner = below(path, scalar.getValue());
      if (json.has(scalar.getValue())) {
        problem(
            line(keyNode),
            "the key "
                + Quoting.quoted(scalar.getValue())
                + " stands twice, first on line "
                + lines.get(inner),
            "keep one of the two");
        continue;
      }
      lines.put(inner, line(keyNode));
      json.set(scalar.getValue(), json(entry.getValueNode(), inner));
    }
    return json;
  }

  private JsonNode sequence(SequenceNode sequence, List<Object> path) {
    ArrayNode json = JSON.arrayNode();
    for (Node item : sequence.getValue()) {
      json.add(json(item, below(path, json.size())));
    }
    return json;
  }

  private static JsonNode scalar(ScalarNode scalar) {
    Tag tag = scalar.getTag();
    String text = scalar.getValue();
    if (tag.equals(Tag.NULL)) {
      return JSON.nullNode();
    } else if (tag.equals(Tag.BOOL)) {
      return JSON.booleanNode(Boolean.parseBoolean(text));
    } else if (tag.equals(Tag.INT) && INTEGER.matcher(text).matches()) {
      return JSON.numberNode(new BigInteger(text));
    } else if (tag.equals(Tag.FLOAT)) {
      return JSON.numberNode(floating(text));
    }
    return JSON.textNode(text);
  }

  private static double floating(String text) {
    try {
      return Double.parseDouble(text);
    } catch (NumberFormatException e) {
      // .inf and .nan: the schema only needs to see that it is a number.
      return Double.MAX_VALUE;
    }
  }

  private static List<Object> below(List<Object> path, Object step) {
    List<Object> inner = new ArrayList<>(path);
    inner.add(step);
    return List.copyOf(inner);
  }

  private static int line(Node node) {
    return node.getStartMark().map(Mark::getLine).orElse(0) + 1;
  }

  private void problem(int line, String what, String remedy) {
    problems.accept(new Problem(name, line, "", what, remedy));
  }
}
