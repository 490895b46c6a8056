// SPDX-License-Identifier: Apache-2.0
package io.clooster.simulation;

import io.clooster.failover.Event;
import io.clooster.failover.HelloFault;
import io.clooster.failover.HelloOrigin;
import io.clooster.failover.ServerList;

/** A connection as the shell of one server follows it: hello, heartbeats, end. */
final class SimulatedConnection {
  private static final long HELLO_WITHIN = 10 * Clock.SECOND;

  private final SimulatedDaemon daemon;
  private final SimulatedLinks links;
  private final End end;
  private final Machine peer;
  private final boolean dialled;
  private long link;
  private boolean over;

  SimulatedConnection(
      SimulatedDaemon daemon, SimulatedLinks links, End end, Machine peer, boolean dialled) {
    this.daemon = daemon;
    this.links = links;
    this.end = end;
    this.peer = peer;
    this.dialled = dialled;
  }

  /** Says hello first, and then takes what comes. */
  void greets() {
    end.send(daemon.hello());
    end.readBy(
        segment -> daemon.work(() -> read(segment)), reason -> daemon.work(() -> ends(reason)));
    daemon.later(
        HELLO_WITHIN,
        () -> {
          if (link == 0) {
            fails(HelloFault.BROKEN, "no hello within 10 s");
          }
        });
  }

  void send(Segment segment) {
    if (!over) {
      end.send(segment);
    }
  }

  /** The decision gives it up. */
  void close() {
    end.reset();
    daemon.later(Clock.MILLI / 5, () -> ends("closed by us"));
  }

  /** It makes room for a new one. */
  void closeEarlier() {
    end.finish();
    ends("closed by us");
  }

  private void read(Segment segment) {
    if (over) {
      return;
    }
    if (segment instanceof Segment.Hello hello) {
      read(hello);
    } else if (segment instanceof Segment.Fin) {
      end.vanish();
      ends("closed by the peer");
    } else if (link != 0) {
      daemon.feed(event(segment));
    }
  }

  private void read(Segment.Hello theirs) {
    Segment.Hello ours = daemon.hello();
    if (!theirs.rightKey() || !ours.rightKey()) {
      fails(HelloFault.WRONG_KEY, "wrong key or server name");
    } else if (!theirs.rightLists() || !ours.rightLists()) {
      fails(HelloFault.OTHER_CONFIG, "the configurations differ");
    } else if (!ours.has(peer)) {
      isNoServer();
    } else if (!theirs.has(daemon.machine())) {
      HelloFault fault = theirs.isNewer(ours) ? HelloFault.TAKEN_OFF : HelloFault.OTHER_CONFIG;
      fails(fault, "the configurations differ: the list of servers");
    } else {
      ServerList list = theirs.differing(ours);
      if (list != null) {
        daemon.machine().keeps(list);
      }
      link = links.proven(this);
      daemon.feed(new Event.LinkOpened(peer.name(), link, dialled, list));
    }
  }

  /** It has the key, and is none of our list: a line in the log is all that comes of it. */
  private void isNoServer() {
    over = true;
    end.finish();
  }

  private Event event(Segment segment) {
    if (segment instanceof Segment.KeepAlive alive) {
      return new Event.Reported(link, alive.report());
    } else if (segment instanceof Segment.Leave leave) {
      return new Event.Leaving(link, leave.reason(), leave.backWithin());
    } else if (segment instanceof Segment.Order order) {
      return new Event.OrderPassed(link, order.order(), order.target());
    } else if (segment instanceof Segment.Answer answer) {
      return new Event.OrderAnswered(link, answer.order(), answer.refusal());
    }
    return new Event.Heard(link);
  }

  private void fails(HelloFault fault, String reason) {
    if (!over) {
      over = true;
      end.finish();
      if (dialled || fault != HelloFault.BROKEN) {
        HelloOrigin origin = dialled ? HelloOrigin.DIALLED : HelloOrigin.ADDRESS;
        daemon.feed(new Event.HelloFailed(peer.name(), fault, origin, reason));
      }
    }
  }

  private void ends(String reason) {
    if (over) {
      return;
    }
    if (link != 0) {
      over = true;
      links.ended(link);
      daemon.feed(new Event.LinkClosed(link, reason));
    } else {
      fails(HelloFault.BROKEN, "closed before its hello");
    }
  }
}
