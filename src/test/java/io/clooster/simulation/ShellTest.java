// SPDX-License-Identifier: Apache-2.0
package io.clooster.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.clooster.failover.ActionKinds;
import io.clooster.failover.Event;
import java.io.IOException;
import java.nio.file.Files;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The simulator's shell and the routes do the same actions and feed the same events. */
class ShellTest {
  private static final Pattern BRANCH = Pattern.compile("exchangeProperty\\.action\\} == '(\\w+)'");

  @Test
  void thereIsAHandlerForEachActionAndForNoOther() {
    assertThat(shell().table().keySet()).isEqualTo(ActionKinds.all().collect(Collectors.toSet()));
  }

  @Test
  void theRoutesHaveABranchForEachActionAndForNoOther() throws IOException {
    String routes = Files.readString(java.nio.file.Path.of("routes", "failover.camel.yaml"));
    Set<String> branches = new TreeSet<>();
    Matcher matcher = BRANCH.matcher(routes);
    while (matcher.find()) {
      branches.add(matcher.group(1));
    }
    assertThat(branches)
        .containsExactlyInAnyOrderElementsOf(
            shell().table().keySet().stream().map(Class::getSimpleName).toList());
  }

  /** As they do here: Java's timer goes by the wall clock. */
  @Test
  void theBeatsOfTheRoutesGoByTheMonotonicClock() throws IOException {
    String routes = Files.readString(java.nio.file.Path.of("routes", "watchdog.camel.yaml"));

    assertThat(routes).contains("uri: scheduler:clock").doesNotContain("uri: timer:");
  }

  @Test
  void eachKindOfEventIsFedToOneOfTheDecisions() {
    Set<Class<?>> fed = new HashSet<>();
    for (OwnershipScheme scheme : OwnershipScheme.values()) {
      for (Set<SimulatedFault.Kind> kinds :
          List.of(
              SimulatedFault.Kind.faults(),
              EnumSet.allOf(SimulatedFault.Kind.class),
              EnumSet.of(SimulatedFault.Kind.CRASH, SimulatedFault.Kind.BEFORE_ACTIVE_FAILS))) {
        Planner planner = new Planner(scheme, 2, kinds);
        fed.addAll(new Campaign(planner, CoreFactory.REAL, 2).run(1, 60, done -> {}).events());
      }
    }
    assertThat(fed).containsExactlyInAnyOrder(Event.class.getPermittedSubclasses());
  }

  private static Shell shell() {
    Plan plan =
        new Planner(OwnershipScheme.CLAIM, 2, EnumSet.noneOf(SimulatedFault.Kind.class)).plan(1);
    Simulation simulation = new Simulation(plan, CoreFactory.REAL, StoryLog.none());
    Machine machine = simulation.machines.get(0);
    simulation.start(machine);
    return machine.daemon().shell();
  }
}
