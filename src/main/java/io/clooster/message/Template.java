// SPDX-License-Identifier: Apache-2.0
package io.clooster.message;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A sentence with places for values: {@code {name}} takes a value, {@code {name|, }} several with
 * what stands between two of them, and {@code {name?…}} is a part that is left out where there is
 * no such value.
 */
final class Template {
  /** What stands for a value that is not there, outside of a part that may be left out. */
  private static final String UNKNOWN = "?";

  private static final String DEFAULT_SEPARATOR = ", ";

  private final List<Part> parts;

  private sealed interface Part {
    record Plain(String text) implements Part {}

    record Value(String name, String separator) implements Part {}

    record Optional(String name, List<Part> parts) implements Part {}
  }

  private Template(List<Part> parts) {
    this.parts = parts;
  }

  /**
   * Reads it.
   *
   * @throws MalformedTemplate with what is wrong
   */
  static Template of(String text) throws MalformedTemplate {
    return new Template(new Reader(text).all());
  }

  /** The names of all values that it asks for. */
  Set<String> names() {
    Set<String> names = new LinkedHashSet<>();
    collect(parts, names);
    return names;
  }

  /** The sentence, with these values. */
  String fill(Map<String, Object> values, ValueText words) {
    StringBuilder text = new StringBuilder();
    fill(parts, values, words, text);
    return text.toString();
  }

  private static void collect(List<Part> parts, Set<String> names) {
    for (Part part : parts) {
      if (part instanceof Part.Value value) {
        names.add(value.name());
      } else if (part instanceof Part.Optional optional) {
        names.add(optional.name());
        collect(optional.parts(), names);
      }
    }
  }

  private static void fill(
      List<Part> parts, Map<String, Object> values, ValueText words, StringBuilder text) {
    for (Part part : parts) {
      if (part instanceof Part.Plain plain) {
        text.append(plain.text());
      } else if (part instanceof Part.Value value) {
        Object known = values.get(value.name());
        text.append(known == null ? UNKNOWN : words.of(known, value.separator()));
      } else if (part instanceof Part.Optional optional && values.containsKey(optional.name())) {
        fill(optional.parts(), values, words, text);
      }
    }
  }

  /** Reads a template from left to right. */
  private static final class Reader {
    private final String text;
    private int at;

    Reader(String text) {
      this.text = text;
    }

    List<Part> all() throws MalformedTemplate {
      List<Part> parts = parts();
      if (at < text.length()) {
        throw new MalformedTemplate("there is a } that no { belongs to");
      }
      return parts;
    }

    /** Up to the end, or to the brace that ends the part that this is in. */
    private List<Part> parts() throws MalformedTemplate {
      List<Part> parts = new ArrayList<>();
      while (at < text.length() && text.charAt(at) != '}') {
        parts.add(text.charAt(at) == '{' ? place() : plain());
      }
      return List.copyOf(parts);
    }

    private Part plain() {
      int begin = at;
      while (at < text.length() && text.charAt(at) != '{' && text.charAt(at) != '}') {
        at++;
      }
      return new Part.Plain(text.substring(begin, at));
    }

    private Part place() throws MalformedTemplate {
      at++;
      String name = name();
      if (name.isEmpty()) {
        throw new MalformedTemplate("a { is not followed by the name of a value");
      }
      char next = at < text.length() ? text.charAt(at) : 0;
      Part part;
      if (next == '?') {
        at++;
        part = new Part.Optional(name, parts());
      } else if (next == '|') {
        at++;
        int begin = at;
        at = Math.max(begin, text.indexOf('}', begin));
        part = new Part.Value(name, text.substring(begin, at));
      } else {
        part = new Part.Value(name, DEFAULT_SEPARATOR);
      }
      if (at >= text.length() || text.charAt(at) != '}') {
        throw new MalformedTemplate("the { before " + name + " is not closed by a }");
      }
      at++;
      return part;
    }

    private String name() {
      int begin = at;
      while (at < text.length()
          && (Character.isLetterOrDigit(text.charAt(at)) || text.charAt(at) == '_')) {
        at++;
      }
      return text.substring(begin, at);
    }
  }
}
