// SPDX-License-Identifier: Apache-2.0
package io.clooster.simulation;
import java.util.EnumSet;
final class Probe2 {
  public static void main(String[] a) {
    long t = System.nanoTime();
    Summary s = new Campaign(new Planner(Integer.parseInt(a[0]), Integer.parseInt(a[1]), EnumSet.allOf(Fault.Kind.class)), Cores.REAL, 2).run(Long.parseLong(a[2]), Long.parseLong(a[3]), n -> {});
    System.out.println((System.nanoTime() - t) / 1e6 / s.runs() + " ms a run; " + s.simulated() / 1e9 / s.runs() + " s; changes " + s.changes());
    System.out.println(s.decisions());
    s.broken().forEach((r, seeds) -> System.out.println(r + " " + s.brokenTimes(r) + " " + seeds));
    System.out.println(s.events());
  }
}
