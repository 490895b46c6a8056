// SPDX-License-Identifier: Apache-2.0
package io.clooster.config;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.IdentityHashMap;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.constructor.StandardConstructor;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/**
 * YAML that somebody wrote by hand, with Camel's own YAML engine, and within limits: a few lines of
 * aliases of aliases, written out as Camel does, are more than any memory holds.
 */
public final class YamlText {
  /** Bytes of a file: many times what the largest shipped one has. */
  public static final int LARGEST = 256 * 1024;

  /** Scalars, lists and maps, aliases written out: the largest shipped file has a fiftieth. */
  private static final int MOST_PARTS = 50_000;

  /** A step inside of another one is five levels deeper. */
  private static final int DEEPEST = 200;

  /** The engine's own limit, which holds for Camel too. */
  private static final int MOST_ALIASES = 50;

  private static final LoadSettings SETTINGS = settings(false);

  /** Of who tells himself what is wrong with a key. */
  private static final LoadSettings ANY_KEYS = settings(true);

  private static final int BEING_COUNTED = 0;

  /** Parts of each node, aliases written out. */
  private final IdentityHashMap<Node, Integer> parts = new IdentityHashMap<>();

  private YamlText() {}

  private static LoadSettings settings(boolean anyKeys) {
    return LoadSettings.builder()
        .setAllowNonScalarKeys(anyKeys)
        .setMaxAliasesForCollections(MOST_ALIASES)
        .build();
  }

  /** It is YAML, and beyond the limits. */
  public static final class TooMuch extends YamlEngineException {
    private static final long serialVersionUID = 1L;

    private final int line;
    private final String remedy;

    private TooMuch(int line, String what, String remedy) {
      super(what);
      this.line = line;
      this.remedy = remedy;
    }

    /** From 1; 0 where it is not known. */
    public int line() {
      return line;
    }

    /** What to do about it. */
    public String remedy() {
      return remedy;
    }
  }

  /**
   * What the file holds, a link is followed.
   *
   * @throws PlainFile.Unlike where it is something else than a file, or larger than {@link
   *     #LARGEST}
   * @throws CharacterCodingException if it is not UTF-8
   */
  public static String read(Path file) throws IOException {
    return decode(PlainFile.read(file, LARGEST));
  }

  /**
   * These bytes as text.
   *
   * @throws CharacterCodingException if they are not UTF-8
   */
  public static String decode(byte[] bytes) throws CharacterCodingException {
    return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
  }

  /**
   * The text's only document, as nodes with their places; nothing if there is none.
   *
   * @throws TooMuch if it is too large, too deep or without an end
   * @throws YamlEngineException if it is no YAML
   */
  public static Optional<Node> compose(String text) {
    return compose(text, ANY_KEYS);
  }

  private static Optional<Node> compose(String text, LoadSettings settings) {
    try {
      Optional<Node> root = new Compose(settings).composeString(text);
      root.ifPresent(node -> new YamlText().count(node, 1));
      return root;
    } catch (StackOverflowError e) {
      throw tooDeep(0);
    } catch (YamlEngineException e) {
      throw String.valueOf(e.getMessage()).startsWith("Number of aliases") ? tooManyAliases() : e;
    }
  }

  /**
   * The same in Java's lists and maps; null if there is no document.
   *
   * @throws TooMuch if it is too large, too deep or without an end
   * @throws YamlEngineException if it is no YAML
   */
  public static @Nullable Object load(String text) {
    return new StandardConstructor(SETTINGS).constructSingleDocument(compose(text, SETTINGS));
  }

  private int count(Node node, int depth) {
    if (depth > DEEPEST) {
      throw tooDeep(line(node));
    }
    if (!(node instanceof MappingNode || node instanceof SequenceNode)) {
      return 1;
    }
    Integer known = parts.putIfAbsent(node, BEING_COUNTED);
    if (known != null && known == BEING_COUNTED) {
      throw new TooMuch(line(node), "an alias refers to what it stands in", "write it out");
    } else if (known != null) {
      return known;
    }
    int count = 1;
    if (node instanceof MappingNode mapping) {
      for (NodeTuple entry : mapping.getValue()) {
        count = sum(count, count(entry.getKeyNode(), depth + 1), node);
        count = sum(count, count(entry.getValueNode(), depth + 1), node);
      }
    } else if (node instanceof SequenceNode sequence) {
      for (Node item : sequence.getValue()) {
        count = sum(count, count(item, depth + 1), node);
      }
    }
    parts.put(node, count);
    return count;
  }

  private static int sum(int one, int other, Node around) {
    if (one + other > MOST_PARTS) {
      throw new TooMuch(
          line(around),
          "with its aliases written out it is larger than Camel can hold",
          "write it without aliases, or make several files of it");
    }
    return one + other;
  }

  private static TooMuch tooManyAliases() {
    return new TooMuch(
        0,
        "it has more than " + MOST_ALIASES + " aliases of lists and maps",
        "write it without aliases, or make several files of it");
  }

  private static TooMuch tooDeep(int line) {
    return new TooMuch(
        line,
        "it is nested deeper than " + DEEPEST + " levels",
        "write it less deep: a \"to: direct:…\" leads to another route");
  }

  private static int line(Node node) {
    return node.getStartMark().map(Mark::getLine).orElse(-1) + 1;
  }
}
