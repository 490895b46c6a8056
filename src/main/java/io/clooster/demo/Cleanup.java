// SPDX-License-Identifier: Apache-2.0
package io.clooster.demo;

import java.util.ArrayDeque;
import java.util.Deque;

/** Undoes what was set up, last first, at the end and also when Ctrl-C is the end. */
final class Cleanup implements AutoCloseable {
  private final Deque<AutoCloseable> undo = new ArrayDeque<>();
  private final Thread hook = new Thread(this::interrupted, "cleanup");
  private final Runnable farewell;

  /** {@code farewell} is done after it when Ctrl-C was the end. */
  Cleanup(Runnable farewell) {
    this.farewell = farewell;
    Runtime.getRuntime().addShutdownHook(hook);
  }

  synchronized <T extends AutoCloseable> T add(T closeable) {
    undo.push(closeable);
    return closeable;
  }

  @Override
  public void close() {
    undo();
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // The hook runs already, and finds nothing left to do.
    }
  }

  private void interrupted() {
    undo();
    farewell.run();
  }

  private synchronized void undo() {
    while (!undo.isEmpty()) {
      try {
        undo.pop().close();
      } catch (Exception e) {
        System.err.println("clooster: could not clean up: " + e);
      }
    }
  }
}
