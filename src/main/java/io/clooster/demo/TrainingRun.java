// SPDX-License-Identifier: Apache-2.0
package io.clooster.demo;

import io.clooster.config.ConfigException;
import io.clooster.config.ConfigReader;
import io.clooster.daemon.Daemon;
import io.clooster.daemon.RouteDirectory;
import io.clooster.daemon.StartFailure;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.BooleanSupplier;

/**
 * A whole failover in this process: both servers start, one stops, the other moves the record and
 * sends its message. The CDS archive made from it holds every class that a failover needs.
 */
final class TrainingRun {
  /** Long, as it is played at the lowest priority beside a busy server's own work. */
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private static final Duration GLANCE = Duration.ofMillis(20);

  /**
   * Two keep-alives: a server that was not heard while it was linked, or whose claim nobody knew,
   * is given a whole minute to show that it lives.
   */
  private static final Duration ACQUAINTED = Duration.ofSeconds(2);

  /** The only name that every machine finds, for the server whose address is looked up. */
  private static final String LOOPBACK = "localhost";

  private TrainingRun() {}

  /**
   * Plays it with the shipped routes and none of the user's, which would tell somebody of it.
   *
   * @throws IllegalStateException when the record does not move, or the message does not come
   */
  static void play() throws IOException, ConfigException, StartFailure, InterruptedException {
    try (DemoEnvironment environment = DemoEnvironment.create()) {
      List<Path> configs = PairFile.write(environment, LOOPBACK);
      try (Daemon second = start(configs.get(1), environment)) {
        try (Daemon first = start(configs.get(0), environment)) {
          awaitLinked(environment, first, second);
        }
        awaitTakeover(environment, LOOPBACK);
      }
    }
    try (DemoEnvironment environment = DemoEnvironment.create()) {
      List<Path> configs = environment.configs();
      try (Daemon second = start(configs.get(1), environment)) {
        try (Daemon first = start(configs.get(0), environment)) {
          awaitLinked(environment, first, second);
          await("the claim", () -> environment.claims() > 0);
          Thread.sleep(ACQUAINTED.toMillis());
        }
        awaitTakeover(environment, DemoEnvironment.SECOND);
      }
    }
  }

  private static void awaitLinked(DemoEnvironment environment, Daemon first, Daemon second)
      throws InterruptedException {
    await("the link", () -> first.linked() && second.linked());
    await("the first look at the record", () -> environment.sandbox.calls().size() > 3);
  }

  private static void awaitTakeover(DemoEnvironment environment, String by)
      throws InterruptedException {
    await("the record to move", () -> environment.value().equals(by));
    await("the message", () -> !environment.sandbox.pushbullet().pushes().isEmpty());
  }

  private static Daemon start(Path config, DemoEnvironment environment)
      throws ConfigException, StartFailure {
    Path home = environment.directory;
    return Daemon.start(
        ConfigReader.read(config, RouteDirectory.kamelets(home), name -> null), home);
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
