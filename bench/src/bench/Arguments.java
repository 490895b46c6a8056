// SPDX-License-Identifier: Apache-2.0
package bench;

import java.util.ArrayList;
import java.util.List;

/** The command line: {@code --protocol 1|2} anywhere, and numbers. */
final class Arguments {
  private final List<Integer> numbers = new ArrayList<>();
  private int protocol;

  /** {@code protocol} unless it says otherwise. */
  Arguments(int protocol, String... words) {
    this.protocol = protocol;
    for (int i = 0; i < words.length; i++) {
      if (words[i].equals("--protocol") && i + 1 < words.length) {
        this.protocol = Integer.parseInt(words[++i]);
      } else {
        numbers.add(Integer.parseInt(words[i]));
      }
    }
  }

  int protocol() {
    return protocol;
  }

  /** The number at this place, or else {@code other}. */
  int number(int place, int other) {
    return place < numbers.size() ? numbers.get(place) : other;
  }

  /** All of them, or else {@code others}. */
  List<Integer> numbers(Integer... others) {
    return numbers.isEmpty() ? List.of(others) : numbers;
  }
}
