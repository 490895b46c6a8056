// SPDX-License-Identifier: Apache-2.0
package io.clooster.simulation;

import io.clooster.failover.IncidentId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The group tells each death, and once as far as that can be known: who was linked to a server for
 * some seconds after a message of that one was delivered knows that it was.
 */
final class DeathMessages {
  private static final long LOOK = Clock.SECOND;

  /**
   * So long after the delivery both have to be linked and undisturbed for the other one to know.
   */
  private static final long HEARD_WITHIN = 5 * Clock.SECOND;

  /** A server may be held for dead, and told to be, so long before it ends. */
  private static final long TOLD_BEFORE = 5 * Clock.MINUTE;

  private static final String FAILING = "something went wrong";

  private static final Set<String> DEATHS = Set.of("peer-down", "peer-stopped");

  private final Simulation simulation;

  /** The messages about servers that were dead when they were written, by their ids. */
  private final Map<String, Written> written = new HashMap<>();

  private final List<Delivered> delivered = new ArrayList<>();

  /** The runs that told, and of which death, that they can't do what it takes. */
  private final Set<String> failing = new HashSet<>();

  /** Who saw each server when it was looked at last, by runs; of one that is dead, in its life. */
  private final Map<Machine, Set<String>> witnesses = new HashMap<>();

  /** Since when each is dead, of those that are. */
  private final Map<Machine, Long> deadSince = new HashMap<>();

  /** {@code runs} is how many runs the dead one had: a later one ends that death. */
  private record Written(Machine dead, int runs) {
    boolean lasts() {
      return dead.daemon() == null && dead.runs() == runs;
    }
  }

  /** {@code since} is, for each run that is linked to {@code by}, from when on it is. */
  private record Delivered(
      Written of,
      String incident,
      SimulatedDaemon by,
      Map<String, Long> since,
      Set<String> known) {}

  DeathMessages(Simulation simulation) {
    this.simulation = simulation;
  }

  void begins() {
    delivered.removeIf(letter -> !letter.of().lasts());
    delivered.forEach(this::spreads);
    simulation.machines.forEach(this::look);
    simulation.clock.after(LOOK, this::begins);
  }

  private void spreads(Delivered letter) {
    for (Machine machine : simulation.machines) {
      SimulatedDaemon daemon = machine.daemon();
      if (daemon != null && !isLinked(letter.by(), daemon)) {
        letter.since().remove(daemon.run());
      } else if (daemon != null
          && now() - letter.since().computeIfAbsent(daemon.run(), run -> now()) >= HEARD_WITHIN) {
        letter.known().add(daemon.run());
      }
    }
  }

  /** True when one hears the other within a moment, as nothing is wrong between them. */
  private boolean isLinked(SimulatedDaemon teller, SimulatedDaemon other) {
    Machine there = teller.machine();
    Machine here = other.machine();
    if (there.daemon() != teller || isDisturbed(there.trouble()) || isDisturbed(here.trouble())) {
      return false;
    } else if (here == there) {
      return true;
    }
    return teller.view().sees(here.name())
        && other.view().sees(there.name())
        && !isDisturbed(simulation.troubles.path(there, here));
  }

  private boolean isDisturbed(Disturbance trouble) {
    return trouble.last(now()) > now() - LOOK;
  }

  private void look(Machine machine) {
    if (machine.daemon() == null) {
      deadSince.putIfAbsent(machine, now());
      return;
    }
    deadSince.remove(machine);
    Set<String> seeing = new HashSet<>();
    for (Machine other : simulation.machines) {
      SimulatedDaemon daemon = other.daemon();
      if (daemon != null && daemon.view().sees(machine.name())) {
        seeing.add(daemon.run());
      }
    }
    witnesses.put(machine, seeing);
  }

  /** A message is written. */
  void wrote(SimulatedMessage letter) {
    Machine dead = dead(letter);
    if (dead == null) {
      return;
    }
    Written now = new Written(dead, dead.runs());
    written.put(letter.id(), now);
    String story = letter.run() + " " + letter.incident();
    if (letter.text().startsWith("Here's what went wrong")) {
      failing.add(story); // It says how that ended, too.
    }
    for (Delivered earlier : delivered) {
      if (earlier.of().equals(now)
          && letter.text().startsWith("No record change is necessary")
          && earlier.known().contains(letter.run())
          && !failing.contains(story)
          && isOfOneDeath(dead, earlier.incident(), letter.incident())) {
        throw new Violation(
            "a death is told once where that can be known",
            letter.run()
                + " tells "
                + letter.incident()
                + ", and knows that "
                + earlier.by().run()
                + " has told "
                + earlier.incident());
      }
    }
  }

  /** Who had heard less of it than the one that told it can't know that it is another death. */
  private static boolean isOfOneDeath(Machine dead, String earlier, String later) {
    IncidentId first = IncidentId.of(dead.name(), earlier);
    IncidentId second = IncidentId.of(dead.name(), later);
    return first == null || second == null || first.covers(second);
  }

  /** The server that the message says is dead, if it is; null else. */
  private @Nullable Machine dead(SimulatedMessage letter) {
    if (!DEATHS.contains(letter.kind())) {
      return null;
    }
    int index = simulation.setup.index(letter.subject());
    Machine machine = index < 0 ? null : simulation.machines.get(index);
    return machine == null || machine.daemon() != null ? null : machine;
  }

  /** The administrator gets a message from this run, or from an earlier one of its machine. */
  void delivers(SimulatedDaemon daemon, SimulatedMessage letter) {
    Written of = written.get(letter.id());
    // That something keeps us from it is not the end of the story.
    if (of != null && of.lasts() && !letter.title().contains(FAILING)) {
      delivered.add(new Delivered(of, letter.incident(), daemon, new HashMap<>(), new HashSet<>()));
    }
  }

  /**
   * A server that is dead, that others saw until then, one of which runs still, and of which the
   * administrator was told nothing; null for none. That of the holder is told by who takes its
   * place.
   */
  @Nullable String untold() {
    for (Map.Entry<Machine, Long> each : deadSince.entrySet()) {
      Machine dead = each.getKey();
      if (dead.daemon() == null
          && !simulation.mayHold(dead)
          && hasLivingWitness(dead)
          && !wasTold(dead.name(), each.getValue())) {
        return "nobody told the death of " + dead.name();
      }
    }
    return null;
  }

  private boolean hasLivingWitness(Machine dead) {
    Set<String> seeing = witnesses.getOrDefault(dead, Set.of());
    return simulation.machines.stream()
        .map(Machine::daemon)
        .anyMatch(daemon -> daemon != null && seeing.contains(daemon.run()));
  }

  private boolean wasTold(String dead, long since) {
    Set<String> received = new HashSet<>();
    simulation.administrator.received().forEach(letter -> received.add(letter.id()));
    return simulation.referee.told().stream()
        .filter(told -> told.at() > since - TOLD_BEFORE && told.names(dead))
        .anyMatch(told -> received.contains(told.id()));
  }

  private long now() {
    return simulation.clock.now();
  }
}
