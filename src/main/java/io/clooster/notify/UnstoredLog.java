// SPDX-License-Identifier: Apache-2.0
package io.clooster.notify;

import io.clooster.call.FailureText;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Says in the log that messages can't be stored, why, and what to do: when that begins, when it is
 * another trouble, and once a minute else. It is one fact before the write that a message is about
 * and after it, for each of the notifiers.
 */
final class UnstoredLog {
  /** So long the same is not said again; in nanoseconds. */
  static final long PAUSE = 60_000_000_000L;

  private static final Logger LOG = LoggerFactory.getLogger("clooster");

  private final Path outbox;
  private final LongSupplier nanos;
  private @Nullable DiskTrouble said;
  private long saidAt;

  /** {@code nanos} is the monotonic clock. */
  UnstoredLog(Path outbox, LongSupplier nanos) {
    this.outbox = outbox;
    this.nanos = nanos;
  }

  /**
   * The disk did not take it.
   *
   * @param id of the message
   */
  void failed(String id, Throwable failure) {
    say(id, DiskTrouble.of(failure), FailureText.of(failure));
  }

  /**
   * The disk has neither taken nor refused it for so long.
   *
   * @param id of the message
   */
  void hangs(String id, Duration waited) {
    say(id, DiskTrouble.HANGING, "no answer within " + waited.toSeconds() + " s");
  }

  private synchronized void say(String id, DiskTrouble trouble, String why) {
    long now = nanos.getAsLong();
    if (trouble == said && now - saidAt < PAUSE) {
      return;
    }
    said = trouble;
    saidAt = now;
    LOG.warn(
        "message={} state=unstored: messages can't be written into {}: {}. They are kept in memory"
            + " and delivered from there; what is not delivered when this server ends is lost."
            + " What to do: {}",
        id,
        outbox,
        why,
        trouble.remedy());
  }

  /** The disk has taken a message. */
  synchronized void stored() {
    if (said != null) {
      said = null;
      LOG.info("state=stored: messages can be written into {} again", outbox);
    }
  }
}
