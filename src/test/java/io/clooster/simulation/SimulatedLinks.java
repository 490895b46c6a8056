// SPDX-License-Identifier: Apache-2.0
package io.clooster.simulation;

import io.clooster.failover.Event;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The connections of one run of a server, and its attempts to make them. */
final class SimulatedLinks {
  private final Simulation simulation;
  private final SimulatedDaemon daemon;
  private final Map<Long, SimulatedConnection> proven = new HashMap<>();
  private final Map<String, SimulatedConnection> dialled = new HashMap<>();
  private final List<End> ends = new ArrayList<>();
  private long numbers;

  SimulatedLinks(Simulation simulation, SimulatedDaemon daemon) {
    this.simulation = simulation;
    this.daemon = daemon;
  }

  /** One attempt to connect. */
  void dial(String peer) {
    SimulatedConnection earlier = dialled.remove(peer);
    if (earlier != null) {
      earlier.closeEarlier();
    }
    Machine to = simulation.machines.get(simulation.setup.index(peer));
    new Attempt(simulation, daemon, to).begins();
  }

  void send(long link, Segment segment) {
    SimulatedConnection connection = proven.get(link);
    if (connection != null) {
      connection.send(segment);
    }
  }

  void close(long link) {
    SimulatedConnection connection = proven.get(link);
    if (connection != null) {
      connection.close();
    }
  }

  long proven(SimulatedConnection connection) {
    proven.put(++numbers, connection);
    return numbers;
  }

  void ended(long link) {
    proven.remove(link);
  }

  /** The process ends, and all its connections with it. */
  void end(boolean resets) {
    for (End end : ends) {
      if (resets) {
        end.reset();
      } else {
        end.finish();
      }
    }
  }

  /** The ends of all connections to this server that are still open. */
  List<End> openTo(Machine peer) {
    ends.removeIf(end -> !end.isOpen());
    return ends.stream().filter(end -> end.peer() == peer).toList();
  }

  /** Somebody accepted a connection that we made to this server's port. */
  void accepts(Machine in) {
    if (simulation.setup.protocol() > 1) {
      daemon.work(() -> daemon.feed(new Event.ConnectAccepted(in.name())));
    }
  }

  /** An attempt of ours succeeded. */
  void dialled(End end, Machine peer) {
    accepts(peer);
    ends.add(end);
    SimulatedConnection connection = new SimulatedConnection(daemon, this, end, peer, true);
    dialled.put(peer.name(), connection);
    daemon.work(connection::greets);
  }

  /** Another server connected to us; the kernel says yes before the process does. */
  void accepted(End end, Machine peer) {
    ends.add(end);
    SimulatedConnection connection = new SimulatedConnection(daemon, this, end, peer, false);
    daemon.machine().waitsToBeAccepted();
    daemon.work(
        () -> {
          daemon.machine().accepted();
          connection.greets();
        });
  }
}
