// SPDX-License-Identifier: Apache-2.0
package io.clooster.notify;

import io.clooster.failover.Values;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Counts the messages that had to be dropped, and writes the message that says so: one for each
 * notifier, whose count grows until it is delivered.
 */
final class DroppedMessages {
  private static final Logger LOG = LoggerFactory.getLogger("clooster");
  private static final String COUNT = "count";

  private final Outbox outbox;

  /** What no message could be written about yet: the disk is full, perhaps. */
  private final Map<String, Long> unsaid = new HashMap<>();

  DroppedMessages(Outbox outbox) {
    this.outbox = outbox;
  }

  /**
   * So many messages of the notifier were dropped just now; 0 to say what could not be said before.
   *
   * @param box its directory
   */
  void add(String service, Path box, long dropped) {
    if (dropped > 0) {
      LOG.warn(
          "service={} state=dropped: {} messages, as more than {} waited; the least severe and the"
              + " oldest of these first",
          service,
          dropped,
          OutboxLimits.MOST);
    }
    long count = dropped + unsaid.getOrDefault(service, 0L);
    if (count == 0) {
      return;
    }
    Path file = box.resolve(OutboxFileName.DROPPED);
    try {
      Path unfinished = box.resolve(".unfinished-" + OutboxFileName.DROPPED);
      Files.writeString(unfinished, Outbox.json(message(service, count + said(file))));
      Files.move(
          unfinished, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      unsaid.remove(service);
    } catch (IOException e) {
      unsaid.put(service, count);
    }
  }

  private OutboxMessage message(String service, long count) {
    Values values = Values.of(COUNT, count).and("service", service).and("most", OutboxLimits.MOST);
    return outbox.own(service, "messages-dropped", count == 1 ? "one" : "", values);
  }

  /** How many the message counts that waits already. */
  private static long said(Path file) {
    try {
      Object values = Outbox.message(Outbox.read(file)).event().get("parameters");
      Object count = values instanceof Map<?, ?> map ? map.get(COUNT) : null;
      return count instanceof Number number ? Math.max(0, number.longValue()) : 0;
    } catch (IOException | MalformedOutboxFile e) {
      return 0; // There is none, or none of ours.
    }
  }
}
