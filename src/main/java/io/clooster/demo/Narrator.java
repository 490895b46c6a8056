// SPDX-License-Identifier: Apache-2.0
package io.clooster.demo;

import io.clooster.sandbox.Push;
import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import java.util.function.BooleanSupplier;

/** Tells what happens when it happens: each value of the record, each message, each stage. */
final class Narrator {
  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final Duration GLANCE = Duration.ofMillis(5);

  private final DemoEnvironment environment;
  private final PrintStream out;
  private final long begin = System.nanoTime();
  private String shown = "";
  private int told;

  Narrator(DemoEnvironment environment, PrintStream out) {
    this.environment = environment;
    this.out = out;
  }

  void say(String line) {
    out.printf("%5.1f s  %s%n", (System.nanoTime() - begin) / 1e9, line);
    out.flush();
  }

  /** How many messages have come. */
  int messages() {
    return environment.sandbox.pushbullet().pushes().size();
  }

  /** When the last one came; {@link System#nanoTime}. */
  long lastMessage() {
    return environment.sandbox.pushbullet().pushes().get(messages() - 1).nanos();
  }

  /** Waits, and tells what happens meanwhile. */
  void await(String what, List<DemoServer> servers, BooleanSupplier condition)
      throws InterruptedException {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (true) {
      boolean done = condition.getAsBoolean();
      watch(what, servers);
      if (done) {
        return;
      }
      if (System.nanoTime() - deadline > 0) {
        throw new IllegalStateException(
            "waited "
                + PATIENCE.toSeconds()
                + " s in vain for "
                + what
                + ". This machine may be too busy; what the servers say is in the *.log files of "
                + environment.directory);
      }
      Thread.sleep(GLANCE.toMillis());
    }
  }

  /** Lets so many seconds pass, and tells what happens meanwhile. */
  void pass(long seconds, List<DemoServer> servers) throws InterruptedException {
    long end = System.nanoTime() + Duration.ofSeconds(seconds).toNanos();
    while (System.nanoTime() - end < 0) {
      watch("time to pass", servers);
      Thread.sleep(GLANCE.toMillis());
    }
  }

  private void watch(String what, List<DemoServer> servers) {
    String value = environment.value();
    if (!value.equals(shown)) {
      shown = value;
      say("    " + DemoEnvironment.RECORD + "  CNAME  " + value);
    }
    List<Push> pushes = environment.sandbox.pushbullet().pushes();
    for (Push push : pushes.subList(told, pushes.size())) {
      say("    Your phone says: " + push.title() + ". " + push.body() + ".");
    }
    told = pushes.size();
    for (DemoServer server : servers) {
      if (!server.alive()) {
        throw new IllegalStateException(
            "a server ended while waiting for " + what + ":\n" + server.output());
      }
    }
  }
}
