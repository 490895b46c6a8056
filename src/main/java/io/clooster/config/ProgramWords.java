// SPDX-License-Identifier: Apache-2.0
package io.clooster.config;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A program and its arguments, as a list of texts. */
final class ProgramWords {
  private ProgramWords() {}

  /**
   * The words, or null: with a problem where they are wrong, without where there are none.
   *
   * @param remedy for what is no list of words
   */
  static @Nullable List<String> of(@Nullable ConfigValue command, String remedy) {
    List<ConfigValue> items = command == null ? null : command.list(remedy);
    if (items == null) {
      return null;
    }
    List<String> words = new ArrayList<>();
    for (ConfigValue item : items) {
      String word = item.value(ValueType.TEXT);
      if (word != null) {
        words.add(word);
      }
    }
    return words.size() == items.size() ? words : null;
  }
}
