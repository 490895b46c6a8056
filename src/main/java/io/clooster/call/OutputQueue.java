// SPDX-License-Identifier: Apache-2.0
package io.clooster.call;

import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a process prints, written by a thread of its own: whoever reads it may stand still, and
 * nobody else must. What there is no room for is left out, and counted.
 */
final class OutputQueue {
  /** So many characters wait at most. */
  static final int MOST = 256 * 1024;

  private static final Logger LOG = LoggerFactory.getLogger("clooster");

  private final Deque<Text> waiting = new ArrayDeque<>();
  private int characters;
  private int leftOut;
  private boolean writes;

  private record Text(PrintStream out, String text) {}

  /** Begins to write. */
  static OutputQueue begun() {
    OutputQueue queue = new OutputQueue();
    Thread writer = new Thread(queue::write, "output");
    writer.setDaemon(true);
    writer.start();
    return queue;
  }

  /** Has this text written to that stream, after all that came before. */
  synchronized void add(PrintStream out, String text) {
    if (characters + text.length() > MOST) {
      leftOut++;
      return;
    }
    waiting.add(new Text(out, text));
    characters += text.length();
    notifyAll();
  }

  /** Waits until all is written, but no longer than that. */
  synchronized void finish(Duration patience) throws InterruptedException {
    long end = System.nanoTime() + patience.toNanos();
    long left = patience.toMillis();
    while ((writes || !waiting.isEmpty()) && left > 0) {
      wait(left);
      left = Duration.ofNanos(end - System.nanoTime()).toMillis();
    }
  }

  private void write() {
    try {
      while (true) {
        Text next = next();
        next.out().print(next.text());
        next.out().flush();
        int lost = written(next);
        if (lost > 0) {
          LOG.warn(
              "log={} state=left out: lines of this log, as whoever reads it stood still", lost);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private synchronized Text next() throws InterruptedException {
    while (waiting.isEmpty()) {
      wait();
    }
    writes = true;
    return waiting.remove();
  }

  /** How many were left out, as soon as there is room again. */
  private synchronized int written(Text text) {
    writes = false;
    characters -= text.text().length();
    notifyAll();
    int lost = waiting.isEmpty() ? leftOut : 0;
    leftOut -= lost;
    return lost;
  }
}
