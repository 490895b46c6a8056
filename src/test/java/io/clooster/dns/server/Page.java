// SPDX-License-Identifier: Apache-2.0
package io.clooster.dns.server;

import java.util.List;

/**
 * One page of a list.
 *
 * @param number from 1
 */
record Page<T>(List<T> items, int number, int size, int total) {
  static <T> Page<T> of(List<T> all, int number, int size) {
    int from = Math.min(all.size(), (number - 1) * size);
    return new Page<>(
        all.subList(from, Math.min(all.size(), from + size)), number, size, all.size());
  }

  int last() {
    return Math.max(1, (total + size - 1) / size);
  }

  boolean hasNext() {
    return number < last();
  }
}
