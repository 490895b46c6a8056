// SPDX-License-Identifier: Apache-2.0
package io.clooster.notify;

import io.clooster.call.FailureText;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.camel.Consumer;
import org.apache.camel.Endpoint;
import org.apache.camel.component.file.FileEndpoint;
import org.apache.camel.support.DefaultPollingConsumerPollStrategy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Bounds the directory of a notifier before each poll, since a poll holds all that is there in
 * memory: what is no small regular file is put aside unread, and of too many messages those that
 * are worth least are dropped. It reads names and attributes, one after the other, however many
 * there are.
 */
public final class OutboxLimits extends DefaultPollingConsumerPollStrategy {
  /** So many messages wait for one notifier. */
  static final int MOST = 1000;

  private static final Duration SAID_AGAIN_AFTER = Duration.ofHours(1);
  private static final Logger LOG = LoggerFactory.getLogger("clooster");

  /**
   * A look costs some ms where a thousand messages wait, and message after message is delivered.
   */
  private static final Duration PAUSE = Duration.ofSeconds(1);

  private final PutAside aside;
  private final DroppedMessages dropped;
  private final OutboxOverflow overflow;
  private final Deliveries deliveries;
  private final Map<Path, Long> kept = new ConcurrentHashMap<>();
  private long saidAt = System.nanoTime() - SAID_AGAIN_AFTER.toNanos();

  public OutboxLimits(PutAside aside, Outbox outbox, Deliveries deliveries) {
    this.deliveries = deliveries;
    this.aside = aside;
    this.dropped = new DroppedMessages(outbox);
    this.overflow = new OutboxOverflow(aside.outbox());
  }

  @Override
  public boolean begin(Consumer consumer, Endpoint endpoint) {
    Path box = ((FileEndpoint) endpoint).getFile().toPath();
    boolean may = isKept(box);
    deliveries.poll(String.valueOf(box.getFileName()), may);
    return may;
  }

  private boolean isKept(Path box) {
    long now = System.nanoTime();
    Long last = kept.get(box);
    if (last != null && now - last < PAUSE.toNanos()) {
      return true;
    }
    boolean may = keep(box);
    if (may) {
      kept.put(box, now);
    }
    return may;
  }

  /**
   * Bounds this directory.
   *
   * @return false when that failed, and nothing may be polled
   */
  boolean keep(Path box) {
    OutboxSweep sweep = new OutboxSweep(aside, String.valueOf(box.getFileName()));
    try {
      overflow.restore(box);
      see(box, sweep);
      if (sweep.overflows()) {
        overflow.replace(box, sweep.messages());
      } else {
        sweep.deleteExcess();
      }
    } catch (NoSuchFileException e) {
      return true; // There was no message yet.
    } catch (IOException e) {
      say(box, e);
      return false;
    }
    sweep.ends();
    dropped.add(sweep.service(), box, sweep.dropped());
    overflow.deleteSome();
    return true;
  }

  private static void see(Path box, OutboxSweep sweep) throws IOException {
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(box)) {
      entries.forEach(sweep::see);
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    }
  }

  private synchronized void say(Path box, IOException why) {
    long now = System.nanoTime();
    if (now - saidAt >= SAID_AGAIN_AFTER.toNanos()) {
      saidAt = now;
      LOG.error(
          "state=undelivered: no message that lies in {} can be delivered, as it can't be read: {}."
              + " New ones are delivered from memory. What to do: {}",
          box,
          FailureText.of(why),
          DiskTrouble.of(why).remedy());
    }
  }
}
