package io.clooster.simulation;
import java.util.EnumSet;
final class Probe {
  public static void main(String[] a) {
    Planner planner = new Planner(Integer.parseInt(a[0]), Integer.parseInt(a[1]), EnumSet.allOf(Fault.Kind.class));
    for (int i = 2; i < a.length; i++) {
      Plan plan = Shrinker.shrink(planner.plan(Long.parseLong(a[i])), Cores.REAL);
      Chronicle c = Chronicle.kept();
      Run.of(plan, Cores.REAL, c);
      System.out.println("---- seed " + plan.seed() + " " + plan.setup());
      System.out.println(plan.faults());
      double b = plan.faults().isEmpty() ? 0 : plan.faults().get(0).at() / 1e3 - 1;
      c.lines().stream().filter(l -> Double.parseDouble(l.substring(0, 10).trim()) >= b).map(l -> l.length() > 185 ? l.substring(0, 185) : l).forEach(System.out::println);
    }
  }
}
