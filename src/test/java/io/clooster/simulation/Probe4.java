package io.clooster.simulation;
import java.util.List;
final class Probe4 {
  public static void main(String[] a) {
    int caught = 0; Chronicle last = null;
    for (int s = 0; s < 300; s++) {
      Setup setup = new Setup(2, 2, List.of(true, a[0].equals("l")), "srv1", "", new Setup.Times(1000, 3000, 0, 2000, 20000), true);
      Plan p = new Plan(s, setup, List.of(new Fault(30_000, Fault.Kind.FREEZE, 0, 1, 20_000 + 300 * s, 0)));
      Chronicle c = Chronicle.kept();
      Run.Outcome o = Run.of(p, BrokenCore.BLAMES_OTHERS_FOR_ITS_OWN_STANDSTILL, c);
      if (o.violation() != null) caught++;
      last = c;
      if (o.violation() != null) { break; }
    }
    System.out.println(caught);
    last.lines().forEach(l -> System.out.println(l.length() > 170 ? l.substring(0, 170) : l));
  }
}
