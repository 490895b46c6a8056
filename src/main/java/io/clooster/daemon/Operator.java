// SPDX-License-Identifier: Apache-2.0
package io.clooster.daemon;

import io.clooster.call.FailureText;
import io.clooster.config.Config;
import io.clooster.config.DrainTime;
import io.clooster.failover.Event;
import io.clooster.failover.Status;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import org.apache.camel.Body;
import org.apache.camel.Variable;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the operator of this server tells it: stored first, an event for the decision then. So what
 * was answered outlives a restart, and what was killed in between counts from the next start on.
 */
public final class Operator {
  private static final Logger LOG = LoggerFactory.getLogger("clooster");

  private final DrainFile file;
  private final Clock clock;

  /** Of the server of this configuration. */
  public Operator(Config config) {
    this(new DrainFile(config.stateDir()), Clock.systemUTC());
  }

  Operator(DrainFile file, Clock clock) {
    this.file = file;
    this.clock = clock;
  }

  /**
   * Takes this server out of service.
   *
   * @param lasts as in {@code 30m}; null or empty for until it is resumed
   * @param anyway {@code true} for also where no other server could hold the record
   * @throws OrderRefused where that is not to be, with the reason
   */
  public OperatorOrder drain(
      @Body Status status,
      @Variable("lasts") @Nullable String lasts,
      @Variable("anyway") @Nullable String anyway)
      throws OrderRefused {
    groupOnly(status);
    Duration time = time(lasts);
    if (!"true".equals(anyway) && isTheLast(status)) {
      throw new OrderRefused(
          409,
          "no other server could hold the record now (linked, healthy and not drained), so nothing"
              + " was changed; --anyway drains this one all the same");
    }
    try {
      file.write(time, clock.instant());
    } catch (IOException e) {
      throw new OrderRefused(
          507,
          "it can't be stored ("
              + FailureText.of(e)
              + "), and would be forgotten at a restart, so nothing was changed: look at the disk"
              + " of the state directory, and whether the daemon may write there");
    }
    return new OperatorOrder(new Event.Drain(time), null);
  }

  /** Puts it into service again, whatever the disk says: that may be what a failover waits for. */
  public OperatorOrder resume(@Body Status status) throws OrderRefused {
    groupOnly(status);
    try {
      file.delete();
      return new OperatorOrder(new Event.Resume(), null);
    } catch (IOException e) {
      String why = FailureText.of(e);
      LOG.warn("state=left: {} can't be deleted: {}", file, why);
      return new OperatorOrder(
          new Event.Resume(),
          "it is drained again after a restart, as " + file + " can't be deleted: " + why);
    }
  }

  private static Duration time(@Nullable String lasts) throws OrderRefused {
    if (lasts == null || lasts.isEmpty()) {
      return Duration.ZERO;
    }
    try {
      return DrainTime.of(lasts);
    } catch (IllegalArgumentException e) {
      throw new OrderRefused(400, "for: " + e.getMessage());
    }
  }

  private static void groupOnly(Status status) throws OrderRefused {
    if (status.protocol() == 1) {
      throw new OrderRefused(
          409,
          "protocol 1 has no word for that, so nothing was changed: stop this server to have the"
              + " record moved, or write \"protocol\": 2 into both servers' files");
    }
  }

  /** What is not known to be eligible is not. */
  private static boolean isTheLast(Status status) {
    return status.peers().stream()
        .noneMatch(
            peer -> peer.state().equals("connected") && Boolean.TRUE.equals(peer.eligible()));
  }
}
