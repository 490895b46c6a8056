// SPDX-License-Identifier: Apache-2.0
package io.clooster.notify;

import io.clooster.failover.Action;
import io.clooster.message.Message;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The messages that are not on the disk. Each waits here, under the name that its file gets, until
 * that file is there. What the disk refuses is delivered from here, in its turn as if it lay in the
 * outbox, and becomes a file as soon as the disk takes it; so is what the disk has not taken for
 * {@link #HANGS_AFTER}. A file that comes only when its message was delivered goes unread. Nothing
 * here waits for the disk while others wait for this.
 */
public final class UnstoredMessages implements AutoCloseable {
  /** So many for one notifier, beside those that the disk is about to take. */
  static final int MOST = 200;

  /** A disk that needs longer for a message hangs; in nanoseconds. */
  static final long HANGS_AFTER = 2_000_000_000L;

  /**
   * So long the last attempt to store what is left may take: a stop has a second more than Camel.
   */
  private static final Duration LAST_ATTEMPT = Duration.ofMillis(500);

  private static final Logger LOG = LoggerFactory.getLogger("clooster");

  private final Outbox outbox;
  private final Deliveries deliveries;
  private final LongSupplier nanos;
  private final UnstoredLog log;

  /** Those of each notifier by the names of their files. */
  private final Map<String, Map<String, Waiting>> boxes = new HashMap<>();

  private static final class Waiting {
    private final OutboxMessage message;
    private final long since;

    /** The disk did not take it. */
    private boolean refused;

    /** Its notifier is being told it, so that its file, if that comes meanwhile, is no other. */
    private boolean inHand;

    private boolean isFile;

    Waiting(OutboxMessage message, long since) {
      this.message = message;
      this.since = since;
    }
  }

  /**
   * One whose turn it is.
   *
   * @param file the name that it has in the outbox
   */
  public record Due(String file, OutboxMessage message) {}

  /** Of the outbox that these are the deliveries of. */
  public UnstoredMessages(Outbox outbox, Deliveries deliveries) {
    this(outbox, deliveries, System::nanoTime);
  }

  /** {@code nanos} is the monotonic clock. */
  UnstoredMessages(Outbox outbox, Deliveries deliveries, LongSupplier nanos) {
    this.outbox = outbox;
    this.deliveries = deliveries;
    this.nanos = nanos;
    this.log = new UnstoredLog(deliveries.outbox(), nanos);
  }

  /** Keeps a message until the disk has it. */
  public synchronized FiledMessage take(Message message) {
    FiledMessage filed = outbox.filed(message);
    for (OutboxMessage copy : filed.copies()) {
      box(copy.service()).put(filed.file(), new Waiting(copy, nanos.getAsLong()));
      deliveries.keep(copy.service(), filed.file());
      bound(copy.service());
    }
    return filed;
  }

  /** False when it was delivered, or dropped, before the disk had it. */
  synchronized boolean waits(String service, String file) {
    return find(service, file) != null;
  }

  /** The disk has it. */
  public void stored(String service, String file) {
    if (!becomesFile(service, file)) {
      deliveries.delete(service, file);
    }
    log.stored();
  }

  /** False when nobody waits for that file any more. */
  private synchronized boolean becomesFile(String service, String file) {
    Waiting waiting = find(service, file);
    if (waiting == null) {
      return false;
    } else if (waiting.inHand) {
      waiting.isFile = true;
    } else {
      box(service).remove(file);
      deliveries.stored(service, file);
    }
    return true;
  }

  /** The disk did not take it. Of too many such messages the one that is worth least is dropped. */
  public void unstored(OutboxMessage message, String file, Throwable failure) {
    discard(deliveries.outbox().resolve(message.service()).resolve(file), failure);
    log.failed(message.id(), failure);
    synchronized (this) {
      Waiting waiting = find(message.service(), file);
      if (waiting != null) {
        waiting.refused = true;
        bound(message.service());
      }
    }
  }

  /** One could not be stored before the write that it is about. */
  public void before(Action.Intend intend, Throwable failure) {
    log.failed(intend.message().id(), failure);
  }

  /**
   * Takes one that the disk did not take, and that may be delivered, in hand: until it is {@link
   * #delivered}, {@link #failed} or {@link #refused}.
   *
   * @return null when there is none, or none is due
   */
  public synchronized @Nullable Due next(String service) {
    String file = box(service).isEmpty() ? null : deliveries.next(service);
    Waiting waiting = file == null ? null : find(service, file);
    if (file == null || waiting == null || !isUnstored(waiting)) {
      return null;
    }
    if (!waiting.refused) {
      log.hangs(waiting.message.id(), Duration.ofNanos(HANGS_AFTER));
    }
    waiting.inHand = true;
    return new Due(file, waiting.message);
  }

  /** The notifier took it. */
  public void delivered(String service, String file) {
    deliveries.deliveredFromMemory(service, file);
    remove(service, file);
  }

  /** The notifier did not take it; its service may have said when it would. */
  public synchronized void failed(String service, String file, @Nullable Throwable failure) {
    deliveries.failed(service, file, failure);
    Waiting waiting = find(service, file);
    if (waiting != null) {
      waiting.inHand = false;
      if (waiting.isFile) {
        becomesFile(service, file);
      }
    }
  }

  /** The notifier refused it for good, and it can't be put aside, as nothing can be stored. */
  public void refused(String service, String file) {
    deliveries.forget(service, file);
    remove(service, file);
  }

  private void remove(String service, String file) {
    Waiting waiting;
    synchronized (this) {
      waiting = box(service).remove(file);
    }
    if (waiting != null && waiting.isFile) {
      deliveries.delete(service, file);
    }
  }

  /** Stores what the disk did not take, and takes by now. */
  public void storeAgain() {
    store(waiting -> waiting.refused && !waiting.inHand);
  }

  /** Stores what can be stored; the rest is lost with this process, and the log names it. */
  @Override
  public void close() {
    if (isEmpty()) {
      return;
    }
    Thread storing = new Thread(() -> store(waiting -> true), "last-messages");
    storing.setDaemon(true);
    storing.start();
    try {
      storing.join(LAST_ATTEMPT.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    synchronized (this) {
      for (Map<String, Waiting> box : boxes.values()) {
        box.values()
            .forEach(
                each -> lost(each.message, "lost: this server ends, and it was not delivered"));
        box.clear();
      }
    }
  }

  private synchronized boolean isEmpty() {
    return boxes.values().stream().allMatch(Map::isEmpty);
  }

  private void store(Predicate<Waiting> which) {
    for (String service : services()) {
      for (Due each : those(service, which)) {
        Path directory = deliveries.outbox().resolve(service);
        try {
          WholeFile.directory(directory);
          WholeFile.write(each.message(), directory.resolve(each.file()));
          stored(service, each.file());
        } catch (IOException e) {
          log.failed(each.message().id(), e);
          break;
        }
      }
    }
  }

  private synchronized List<String> services() {
    return List.copyOf(boxes.keySet());
  }

  private synchronized List<Due> those(String service, Predicate<Waiting> which) {
    return box(service).entrySet().stream()
        .filter(each -> which.test(each.getValue()))
        .map(each -> new Due(each.getKey(), each.getValue().message))
        .toList();
  }

  private void bound(String service) {
    List<String> kept =
        box(service).entrySet().stream()
            .filter(each -> isUnstored(each.getValue()) && !each.getValue().inHand)
            .map(Map.Entry::getKey)
            .sorted(Comparator.comparing(OutboxFileName::worth))
            .toList();
    for (String file : kept.subList(0, Math.max(0, kept.size() - MOST))) {
      Waiting least = box(service).remove(file);
      deliveries.forget(service, file);
      if (least != null) {
        lost(least.message, "dropped: more than " + MOST + " wait in memory");
      }
    }
  }

  /** The disk did not take it, or has been about to for too long. */
  private boolean isUnstored(Waiting waiting) {
    return waiting.refused || nanos.getAsLong() - waiting.since >= HANGS_AFTER;
  }

  private Map<String, Waiting> box(String service) {
    return boxes.computeIfAbsent(service, any -> new TreeMap<>());
  }

  private @Nullable Waiting find(String service, String file) {
    return box(service).get(file);
  }

  /** What was begun of it would be in the way, and put aside as no message. */
  private static void discard(Path file, Throwable because) {
    try {
      Files.deleteIfExists(WholeFile.unfinished(file));
    } catch (IOException e) {
      because.addSuppressed(e);
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
