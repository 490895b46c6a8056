// SPDX-License-Identifier: Apache-2.0
package bench;

import io.clooster.failover.Action;
import io.clooster.failover.Event;
import io.clooster.failover.RecordSnapshot;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.SplittableRandom;

/**
 * Simulated time, network and DNS API around the decisions of a group. Packets of one connection
 * arrive in their order, as TCP's do: one that is late holds up those behind it.
 */
final class NetworkConditions {
  static final long MILLI = 1_000_000;
  static final long SECOND = 1000 * MILLI;

  /** How late a packet is at most, not counting the base of the path. */
  private static final long JITTER = 300 * MILLI;

  private static final long BASE = MILLI;

  /** How often a packet may be late again. */
  private static final int TRIES = 6;

  /**
   * How bad it is.
   *
   * @param late the share of packets that come a second later
   * @param again whether such a packet may be late again, and then twice as much, as TCP has it
   * @param stalled the share of a server's seconds that it loses, one second at a time
   */
  record Kind(double late, boolean again, double stalled) {}

  private record Due(long at, long order, Runnable what) {}

  /** What was seen so far. */
  static final class Counts {
    long reports;
    long stalls;
    long late;
    long suspicions;
    long lost;
    long vetoes;
    long writes;

    /** Silences of three seconds of the server that holds the record, by a watcher's clock. */
    long bare;
  }

  private final PriorityQueue<Due> dues =
      new PriorityQueue<>(Comparator.comparingLong(Due::at).thenComparingLong(Due::order));
  private final Counts counts = new Counts();
  private final Kind kind;
  private final SplittableRandom dice;
  private final List<SimulatedServer> servers = new ArrayList<>();
  private final Map<String, SimulatedServer> byName = new HashMap<>();
  private String record = name(1);
  private long now;
  private long order;
  private long links;

  NetworkConditions(Kind kind, int size, long seed) {
    this.kind = kind;
    dice = new SplittableRandom(seed);
    List<String> names = new ArrayList<>();
    for (int i = 1; i <= size; i++) {
      names.add(name(i));
    }
    for (String name : names) {
      SimulatedServer server = new SimulatedServer(this, name, names, dice.split());
      servers.add(server);
      byName.put(name, server);
    }
    servers.forEach(SimulatedServer::start);
  }

  static String name(int number) {
    return "srv" + number + ".example.com";
  }

  Counts counts() {
    return counts;
  }

  long now() {
    return now;
  }

  Kind kind() {
    return kind;
  }

  void after(long delay, Runnable what) {
    dues.add(new Due(now + delay, order++, what));
  }

  /** Time passes. */
  void pass(Duration time) {
    long end = now + time.toNanos();
    while (!dues.isEmpty() && dues.peek().at <= end) {
      Due due = dues.remove();
      now = due.at;
      due.what.run();
    }
    now = end;
  }

  /**
   * The holder of the record dies; how long until the record is moved, null when it is not within a
   * minute.
   */
  Duration die() {
    SimulatedServer victim = byName.get(record);
    long begun = now;
    long before = counts.writes;
    victim.die();
    while (counts.writes == before) {
      if (now - begun > 60 * SECOND) {
        return null;
      }
      pass(Duration.ofMillis(10));
    }
    return Duration.ofNanos(now - begun);
  }

  /** The delay of one packet. */
  long packet() {
    long delay = BASE + dice.nextLong(JITTER);
    long late = SECOND;
    for (int i = 0; i < TRIES && dice.nextDouble() < kind.late; i++) {
      counts.late++;
      delay += late;
      late *= 2;
      if (!kind.again) {
        break;
      }
    }
    return delay;
  }

  /**
   * A connection is made, or not: SYN, its answer, TLS and the proofs are three times there and
   * back.
   */
  void connect(SimulatedServer from, String peer) {
    SimulatedServer to = byName.get(peer);
    long trips = 0;
    for (int i = 0; i < 6; i++) {
      trips += packet();
    }
    after(
        trips,
        () -> {
          if (!to.alive()) {
            from.feed(new Event.ConnectFailed(peer, false, "no answer"));
            return;
          }
          Pipe pipe = new Pipe(from, to, ++links, ++links);
          from.opened(pipe, true);
          to.opened(pipe, false);
        });
  }

  void ask(SimulatedServer from, Action.ReadRecord read) {
    after(
        20 * MILLI + packet() + packet(),
        () -> from.feed(new Event.RecordRead(read.number(), new RecordSnapshot(record, "record"))));
  }

  void ask(SimulatedServer from, Action.WriteRecord write) {
    after(
        20 * MILLI + packet(),
        () -> {
          record = write.value();
          counts.writes++;
          after(packet(), () -> from.feed(new Event.RecordWritten(write.number())));
        });
  }

  /** A connection of two servers, known to each by another number. */
  final class Pipe {
    final SimulatedServer dialler;
    final SimulatedServer acceptor;
    final long dialled;
    final long accepted;
    private long toDialler;
    private long toAcceptor;
    private boolean closed;

    Pipe(SimulatedServer dialler, SimulatedServer acceptor, long dialled, long accepted) {
      this.dialler = dialler;
      this.acceptor = acceptor;
      this.dialled = dialled;
      this.accepted = accepted;
    }

    long linkOf(SimulatedServer server) {
      return server == dialler ? dialled : accepted;
    }

    SimulatedServer peerOf(SimulatedServer server) {
      return server == dialler ? acceptor : dialler;
    }

    /** What {@code from} sends arrives in order, or never, when the connection has been closed. */
    void send(SimulatedServer from, Event atPeer) {
      if (closed) {
        return;
      }
      SimulatedServer to = peerOf(from);
      long arrival = now + packet();
      if (to == dialler) {
        arrival = toDialler = Math.max(arrival, toDialler);
      } else {
        arrival = toAcceptor = Math.max(arrival, toAcceptor);
      }
      after(
          arrival - now,
          () -> {
            if (!closed) {
              to.hear(this, atPeer);
            }
          });
    }

    /** A reset: what is under way is lost. */
    void close(SimulatedServer by) {
      if (!closed) {
        closed = true;
        counts.lost++;
        by.closed(this, "closed by us");
        SimulatedServer other = peerOf(by);
        after(packet(), () -> other.closed(this, "closed by the peer"));
      }
    }
  }
}
