// SPDX-License-Identifier: Apache-2.0
package io.clooster.simulation;
final class Probe3 {
  public static void main(String[] a) {
    for (BrokenCore b : BrokenCore.values()) {
      if (a.length > 0 && !b.name().contains(a[0])) continue;
      long t = System.nanoTime();
      Run.Outcome o = Hunt.of(b, 1, 10000);
      System.out.printf("%-45s %s  %.1f s%n", b.word(), o == null ? "NOT CAUGHT" : "seed " + o.plan().seed() + " " + o.violation().getMessage(), (System.nanoTime() - t) / 1e9);
    }
  }
}
