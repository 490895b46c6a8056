// SPDX-License-Identifier: Apache-2.0
package io.clooster.config;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.io.JsonEOFException;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads JSON as the original does: {@code #} comments and trailing commas are fine. Comments of the
 * other usual kinds are, too.
 */
final class RelaxedJson {
  private static final JsonFactory JSON =
      JsonFactory.builder()
          .enable(JsonReadFeature.ALLOW_YAML_COMMENTS)
          .enable(JsonReadFeature.ALLOW_JAVA_COMMENTS)
          .enable(JsonReadFeature.ALLOW_TRAILING_COMMA)
          .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
          .streamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(32).build())
          .build();

  private final JsonParser parser;
  private final String text;
  private final Problems problems;

  /** Lines of the brackets that are open now, the innermost first. */
  private final Deque<Integer> open = new ArrayDeque<>();

  private RelaxedJson(JsonParser parser, String text, Problems problems) {
    this.parser = parser;
    this.text = text;
    this.problems = problems;
  }

  /**
   * The file's only value, a block. Keys that stand twice are added to the problems.
   *
   * @throws ConfigException if the text is not JSON: with the first fault's line, and what was
   *     found before it
   */
  static Node.Block parse(String text, Problems problems) throws ConfigException {
    try (JsonParser parser = parser(text)) {
      return new RelaxedJson(parser, text, problems).wholeFile();
    } catch (IOException e) {
      throw new IllegalStateException("a string can always be read", e);
    }
  }

  /** Token by token, for who wants to know where one stands. */
  static JsonParser parser(String text) throws IOException {
    return JSON.createParser(text);
  }

  private Node.Block wholeFile() throws IOException, ConfigException {
    try {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        int line = Math.max(1, parser.currentTokenLocation().getLineNr());
        throw problems.with(
            line, "the configuration doesn't begin with {", "put all keys between { and }");
      }
      Node.Block root = block("");
      if (somethingFollows()) {
        throw problems.with(
            parser.currentLocation().getLineNr(),
            "something follows the last }",
            "remove it, or remove the } that closes the configuration too early");
      }
      return root;
    } catch (JsonProcessingException e) {
      SyntaxAdvice advice = SyntaxAdvice.on(e, text, open);
      throw problems.with(advice.line(), advice.what(), advice.remedy());
    }
  }

  private boolean somethingFollows() throws IOException {
    try {
      return parser.nextToken() != null;
    } catch (JsonEOFException e) {
      throw e;
    } catch (JsonProcessingException e) {
      return true;
    }
  }

  private Node.Block block(String path) throws IOException {
    int line = line();
    open.push(line);
    Map<String, Node.Entry> entries = new LinkedHashMap<>();
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String key = parser.currentName();
      String keyPath = path.isEmpty() ? key : path + "." + key;
      int keyLine = line();
      parser.nextToken();
      Node.Entry entry = new Node.Entry(keyLine, value(keyPath));
      Node.Entry first = entries.putIfAbsent(key, entry);
      if (first != null) {
        problems.add(
            keyLine,
            Quoting.plain(keyPath),
            "the key stands twice, first on line " + first.line(),
            "keep one of the two");
      }
    }
    open.pop();
    return new Node.Block(line, entries);
  }

  private Node value(String path) throws IOException {
    int line = line();
    return switch (parser.currentToken()) {
      case START_OBJECT -> block(path);
      case START_ARRAY -> listing(path);
      case VALUE_STRING -> new Node.Text(line, parser.getText());
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> new Node.Digits(line, parser.getText());
      case VALUE_TRUE, VALUE_FALSE -> new Node.Flag(line, parser.getBooleanValue());
      case VALUE_NULL -> new Node.Nothing(line);
      case END_OBJECT, END_ARRAY, FIELD_NAME, NOT_AVAILABLE, VALUE_EMBEDDED_OBJECT ->
          throw new IllegalStateException("no value begins with " + parser.currentToken());
    };
  }

  private Node listing(String path) throws IOException {
    int line = line();
    open.push(line);
    List<Node> elements = new ArrayList<>();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      elements.add(value(ConfigValue.element(path, elements.size() + 1)));
    }
    open.pop();
    return new Node.Listing(line, elements);
  }

  private int line() {
    return parser.currentTokenLocation().getLineNr();
  }
}
