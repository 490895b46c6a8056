// SPDX-License-Identifier: Apache-2.0
package io.clooster.config;

import java.util.List;
import java.util.Map;

/** A value of the file with the line (from 1) on which it begins. */
sealed interface Node {
  int line();

  /**
   * {@code { … }}, its entries in the file's order; of a key that stands twice the first counts.
   */
  record Block(int line, Map<String, Entry> entries) implements Node {}

  /** A value and the line of its key. */
  record Entry(int line, Node value) {}

  /** A string, without its quotes and escapes. */
  record Text(int line, String value) implements Node {}

  /** A number as it stands in the file. */
  record Digits(int line, String value) implements Node {}

  /** {@code true} or {@code false}. */
  record Flag(int line, boolean value) implements Node {}

  /** {@code null}. */
  record Nothing(int line) implements Node {}

  /** {@code [ … ]}, its elements in the file's order. */
  record Listing(int line, List<Node> elements) implements Node {}

  /** What it is, for a user. */
  default String described() {
    if (this instanceof Block) {
      return "a block { … }";
    } else if (this instanceof Text) {
      return "a string";
    } else if (this instanceof Digits) {
      return "a number";
    } else if (this instanceof Flag flag) {
      return String.valueOf(flag.value());
    } else if (this instanceof Nothing) {
      return "null";
    }
    return "a list [ … ]";
  }
}
