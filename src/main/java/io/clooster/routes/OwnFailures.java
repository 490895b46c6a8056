// SPDX-License-Identifier: Apache-2.0
package io.clooster.routes;

import io.clooster.call.FailureText;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The log of failures of the user's own routes: a few lines for each route and minute, and one line
 * at its end that counts what was left out, however often a route fails. The stack trace is logged
 * at the level DEBUG.
 */
final class OwnFailures {
  /** Lines of one route in a minute. */
  static final int LINES = 3;

  private static final Logger LOG = LoggerFactory.getLogger("clooster");

  private final Duration minute;
  private final Executor threads;
  private final Map<String, Integer> counts = new HashMap<>();

  /** {@code threads} run the ends of minutes. */
  OwnFailures(Executor threads) {
    this(Duration.ofMinutes(1), threads);
  }

  OwnFailures(Duration minute, Executor threads) {
    this.minute = minute;
    this.threads = threads;
  }

  /** A message failed in this route, and nothing in the route minded it. */
  void add(@Nullable String route, Throwable failure) {
    String id = route == null ? "" : route;
    if (count(id) <= LINES) {
      LOG.warn(
          "route={} state=failed: {}; the message that it had is lost, the failover goes on. Mend"
              + " the route, or let an onException of its own mind that",
          id,
          FailureText.of(failure));
    }
    LOG.debug("route={} state=failed", id, failure);
  }

  private synchronized int count(String id) {
    int times = counts.merge(id, 1, Integer::sum);
    if (times == 1) {
      CompletableFuture.delayedExecutor(minute.toMillis(), TimeUnit.MILLISECONDS, threads)
          .execute(() -> end(id));
    }
    return times;
  }

  private synchronized void end(String id) {
    Integer times = counts.remove(id);
    if (times != null && times > LINES) {
      LOG.warn(
          "route={} state=failed: {} times more in the last minute, left out here",
          id,
          times - LINES);
    }
  }
}
