// SPDX-License-Identifier: Apache-2.0
package io.clooster.notify;

import io.clooster.call.FailureText;
import io.clooster.message.Message;
import java.nio.file.Path;
import java.util.function.LongSupplier;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Says in the log that a message can't be put into the outbox, and why: when that begins, when the
 * reason is another one, and once a minute else.
 */
public final class UnstoredMessages implements Processor {
  /** So long the same is not said again; in nanoseconds. */
  static final long PAUSE = 60_000_000_000L;

  private static final Logger LOG = LoggerFactory.getLogger(UnstoredMessages.class);

  private final Path outbox;
  private final LongSupplier nanos;
  private @Nullable String said;
  private long saidAt;

  /** Of the outbox in this directory. */
  public UnstoredMessages(String stateDirectory) {
    this(stateDirectory, System::nanoTime);
  }

  /** {@code nanos} is the monotonic clock. */
  UnstoredMessages(String stateDirectory, LongSupplier nanos) {
    this.outbox = Path.of(stateDirectory, "outbox");
    this.nanos = nanos;
  }

  @Override
  public void process(Exchange exchange) {
    Exception failure = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Exception.class);
    Message message = exchange.getVariable("message", Message.class);
    String reason = failure == null ? "no reason given" : FailureText.of(failure);
    if (isNews(reason)) {
      LOG.warn(
          "message={} state=unstored: it can't be written into {}: {}. It waits in memory, and is"
              + " tried again; look at the disk there, and whether Clooster may write to it",
          message == null ? "" : message.id(),
          outbox,
          reason);
    }
  }

  private synchronized boolean isNews(String reason) {
    long now = nanos.getAsLong();
    if (reason.equals(said) && now - saidAt < PAUSE) {
      return false;
    }
    said = reason;
    saidAt = now;
    return true;
  }
}
