// SPDX-License-Identifier: Apache-2.0
package io.clooster.daemon;

/** What ends a Clooster within another application, in a thread that holds up nobody's end. */
final class EndThread {
  private EndThread() {}

  /** True when the process is on its way out, whoever has ended it. */
  static boolean isProcessEnding() {
    Thread hook = new Thread(() -> {}, "clooster-asks");
    try {
      Runtime.getRuntime().addShutdownHook(hook);
      Runtime.getRuntime().removeShutdownHook(hook);
      return false;
    } catch (IllegalStateException e) {
      return true;
    }
  }

  static void run(Runnable end) {
    Thread thread = new Thread(end, "clooster-end");
    thread.setDaemon(true);
    thread.start();
  }
}
