// SPDX-License-Identifier: Apache-2.0
package io.clooster.simulation;

import io.clooster.failover.Event;

/** One attempt of a server to connect to another one. */
final class Attempt {
  private static final long CONNECT_WITHIN = 5 * Clock.SECOND;

  /** When the kernel sends the first packet of a connection, and sends it again. */
  private static final long[] SENDS = {0, Clock.SECOND, 3 * Clock.SECOND};

  private final Simulation simulation;
  private final SimulatedDaemon daemon;
  private final Machine to;
  private final Path out;
  private final Path in;
  private boolean over;

  Attempt(Simulation simulation, SimulatedDaemon daemon, Machine to) {
    this.simulation = simulation;
    this.daemon = daemon;
    this.to = to;
    this.out = simulation.network.path(daemon.machine().index(), to.index());
    this.in = simulation.network.path(to.index(), daemon.machine().index());
  }

  void begins() {
    for (long send : SENDS) {
      simulation.clock.after(send, this::sends);
    }
    daemon.later(CONNECT_WITHIN, () -> fails(false, "connection timed out"));
  }

  private void sends() {
    if (!over && out.passes() && daemon.machine().daemon() == daemon) {
      simulation.clock.after(out.delay(), this::arrives);
    }
  }

  private void arrives() {
    if (over || !in.passes() || daemon.machine().daemon() != daemon) {
      return;
    }
    if (out.rejects()) {
      refused();
    } else if (simulation.strangers.answersFor(to)) {
      over = true;
      simulation.clock.after(in.delay(), () -> simulation.strangers.answers(daemon, to));
    } else if (to.isUp()) {
      answers();
    }
  }

  private void answers() {
    SimulatedDaemon there = to.daemon();
    if (to.isDying()) {
      over = true;
      End mine = End.connect(simulation.clock, daemon.machine(), to, simulation.network)[0];
      daemon.links().dialled(mine, to);
      simulation.clock.after(in.delay(), () -> mine.gotReset("reset by the peer"));
    } else if (there == null || !there.listens()) {
      refused();
    } else if (to.backlogHasRoom()) {
      over = true;
      End[] ends = End.connect(simulation.clock, daemon.machine(), to, simulation.network);
      there.links().accepted(ends[1], daemon.machine());
      simulation.clock.after(in.delay(), () -> connected(ends[0]));
    }
  }

  private void connected(End mine) {
    if (daemon.machine().daemon() == daemon) {
      daemon.links().dialled(mine, to);
    } else {
      mine.reset();
    }
  }

  private void refused() {
    over = true;
    simulation.clock.after(
        in.delay(), () -> daemon.work(() -> daemon.feed(failed(true, "connection refused"))));
  }

  private void fails(boolean refused, String reason) {
    if (!over) {
      over = true;
      daemon.feed(failed(refused, reason));
    }
  }

  private Event failed(boolean refused, String reason) {
    return new Event.ConnectFailed(
        to.name(), refused, "connecting to " + to.name() + ": " + reason);
  }
}
