// SPDX-License-Identifier: Apache-2.0
package io.clooster.config;

import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Takes values out of a block by key. What is wrong goes to the problems, and the caller reads on,
 * so that one run finds everything. A key that nobody asked for is unknown.
 */
final class BlockReader {
  private final Node.Block block;
  private final String path;
  private final Placeholders placeholders;
  private final Problems problems;
  private final Set<String> asked = new LinkedHashSet<>();

  BlockReader(Node.Block block, String path, Placeholders placeholders, Problems problems) {
    this.block = block;
    this.path = path;
    this.placeholders = placeholders;
    this.problems = problems;
  }

  boolean has(String key) {
    asked.add(key);
    return block.entries().containsKey(key);
  }

  /** The value, or null (and a problem) if it is missing or wrong. */
  <T> @Nullable T required(String key, ValueType<T> type, String remedy) {
    if (!has(key)) {
      problems.add(block.line(), name(key), "is missing", remedy);
      return null;
    }
    return value(key, type, remedy);
  }

  /** The value, or null if it is missing; if it is wrong, null and a problem. */
  <T> @Nullable T optional(String key, ValueType<T> type) {
    return value(key, type, "write " + type.expected() + ", or remove it");
  }

  private <T> @Nullable T value(String key, ValueType<T> type, String remedyForNull) {
    Node node = node(key);
    if (node == null) {
      return null;
    }
    Scalar written = scalar(node, type);
    if (written == null) {
      String remedy = node instanceof Node.Nothing ? remedyForNull : "write " + type.expected();
      problems.add(node.line(), name(key), "is " + node.described(), remedy);
      return null;
    }
    return converted(key, node.line(), written, type);
  }

  /** The value, or the default if it is missing; if it is wrong, the default and a problem. */
  <T> T or(String key, ValueType<T> type, T byDefault) {
    T value = optional(key, type);
    return value == null ? byDefault : value;
  }

  /** The block of that key, or null if it is missing; if it is no block, null and a problem. */
  @Nullable BlockReader block(String key) {
    Node node = node(key);
    if (node == null) {
      return null;
    }
    if (node instanceof Node.Block inner) {
      return new BlockReader(inner, name(key), placeholders, problems);
    }
    problems.add(
        node.line(),
        name(key),
        "is " + node.described(),
        "write a block: \"" + Shown.plain(key) + "\": { … }");
    return null;
  }

  /** Adds a problem with a key's value, or with its absence. */
  void problem(String key, String what, String remedy) {
    Node.Entry entry = block.entries().get(key);
    problems.add(entry == null ? block.line() : entry.value().line(), name(key), what, remedy);
  }

  /** Adds a problem with the block as a whole. */
  void problem(String what, String remedy) {
    problems.add(block.line(), path, what, remedy);
  }

  /** Whether the value stands in the file itself, and so may be shown (if it is no secret). */
  boolean isLiteral(String key) {
    return node(key) instanceof Node.Text text && !Placeholders.in(text.value());
  }

  /** The keys that nobody has asked for, in the file's order. */
  Set<String> unasked() {
    Set<String> rest = new LinkedHashSet<>(block.entries().keySet());
    rest.removeAll(asked);
    return rest;
  }

  /** The keys that were asked for. */
  Set<String> asked() {
    return asked;
  }

  /** Adds a problem for each key that nobody has asked for. */
  void refuseUnknown() {
    for (String key : unasked()) {
      problems.add(
          line(key),
          name(key),
          "is an unknown key",
          Spelling.closest(key, asked)
              .map(known -> "did you mean \"" + known + "\"?")
              .orElse("remove it; known here: " + String.join(", ", asked)));
    }
  }

  /** The line of the key, or the block's. */
  int line(String key) {
    Node.Entry entry = block.entries().get(key);
    return entry == null ? block.line() : entry.line();
  }

  private @Nullable Node node(String key) {
    asked.add(key);
    Node.Entry entry = block.entries().get(key);
    return entry == null ? null : entry.value();
  }

  private static @Nullable Scalar scalar(Node node, ValueType<?> type) {
    if (node instanceof Node.Text text) {
      return new Scalar(text.value(), false);
    } else if (node instanceof Node.Digits digits && type.numbers()) {
      return new Scalar(digits.value(), true);
    } else if (node instanceof Node.Flag flag && type.flags()) {
      return new Scalar(String.valueOf(flag.value()), false);
    }
    return null;
  }

  private <T> @Nullable T converted(String key, int line, Scalar written, ValueType<T> type) {
    boolean placeholder = Placeholders.in(written.text());
    String text;
    try {
      text = placeholders.resolve(written.text());
    } catch (InvalidValue e) {
      problems.add(line, name(key), e.what(), e.remedy());
      return null;
    }
    if (text.isBlank()) {
      problems.add(line, name(key), "is empty", "write " + type.expected());
      return null;
    }
    try {
      return type.conversion().of(new Scalar(text, written.number()));
    } catch (InvalidValue e) {
      // What comes out of a file or a variable is not ours to print.
      String subject = type.shown() && !placeholder ? Shown.quoted(text) + " " : "";
      problems.add(line, name(key), subject + e.what(), e.remedy());
      return null;
    }
  }

  private String name(String key) {
    return Shown.plain(path.isEmpty() ? key : path + "." + key);
  }
}
