// SPDX-License-Identifier: Apache-2.0
package bench;

import io.clooster.failover.Action;
import io.clooster.failover.Event;
import io.clooster.failover.Failover;
import io.clooster.failover.GroupFailover;
import io.clooster.failover.GroupSettings;
import io.clooster.failover.Moment;
import io.clooster.failover.RenewalPace;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.SplittableRandom;

/**
 * One server of {@link NetworkConditions}: the daemon's decision with the daemon's default periods,
 * its timers, and a process that stands still for a second now and then. What comes meanwhile
 * waits.
 */
final class SimulatedServer {
  private static final long BEAT = 200 * NetworkConditions.MILLI;
  private static final long SILENCE = 3 * NetworkConditions.SECOND;

  private final NetworkConditions conditions;
  private final String name;
  private final List<String> names;
  private final SplittableRandom dice;
  private final Map<Long, NetworkConditions.Pipe> pipes = new HashMap<>();
  private final Map<String, Long> heard = new HashMap<>();
  private final Queue<Event> waiting = new ArrayDeque<>();
  private Failover decision;
  private long stalledUntil;
  private boolean alive = true;

  SimulatedServer(
      NetworkConditions conditions, String name, List<String> names, SplittableRandom dice) {
    this.conditions = conditions;
    this.name = name;
    this.names = names;
    this.dice = dice;
  }

  void start() {
    List<GroupSettings.Server> servers =
        names.stream().map(each -> new GroupSettings.Server(each, true)).toList();
    GroupSettings settings =
        new GroupSettings(
            name + "-1",
            name,
            servers,
            "www.example.com",
            Duration.ofSeconds(1),
            Duration.ofSeconds(3),
            Duration.ofSeconds(2),
            Duration.ofSeconds(1),
            Duration.ofSeconds(30),
            true,
            Duration.ofSeconds(60),
            false,
            true,
            false,
            RenewalPace.most(0),
            Set.of(),
            false);
    decision = new GroupFailover(settings, new Moment(conditions.now()), dice.split());
    every(BEAT, new Event.Tick());
    every(NetworkConditions.SECOND, new Event.KeepAliveDue());
    stall();
  }

  boolean alive() {
    return alive;
  }

  /** As a power failure: not a word, and nobody there who refuses. */
  void die() {
    alive = false;
  }

  void feed(Event event) {
    if (!alive) {
      return;
    }
    if (stalled()) {
      waiting.add(event);
    } else {
      take(event);
    }
  }

  void opened(NetworkConditions.Pipe pipe, boolean dialled) {
    pipes.put(pipe.linkOf(this), pipe);
    feed(new Event.LinkOpened(pipe.peerOf(this).name, pipe.linkOf(this), dialled));
  }

  void hear(NetworkConditions.Pipe pipe, Event event) {
    if (event instanceof Event.Reported) {
      conditions.counts().reports++;
    }
    feed(event);
  }

  void closed(NetworkConditions.Pipe pipe, String reason) {
    if (pipes.remove(pipe.linkOf(this)) != null) {
      feed(new Event.LinkClosed(pipe.linkOf(this), reason));
    }
  }

  private void take(Event event) {
    if (event instanceof Event.Reported reported && pipes.containsKey(reported.link())) {
      watch(pipes.get(reported.link()).peerOf(this).name);
    }
    decision.on(event, new Moment(conditions.now())).forEach(this::act);
  }

  /** What the bare rule would make of it. */
  private void watch(String peer) {
    Long last = heard.put(peer, conditions.now());
    if (last != null && conditions.now() - last >= SILENCE && peer.equals(names.get(0))) {
      conditions.counts().bare++;
    }
  }

  private void act(Action action) {
    if (action instanceof Action.SendReport send) {
      send(send.link(), send);
    } else if (action instanceof Action.CloseLink close) {
      NetworkConditions.Pipe pipe = pipes.get(close.link());
      if (pipe != null) {
        pipe.close(this);
      }
    } else if (action instanceof Action.Connect connect) {
      conditions.connect(this, connect.peer());
    } else if (action instanceof Action.ReadRecord read) {
      conditions.ask(this, read);
    } else if (action instanceof Action.WriteRecord write) {
      conditions.ask(this, write);
    } else if (action instanceof Action.Log log) {
      count(log);
    }
  }

  private void send(long link, Action.SendReport send) {
    NetworkConditions.Pipe pipe = pipes.get(link);
    if (pipe != null) {
      pipe.send(this, new Event.Reported(pipe.linkOf(pipe.peerOf(this)), send.report()));
    }
  }

  private void count(Action.Log log) {
    if (log.kind().equals("peer-suspect")) {
      conditions.counts().suspicions++;
    } else if (log.kind().equals("peer-cut-off")) {
      conditions.counts().vetoes++;
    }
    if (System.getenv("CLOOSTER_BENCH_LOG") != null) {
      System.out.printf("%.3f %s %s %s%n", conditions.now() / 1e9, name, log.kind(), log.values());
    }
  }

  /** A timer of the daemon; what is due while it stands still comes once, right afterwards. */
  private void every(long period, Event event) {
    conditions.after(
        period,
        new Runnable() {
          @Override
          public void run() {
            if (!waiting.contains(event)) {
              feed(event);
            }
            conditions.after(period, this);
          }
        });
  }

  private boolean stalled() {
    return conditions.now() < stalledUntil;
  }

  private void stall() {
    conditions.after(
        NetworkConditions.SECOND,
        () -> {
          if (dice.nextDouble() < conditions.kind().stalled()) {
            conditions.counts().stalls++;
            stalledUntil = conditions.now() + NetworkConditions.SECOND;
            conditions.after(NetworkConditions.SECOND, this::thaw);
          }
          stall();
        });
  }

  private void thaw() {
    while (!stalled() && !waiting.isEmpty()) {
      take(waiting.remove());
    }
  }
}
