// SPDX-License-Identifier: Apache-2.0
package io.clooster.simulation;

import io.clooster.failover.Action;
import io.clooster.failover.Event;
import io.clooster.failover.Failover;
import io.clooster.failover.Moment;
import io.clooster.failover.ServerList;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;

/** One run of Clooster on one machine: feeds the decision, and does what it wants done. */
final class SimulatedDaemon {
  static final long BEAT = 200 * Clock.MILLI;

  private final Simulation simulation;
  private final Machine machine;
  private final String run;
  private final SplittableRandom dice;
  private final Failover core;
  private final Segment.Hello hello;
  private final Shell shell;
  private final SimulatedLinks links;
  private final DecisionView view;
  private final long started;
  private boolean stopping;

  SimulatedDaemon(
      Simulation simulation, Machine machine, SplittableRandom dice, CoreFactory cores) {
    this.simulation = simulation;
    this.machine = machine;
    this.run = machine.nextRun();
    this.view = new DecisionView(machine.name(), simulation.setup.claims().used());
    this.dice = dice;
    ListChange change = simulation.setup.change();
    ServerList list =
        change == null ? null : change.list(machine.version(), simulation.machines.size());
    this.hello = new Segment.Hello(machine.hasRightKey(), machine.hasRightLists(), list);
    if (list != null) {
      machine.keeps(list);
    }
    this.core = cores.core(simulation.setup, machine, run, dice.split());
    this.links = new SimulatedLinks(simulation, this);
    this.shell = new Shell(simulation, this, links);
    this.started = simulation.clock.now();
  }

  void starts() {
    Setup.Times times = simulation.setup.times();
    every(0, BEAT, new Event.Tick());
    every(
        times.keepAlive() * Clock.MILLI, times.keepAlive() * Clock.MILLI, new Event.KeepAliveDue());
    long watchdog = times.watchdog() * Clock.MILLI;
    if (watchdog > 0) {
      every(watchdog, watchdog, new Event.WatchdogTick());
    }
    shell.starts();
    if (machine.isDrained()) {
      feed(new Event.Drain(Duration.ZERO));
    }
    if (!machine.isWell()) {
      checked();
    }
  }

  /** Hands an event to the decision, and does what comes of it. */
  void feed(Event event) {
    simulation.tally.fed(event);
    view.fed(event, simulation.clock.now());
    simulation.referee.holds().fed(this, event);
    List<Action> actions = core.on(event, new Moment(machine.moment()));
    for (int i = 0; i < actions.size(); i++) {
      Action action = actions.get(i);
      simulation.tally.wanted(action);
      simulation.referee.wanted(this, event, action);
      view.wanted(action, simulation.clock.now());
      shell.does(action);
    }
  }

  /** Something to do as soon as the process gets to it. */
  void work(Runnable what) {
    machine.work(this, false, what);
  }

  /** The same after some time, measured by a timer of the process. */
  void later(long delay, Runnable what) {
    simulation.clock.after(delay, () -> machine.work(this, true, what));
  }

  /** The checks of the service may have another result than before; some checks later it counts. */
  void checked() {
    if (simulation.setup.protocol() > 1) {
      later(
          dice.nextLong(10 * Clock.MILLI, 2 * Clock.SECOND),
          () -> {
            boolean well = machine.isWell();
            feed(new Event.OwnHealth(well, well ? "" : "http://127.0.0.1/health: HTTP 500"));
          });
    }
  }

  /** Its operator has told it something. */
  void operated() {
    work(() -> feed(machine.isDrained() ? new Event.Drain(Duration.ZERO) : new Event.Resume()));
  }

  /** Its operator asks it for something. */
  void isAsked(Event order) {
    work(() -> feed(order));
  }

  /** A proper stop, as by systemd; {@code after} is what comes afterwards. */
  void stops(Duration backWithin, Runnable after) {
    work(
        () -> {
          stopping = true;
          feed(new Event.Stopping(backWithin));
          later(
              20 * Clock.MILLI,
              () -> {
                dies(false);
                after.run();
              });
        });
  }

  /** The process ends at once; the kernel cleans up after it, and may reset what is unread. */
  void dies(boolean resets) {
    links.end(resets);
    long dying = dice.nextBoolean() ? 0 : dice.nextLong(30 * Clock.MILLI);
    machine.processEnds(simulation.clock.now() + dying);
  }

  boolean isStopping() {
    return stopping;
  }

  /** What it says first on each connection. */
  Segment.Hello hello() {
    return hello;
  }

  boolean listens() {
    return simulation.setup.listens().get(machine.index());
  }

  Machine machine() {
    return machine;
  }

  String run() {
    return run;
  }

  SplittableRandom dice() {
    return dice;
  }

  DecisionView view() {
    return view;
  }

  Shell shell() {
    return shell;
  }

  SimulatedLinks links() {
    return links;
  }

  long started() {
    return started;
  }

  private void every(long first, long period, Event event) {
    simulation.clock.after(first, new Timer(period, event));
  }

  /** Feeds the same event again and again. */
  private final class Timer implements Runnable {
    private final long period;
    private final Event event;
    private final Runnable turn = this::turn;

    Timer(long period, Event event) {
      this.period = period;
      this.event = event;
    }

    @Override
    public void run() {
      machine.work(SimulatedDaemon.this, true, turn);
    }

    private void turn() {
      feed(event);
      simulation.clock.after(period + dice.nextLong(Clock.MILLI), this);
    }
  }
}
