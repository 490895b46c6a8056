// SPDX-License-Identifier: Apache-2.0
package io.clooster.daemon;

/** What ends a Clooster within another application, in a thread that holds up nobody's end. */
final class EndThread {
  private EndThread() {}

  static void run(Runnable end) {
    Thread thread = new Thread(end, "clooster-end");
    thread.setDaemon(true);
    thread.start();
  }
}
