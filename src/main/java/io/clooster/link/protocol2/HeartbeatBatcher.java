// SPDX-License-Identifier: Apache-2.0
package io.clooster.link.protocol2;

import io.clooster.failover.Event;
import io.netty.util.concurrent.EventExecutor;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Reports that say what the one before said show no more than that the peer lives. Those of all
 * links are told together: with many peers, waking the decision for each costs more than all that
 * it does then. Whatever else a link tells has to come after them, as a sign from before another
 * link's end must not pass for one from after it.
 */
final class HeartbeatBatcher {
  /** So long the first one waits for others; nothing beside the three seconds of a silence. */
  static final int TOGETHER_MILLIS = 50;

  private final Consumer<List<Event>> events;
  private List<Event> waiting = new ArrayList<>();

  HeartbeatBatcher(Consumer<List<Event>> events) {
    this.events = events;
  }

  /** Adds one; {@code thread} tells them when it is time. */
  synchronized void add(Event.Reported sign, EventExecutor thread) {
    if (waiting.isEmpty()) {
      thread.schedule(this::tell, TOGETHER_MILLIS, TimeUnit.MILLISECONDS);
    }
    waiting.add(sign);
  }

  /** Tells them now, so that what is told next is told after them. */
  synchronized void tell() {
    if (!waiting.isEmpty()) {
      List<Event> signs = waiting;
      waiting = new ArrayList<>();
      events.accept(signs);
    }
  }
}
