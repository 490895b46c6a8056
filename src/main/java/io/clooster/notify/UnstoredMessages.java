// SPDX-License-Identifier: Apache-2.0
package io.clooster.notify;

import io.clooster.failover.Action;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The messages that the disk did not take. Each waits in memory, under the name that its file would
 * have: it is delivered from there in its turn, as if it lay in the outbox, and becomes a file as
 * soon as the disk takes it. One route for each notifier asks for them; what that route has in hand
 * is not stored meanwhile, so that nothing is delivered twice.
 */
public final class UnstoredMessages implements AutoCloseable {
  /** So many for one notifier. */
  static final int MOST = 200;

  /** The disk is tried no more often, in nanoseconds. */
  static final long AGAIN_AFTER = 1_000_000_000L;

  private static final Logger LOG = LoggerFactory.getLogger("clooster");

  private final Path outbox;
  private final Deliveries deliveries;
  private final LongSupplier nanos;
  private final UnstoredLog log;
  private final Map<String, Box> boxes = new HashMap<>();

  /** Those of one notifier by the names of their files. */
  private static final class Box {
    private final TreeMap<String, OutboxMessage> messages = new TreeMap<>();
    private long triedAt;
  }

  /**
   * One whose turn it is.
   *
   * @param file the name that it has in the outbox
   */
  public record Due(String file, OutboxMessage message) {}

  /** Of the outbox that these are the deliveries of. */
  public UnstoredMessages(Deliveries deliveries) {
    this(deliveries, System::nanoTime);
  }

  /** {@code nanos} is the monotonic clock. */
  UnstoredMessages(Deliveries deliveries, LongSupplier nanos) {
    this.outbox = deliveries.outbox();
    this.deliveries = deliveries;
    this.nanos = nanos;
    this.log = new UnstoredLog(outbox, nanos);
  }

  /**
   * Keeps a message. Of too many the one that is worth least is dropped, and the log says so.
   *
   * @param path where in the outbox it could not be written: {@code <notifier>/<file>}
   * @param failure why
   */
  public synchronized void keep(OutboxMessage message, String path, Throwable failure) {
    Box box = boxes.computeIfAbsent(message.service(), any -> new Box());
    String file = String.valueOf(Path.of(path).getFileName());
    box.messages.put(file, message);
    deliveries.keep(message.service(), file);
    box.triedAt = nanos.getAsLong();
    discard(outbox.resolve(path), failure);
    log.failed(message.id(), failure);
    if (box.messages.size() > MOST) {
      Map.Entry<String, OutboxMessage> least =
          Collections.min(
              box.messages.entrySet(),
              Comparator.comparing(each -> OutboxFileName.worth(each.getKey())));
      lost(least.getValue(), "dropped: more than " + MOST + " wait in memory");
      forget(message.service(), least.getKey());
    }
  }

  /** One could not be stored before the write that it is about. */
  public void before(Action.Intend intend, Throwable failure) {
    log.failed(intend.message().id(), failure);
  }

  /**
   * Stores what can be stored by now; of what can't the one that may be delivered.
   *
   * @return null when there is none, or none is due
   */
  public synchronized @Nullable Due next(String service) {
    Box box = boxes.get(service);
    if (box == null || box.messages.isEmpty()) {
      return null;
    }
    long now = nanos.getAsLong();
    if (now - box.triedAt >= AGAIN_AFTER) {
      box.triedAt = now;
      store(service, box);
    }
    String due = box.messages.isEmpty() ? null : deliveries.next(service);
    OutboxMessage message = due == null ? null : box.messages.get(due);
    return due == null || message == null ? null : new Due(due, message);
  }

  /** The notifier took it. */
  public synchronized void delivered(String service, String file) {
    deliveries.deliveredFromMemory(service, file);
    forget(service, file);
  }

  /** The notifier refused it for good, and it can't be put aside, as nothing can be stored. */
  public synchronized void refused(String service, String file) {
    forget(service, file);
  }

  /** Stores what can be stored; the rest is lost with this process, and the log names it. */
  @Override
  public synchronized void close() {
    boxes.forEach(
        (service, box) -> {
          store(service, box);
          box.messages
              .values()
              .forEach(
                  message -> lost(message, "lost: this server ends, and it was not delivered"));
          box.messages.clear();
        });
  }

  private void store(String service, Box box) {
    int stored = 0;
    try {
      WholeFile.directory(outbox.resolve(service));
      for (var all = box.messages.entrySet().iterator(); all.hasNext(); stored++) {
        Map.Entry<String, OutboxMessage> each = all.next();
        WholeFile.write(each.getValue(), outbox.resolve(service).resolve(each.getKey()));
        all.remove();
        deliveries.stored(service, each.getKey());
      }
      log.stored(stored);
    } catch (IOException e) {
      log.failed(box.messages.isEmpty() ? "" : box.messages.firstEntry().getValue().id(), e);
    }
  }

  /** What was begun of it would be in the way, and put aside as no message. */
  private static void discard(Path file, Throwable because) {
    try {
      Files.deleteIfExists(WholeFile.unfinished(file));
    } catch (IOException e) {
      because.addSuppressed(e);
    }
  }

  private void forget(String service, String file) {
    Box box = boxes.get(service);
    if (box != null) {
      box.messages.remove(file);
      deliveries.forget(service, file);
    }
  }

  private static void lost(OutboxMessage message, String why) {
    LOG.error(
        "message={} service={} state={}; what it says stands in this log, at its message=",
        message.id(),
        message.service(),
        why);
  }
}
