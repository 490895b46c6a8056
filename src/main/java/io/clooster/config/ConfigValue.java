// SPDX-License-Identifier: Apache-2.0
package io.clooster.config;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A value of the file and what it is called there. What is wrong with it goes to the problems.
 *
 * @param name dotted name of its key; of an element of a list, the list's and its number
 */
record ConfigValue(Node node, String name, Placeholders placeholders, Problems problems) {

  /** What the list's element is called, counted from 1 as people do. */
  static String element(String list, int number) {
    return list + " #" + number;
  }

  /** A part of it. */
  ConfigValue within(Node part, String itsName) {
    return new ConfigValue(part, itsName, placeholders, problems);
  }

  boolean isBlock() {
    return node instanceof Node.Block;
  }

  boolean isList() {
    return node instanceof Node.Listing;
  }

  /** Whether the value stands in the file itself, and so may be shown (if it is no secret). */
  boolean isLiteral() {
    return node instanceof Node.Text text && !Placeholders.in(text.value());
  }

  /** The value, or null and a problem. */
  <T> @Nullable T value(ValueType<T> type) {
    return value(type, "write " + type.expected());
  }

  /** The value, or null and a problem; {@code null} in the file has a remedy of its own. */
  <T> @Nullable T value(ValueType<T> type, String remedyForNull) {
    Scalar written = scalar(type);
    if (written == null) {
      String remedy = node instanceof Node.Nothing ? remedyForNull : "write " + type.expected();
      problem("is " + node.described(), remedy);
      return null;
    }
    return converted(written, type);
  }

  /** A reader of the block, or null and a problem. */
  @Nullable BlockReader block(String remedy) {
    if (node instanceof Node.Block block) {
      return new BlockReader(block, name, placeholders, problems);
    }
    problem("is " + node.described(), remedy);
    return null;
  }

  /** The list's elements, or null and a problem. */
  @Nullable List<ConfigValue> list(String remedy) {
    if (!(node instanceof Node.Listing listing)) {
      problem("is " + node.described(), remedy);
      return null;
    }
    if (listing.elements().isEmpty()) {
      problem("is an empty list", remedy);
      return null;
    }
    List<ConfigValue> items = new ArrayList<>();
    for (Node element : listing.elements()) {
      items.add(new ConfigValue(element, element(name, items.size() + 1), placeholders, problems));
    }
    return items;
  }

  /**
   * Adds a problem if another one was there before with the same value; else it will be that one.
   *
   * @param seen the items before this one, by value
   * @param what continues with the other one's name: "is the same as"
   * @return whether there was none
   */
  @CanIgnoreReturnValue
  boolean requireUnique(Map<String, ConfigValue> seen, String value, String what, String remedy) {
    ConfigValue first = seen.putIfAbsent(value, this);
    if (first != null) {
      problem(what + " " + first.name() + " (line " + first.node().line() + ")", remedy);
    }
    return first == null;
  }

  /** Adds a problem with this value. */
  void problem(String what, String remedy) {
    problems.add(node.line(), name, what, remedy);
  }

  /** Adds something about this value that can be lived with. */
  void warn(String what, String remedy) {
    problems.warn(node.line(), name, what, remedy);
  }

  private @Nullable Scalar scalar(ValueType<?> type) {
    if (node instanceof Node.Text text) {
      return new Scalar(text.value(), false);
    } else if (node instanceof Node.Digits digits && type.numbers()) {
      return new Scalar(digits.value(), true);
    } else if (node instanceof Node.Flag flag && type.flags()) {
      return new Scalar(String.valueOf(flag.value()), false);
    }
    return null;
  }

  private <T> @Nullable T converted(Scalar written, ValueType<T> type) {
    boolean placeholder = Placeholders.in(written.text());
    String text;
    try {
      text = placeholders.resolve(written.text(), dropped -> warn(dropped, "save it without"));
    } catch (InvalidValue e) {
      problem(e.what(), e.remedy());
      return null;
    }
    if (text.isBlank()) {
      problem("is empty", "write " + type.expected());
      return null;
    }
    try {
      return type.conversion().of(new Scalar(text, written.number()));
    } catch (InvalidValue e) {
      // What comes out of a file or a variable is not ours to print.
      String subject = type.shown() && !placeholder ? Quoting.quoted(text) + " " : "";
      problem(subject + e.what(), e.remedy());
      return null;
    }
  }
}
