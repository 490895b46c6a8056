// SPDX-License-Identifier: Apache-2.0
package io.clooster.simulation;

import java.util.EnumSet;
import java.util.Map;
import java.util.TreeMap;

final class Probe {
  public static void main(String[] args) {
    int protocol = Integer.parseInt(args[0]);
    int n = Integer.parseInt(args[1]);
    long from = Long.parseLong(args[2]);
    int runs = Integer.parseInt(args[3]);
    Planner planner = new Planner(protocol, n, EnumSet.allOf(Fault.Kind.class));
    Map<String, Integer> broken = new TreeMap<>();
    Map<String, Plan> first = new TreeMap<>();
    long t = System.nanoTime();
    long sim = 0;
    for (long s = from; s < from + runs; s++) {
      Run.Outcome o = Run.of(planner.plan(s), Cores.REAL, Chronicle.none());
      sim += o.simulated();
      if (o.violation() != null) {
        broken.merge(o.violation().rule(), 1, Integer::sum);
        first.putIfAbsent(o.violation().rule(), o.plan());
        Plan p = first.get(o.violation().rule());
        if (o.plan().faults().size() < p.faults().size()) first.put(o.violation().rule(), o.plan());
      }
    }
    double ms = (System.nanoTime() - t) / 1e6;
    System.out.printf("%d runs, %.2f ms a run, %.0f s simulated a run%n", runs, ms / runs, sim / 1e9 / runs);
    System.out.println(broken);
    for (Plan plan : first.values()) {
      Chronicle c = Chronicle.kept();
      Run.Outcome o = Run.of(Shrinker.shrink(plan, Cores.REAL), Cores.REAL, c);
      System.out.println("---- seed " + plan.seed() + " " + o.plan().setup());
      System.out.println(o.plan().faults());
      double b = o.plan().faults().isEmpty() ? 0 : o.plan().faults().get(0).at() / 1e3 - 1;
      c.lines().stream().filter(l -> Double.parseDouble(l.substring(0, 10).trim()) >= b).forEach(System.out::println);
    }
  }
}
