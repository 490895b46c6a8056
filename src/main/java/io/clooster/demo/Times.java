// SPDX-License-Identifier: Apache-2.0
package io.clooster.demo;

import java.io.PrintStream;
import java.util.LinkedHashMap;
import java.util.Map;

/** The measured times of the demo, in the order in which they were measured. */
final class Times {
  private final Map<String, Long> nanos = new LinkedHashMap<>();

  void add(String what, long elapsedNanos) {
    nanos.put(what, elapsedNanos);
  }

  void print(PrintStream out) {
    out.println();
    out.println("Measured on this machine just now:");
    nanos.forEach((what, time) -> out.printf("  %-26s %,8d ms%n", what, time / 1_000_000));
  }
}
