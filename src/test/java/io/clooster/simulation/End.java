// SPDX-License-Identifier: Apache-2.0
package io.clooster.simulation;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One end of a TCP connection, as the kernel of its machine keeps it: bytes arrive in order, are
 * sent again with growing pauses while nobody acknowledges them, and meet a reset where the other
 * end is not known any more.
 */
final class End {
  private static final long FIRST_RETRY = 200 * Clock.MILLI;
  private static final long LONGEST_RETRY = 120 * Clock.SECOND;

  /** Linux gives up after 15 retries: some quarter of an hour. */
  private static final long GIVES_UP = 924 * Clock.SECOND;

  private final Clock clock;
  private final Machine machine;
  private final int boot;
  private final Path out;
  private final Path in;
  private final Deque<Segment> unsent = new ArrayDeque<>();
  private final Deque<Segment> unread = new ArrayDeque<>();
  private @Nullable End other;
  private @Nullable Consumer<Segment> reader;
  private @Nullable Consumer<String> resetReader;
  private @Nullable String resetUnread;
  private boolean open = true;
  private boolean orphaned;
  private boolean waiting;
  private boolean unacknowledged;
  private long retry = FIRST_RETRY;
  private long waitingSince;
  private long lastArrival;

  private End(Clock clock, Machine machine, Path out, Path in) {
    this.clock = clock;
    this.machine = machine;
    this.boot = machine.boot();
    this.out = out;
    this.in = in;
  }

  /** The two ends of a new connection. */
  static End[] connect(Clock clock, Machine from, Machine to, Network network) {
    Path out = network.path(from.index(), to.index());
    Path in = network.path(to.index(), from.index());
    End one = new End(clock, from, out, in);
    End two = new End(clock, to, in, out);
    one.other = two;
    two.other = one;
    return new End[] {one, two};
  }

  /** Who takes what arrives, and the news that the connection was reset. */
  void readBy(Consumer<Segment> segments, Consumer<String> reset) {
    reader = segments;
    resetReader = reset;
    while (!unread.isEmpty()) {
      segments.accept(unread.remove());
    }
    if (resetUnread != null) {
      reset.accept(resetUnread);
    }
  }

  boolean isOpen() {
    return open && machine.boot() == boot;
  }

  /** The machine at the other end. */
  Machine peer() {
    return other().machine;
  }

  void send(Segment segment) {
    if (isOpen()) {
      unsent.add(segment);
      push();
    }
  }

  /** The end of the process: what it sent is still delivered, and a FIN. */
  void finish() {
    if (isOpen()) {
      send(new Segment.Fin());
      open = false;
      orphaned = true;
    }
  }

  /** Ends it at once; the other side hears of it where the path passes. */
  void reset() {
    if (isOpen()) {
      vanish();
      sendReset();
    }
  }

  /** Ends this end without a word. */
  void vanish() {
    open = false;
    orphaned = false;
    unsent.clear();
  }

  /** A reset arrived. */
  void gotReset(String reason) {
    if (isOpen()) {
      vanish();
      if (resetReader == null) {
        resetUnread = reason;
      } else {
        resetReader.accept(reason);
      }
    }
    orphaned = false;
  }

  private void takes(Segment segment) {
    if (reader == null) {
      unread.add(segment);
    } else {
      reader.accept(segment);
    }
  }

  private End other() {
    if (other == null) {
      throw new IllegalStateException("An end without another one");
    }
    return other;
  }

  private void sendReset() {
    End peer = other();
    if (out.passes()) {
      clock.after(out.delay(), () -> peer.gotReset("reset by the peer"));
    }
  }

  private boolean sends() {
    return (open || orphaned) && machine.boot() == boot && machine.isUp();
  }

  private void push() {
    if (!waiting) {
      transmit();
    }
  }

  private void transmit() {
    if (!out.passes() || !other().machine.isUp()) {
      retryLater();
      return;
    }
    while (!unsent.isEmpty()) {
      Segment segment = unsent.remove();
      lastArrival = Math.max(lastArrival, clock.now() + out.delay());
      clock.after(lastArrival - clock.now(), () -> arrives(segment));
    }
    unacknowledged = !in.passes();
    if (unacknowledged) {
      retryLater();
    } else {
      retry = FIRST_RETRY;
      waitingSince = 0;
    }
  }

  private void retryLater() {
    waiting = true;
    if (waitingSince == 0) {
      waitingSince = clock.now();
    }
    clock.after(retry, this::retries);
    retry = Math.min(2 * retry, LONGEST_RETRY);
  }

  private void retries() {
    waiting = false;
    if (!sends()) {
      return;
    }
    if (clock.now() - waitingSince > GIVES_UP) {
      gotReset("timed out");
    } else {
      transmit();
    }
  }

  private void arrives(Segment segment) {
    End peer = other();
    if (!peer.machine.isUp()) {
      if (sends()) {
        unsent.addFirst(segment);
        push();
      }
    } else if (peer.isOpen()) {
      peer.takes(segment);
    } else if (in.passes()) {
      clock.after(in.delay(), () -> gotReset("reset by the peer"));
    }
  }
}
