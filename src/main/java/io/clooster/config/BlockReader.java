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

  /** What stands there, whatever it is; null if nothing does. */
  @Nullable ConfigValue item(String key) {
    asked.add(key);
    Node.Entry entry = block.entries().get(key);
    return entry == null ? null : new ConfigValue(entry.value(), name(key), placeholders, problems);
  }

  /** The value, or null (and a problem) if it is missing or wrong. */
  <T> @Nullable T required(String key, ValueType<T> type, String remedy) {
    ConfigValue item = item(key);
    if (item == null) {
      problems.add(block.line(), name(key), "is missing", remedy);
      return null;
    }
    return item.value(type, remedy);
  }

  /** The value, or null if it is missing; if it is wrong, null and a problem. */
  <T> @Nullable T optional(String key, ValueType<T> type) {
    ConfigValue item = item(key);
    return item == null ? null : item.value(type, "write " + type.expected() + ", or remove it");
  }

  /** The value, or the default if it is missing; if it is wrong, the default and a problem. */
  <T> T or(String key, ValueType<T> type, T byDefault) {
    T value = optional(key, type);
    return value == null ? byDefault : value;
  }

  /** The block of that key, or null if it is missing; if it is no block, null and a problem. */
  @Nullable BlockReader block(String key) {
    ConfigValue item = item(key);
    return item == null ? null : item.block("write a block: \"" + Quoting.plain(key) + "\": { … }");
  }

  /** Adds a problem with a key's value, or with its absence. */
  void problem(String key, String what, String remedy) {
    Node.Entry entry = block.entries().get(key);
    problems.add(entry == null ? block.line() : entry.value().line(), name(key), what, remedy);
  }

  /** Adds something about a key's value that is valid, and hardly meant so. */
  void advise(String key, String what, String remedy) {
    problems.advise(line(key), name(key), what, remedy);
  }

  /** Adds a problem with the block as a whole. */
  void problem(String what, String remedy) {
    problems.add(block.line(), path, what, remedy);
  }

  /** Adds a problem with a key that is there and has no place there. */
  void reject(String key, String what, String remedy) {
    if (has(key)) {
      problems.add(line(key), name(key), what, remedy);
    }
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
          DidYouMean.closest(key, asked)
              .map(known -> "did you mean \"" + known + "\"?")
              .orElse("remove it; known here: " + String.join(", ", asked)));
    }
  }

  /** The line of the key, or the block's. */
  int line(String key) {
    Node.Entry entry = block.entries().get(key);
    return entry == null ? block.line() : entry.line();
  }

  private String name(String key) {
    return path.isEmpty() ? Quoting.plain(key) : path + "." + Quoting.plain(key);
  }
}
