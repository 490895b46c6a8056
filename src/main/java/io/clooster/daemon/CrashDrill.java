// SPDX-License-Identifier: Apache-2.0
package io.clooster.daemon;

import io.clooster.call.FailureText;
import io.clooster.config.Config;
import io.clooster.failover.Status;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.camel.Body;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The operator has this server end as if it had died, to see that another one takes its place. What
 * starts it again is not ours; the next start waits until that has had its time.
 */
public final class CrashDrill {
  /** As after a {@code kill -9}. */
  private static final int KILLED = 128 + 9;

  private static final int CONFLICT = 409;
  private static final int NOT_STORED = 507;

  /** By then the order is answered. */
  private static final Duration ANSWERED = Duration.ofMillis(300);

  /** So much longer than the window a take-over may take, at a slow provider. */
  private static final Duration TAKE_OVER = Duration.ofSeconds(8);

  private static final Logger LOG = LoggerFactory.getLogger("clooster");

  private final CrashFile file;
  private final Duration away;
  private final boolean embedded;
  private final Clock clock;
  private final Runnable end;

  /** {@code embedded} is whether other things run in this process. */
  public CrashDrill(Config config, boolean embedded) {
    this(
        new CrashFile(config.stateDir()),
        config.link().confirm().plus(TAKE_OVER),
        embedded,
        Clock.systemUTC(),
        () -> Runtime.getRuntime().halt(KILLED));
  }

  CrashDrill(CrashFile file, Duration away, boolean embedded, Clock clock, Runnable end) {
    this.file = file;
    this.away = away;
    this.embedded = embedded;
    this.clock = clock;
    this.end = end;
  }

  /**
   * What is answered before the end.
   *
   * @param answer plain data for JSON
   */
  public record Ordered(Map<String, Object> answer) {}

  /**
   * This process ends in a moment, without a farewell.
   *
   * @throws OrderRefused where that is no drill, but a loss
   */
  public Ordered crash(@Body Status status) throws OrderRefused {
    Operator.groupOnly(status);
    if (embedded) {
      throw refused("Clooster runs inside another application here, which would end with it");
    } else if (!status.server().equals(status.role().holder())) {
      throw refused(status.server() + " does not hold the record: say it on the server that does");
    } else if (status.heldFor() != null) {
      throw refused("an operator has all moves held: clooster release ends that");
    } else if (Operator.isTheLast(status)) {
      throw refused("no other server could hold the record now (linked, healthy and not drained)");
    }
    try {
      file.store(clock.instant().plus(away));
    } catch (IOException e) {
      throw new OrderRefused(
          NOT_STORED,
          "the next start would not know that it is to wait ("
              + FailureText.of(e)
              + "), so nothing was done");
    }
    LOG.warn(
        "server={} state=crashing: an operator wants to see another one take its place",
        status.server());
    CompletableFuture.delayedExecutor(ANSWERED.toMillis(), TimeUnit.MILLISECONDS).execute(end);
    return new Ordered(Map.of("done", true, "away_seconds", away.toMillis() / 1e3));
  }

  private static OrderRefused refused(String why) {
    return new OrderRefused(CONFLICT, why + ", so nothing was done");
  }
}
