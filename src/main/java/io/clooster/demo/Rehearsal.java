// SPDX-License-Identifier: Apache-2.0
package io.clooster.demo;

import io.clooster.config.Config;
import io.clooster.config.ConfigException;
import io.clooster.config.ConfigReader;
import io.clooster.daemon.Daemon;
import io.clooster.daemon.RouteDirectory;
import io.clooster.daemon.StartFailure;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.BooleanSupplier;

/**
 * A whole failover in this process: both servers start, one stops, the other moves the record and
 * sends its message. Class data made from it holds every class that a failover needs.
 */
public final class Rehearsal {
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final Duration GLANCE = Duration.ofMillis(20);

  /**
   * Two keep-alives: a server that was not heard while it was linked, or whose claim nobody knew,
   * is given a whole minute to show that it lives.
   */
  private static final Duration ACQUAINTED = Duration.ofSeconds(2);

  /** The only name that every machine finds, for the server whose address is looked up. */
  private static final String LOOPBACK = "localhost";

  private Rehearsal() {}

  /**
   * Plays it with the routes below {@code home}.
   *
   * @throws IllegalStateException when the record does not move, or the message does not come
   */
  public static void play(Path home)
      throws IOException, ConfigException, StartFailure, InterruptedException {
    play(home, 1);
    play(home, 2);
  }

  private static void play(Path home, int protocol)
      throws IOException, ConfigException, StartFailure, InterruptedException {
    try (Stage stage = Stage.set(protocol);
        Daemon second = Daemon.start(read(stage.secondConfig(LOOPBACK), home), home)) {
      try (Daemon first = Daemon.start(read(stage.firstConfig(LOOPBACK), home), home)) {
        await("the link", () -> first.linked() && second.linked());
        await("the first look at the record", () -> stage.sandbox.calls().size() > 3);
        if (protocol == 2) {
          await("the claim", stage::claimed);
          Thread.sleep(ACQUAINTED.toMillis());
        }
      }
      await("the record to move", () -> stage.value().equals(LOOPBACK));
      await("the message", () -> !stage.sandbox.pushbullet().pushes().isEmpty());
    }
  }

  private static Config read(Path file, Path home) throws ConfigException {
    return ConfigReader.read(file, RouteDirectory.kamelets(home), name -> null);
  }

  private static void await(String what, BooleanSupplier condition) throws InterruptedException {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() - deadline > 0) {
        throw new IllegalStateException(
            "waited " + PATIENCE.toSeconds() + " s in vain for " + what);
      }
      Thread.sleep(GLANCE.toMillis());
    }
  }
}
