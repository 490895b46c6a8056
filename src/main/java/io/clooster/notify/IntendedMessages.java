// SPDX-License-Identifier: Apache-2.0
package io.clooster.notify;

import io.clooster.call.FailureText;
import io.clooster.config.Config;
import io.clooster.failover.Action;
import io.clooster.failover.Event;
import io.clooster.failover.Values;
import io.clooster.message.Message;
import io.clooster.message.Messages;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The messages that are stored before the write that they are about, and told when a look shows it:
 * see {@link Action.Intend}. To tell one is to move its file into the outbox, in one step for each
 * notifier: it is neither lost nor there twice, whenever this server ends.
 */
public final class IntendedMessages {
  /** So many messages, of earlier runs too. */
  static final int MOST = 16;

  private static final String PRACTICE = "practice";
  private static final Logger LOG = LoggerFactory.getLogger("clooster");

  private final Outbox outbox;
  private final Messages messages;
  private final UnstoredMessages unstored;
  private final IntendedFiles files;

  /** The names of the files of each message that is stored. */
  private final Map<String, String> stored = new LinkedHashMap<>();

  /** Those that were told or dropped last: a slow disk may be asked to store them only then. */
  private final Set<String> over = new LinkedHashSet<>();

  /** Of this outbox; what is told in the place of a stored message waits in {@code unstored}. */
  public IntendedMessages(
      Config config, PutAside aside, Outbox outbox, Messages messages, UnstoredMessages unstored) {
    this.messages = messages;
    this.unstored = unstored;
    this.outbox = outbox;
    this.files = new IntendedFiles(config.notifierNames(), aside, outbox);
  }

  /**
   * Something to store at the start: the first time that code runs takes ten times as long, and a
   * disk that does not work is better known before it counts.
   */
  public Action practice() {
    Action.Notify nothing = new Action.Notify(PRACTICE, PRACTICE, "", "", Values.NONE);
    return new Action.Intend(0, PRACTICE, nothing);
  }

  /** The end of {@link #practice}. */
  public Action practised() {
    return new Action.Drop(PRACTICE);
  }

  /** True when the practice is over. */
  public synchronized boolean hasPractised() {
    return over.contains(PRACTICE);
  }

  /**
   * What an earlier run left. However much lies there, and however long that takes: what this run
   * has to store or to tell does not wait for it.
   */
  public List<Event> found() {
    Map<String, Event> events = new LinkedHashMap<>();
    for (IntendedFiles.Found each : files.all(MOST, outbox::isOfThisRun)) {
      String id = each.message().id();
      if (id.equals(PRACTICE)) {
        files.drop(each.file());
      } else if (keep(id, each.file())) {
        events.put(id, new Event.Intended(id, each.epoch(), each.value()));
      }
    }
    return new ArrayList<>(events.values());
  }

  /** False when the message is known by another file. */
  private synchronized boolean keep(String id, String file) {
    String known = stored.putIfAbsent(id, file);
    return known == null || known.equals(file);
  }

  /**
   * Does what the decision wants with a stored message.
   *
   * @throws IOException whose message says in plain words what the disk refused
   */
  public synchronized void on(Action action) throws IOException {
    try {
      if (action instanceof Action.Intend intend) {
        store(intend);
      } else if (action instanceof Action.Release release) {
        release(release.id());
      } else if (action instanceof Action.Drop drop) {
        drop(drop.id());
      }
    } catch (IOException e) {
      throw new IOException(FailureText.of(e), e);
    }
  }

  /** Waits until what is stored of this message is on the disk, while others are minded. */
  public void sync(Action.Intend intend) throws IOException {
    String file;
    synchronized (this) {
      file = stored.get(intend.message().id());
    }
    if (file != null) {
      files.sync(file);
    }
  }

  /**
   * Tells a message, by its own words, in the place of what is stored.
   *
   * @return the copies that are to be written, as they are not stored
   */
  public synchronized List<OutboxMessage> tell(FiledMessage message) {
    String file = stored.remove(message.id());
    close(message.id());
    List<OutboxMessage> left = new ArrayList<>();
    for (OutboxMessage copy : message.copies()) {
      String service = copy.service();
      if (!unstored.waits(service, message.file())) {
        if (file != null) {
          files.drop(service, file);
        }
        unstored.stored(service, message.file()); // The disk answers again.
      } else if (file != null && files.tell(copy, file, message.file())) {
        unstored.stored(service, message.file());
      } else {
        left.add(copy);
      }
    }
    return left;
  }

  private void store(Action.Intend intend) throws IOException {
    String id = intend.message().id();
    if (over.contains(id)) {
      return;
    }
    String known = stored.get(id);
    if (known == null && stored.size() >= MOST) {
      drop(Collections.min(stored.keySet(), Comparator.comparing(this::worth)));
    }
    String file = known == null ? outbox.name(intend.message()) : known;
    IOException failure = null;
    for (OutboxMessage outboxMessage : outbox.of(messages.of(intend.message()))) {
      try {
        files.store(outboxMessage.intended(intend.epoch(), intend.value()), file);
        stored.putIfAbsent(id, file);
      } catch (IOException e) {
        failure = e; // That of another notifier may be stored all the same.
      }
    }
    if (failure != null) {
      throw failure;
    }
  }

  /** Of a message that is stored. */
  private OutboxFileName.Worth worth(String id) {
    return OutboxFileName.worth(String.valueOf(stored.get(id)));
  }

  private void release(String id) {
    String file = stored.remove(id);
    close(id);
    if (file != null) {
      LOG.info(
          "message={} state=released: an earlier run of this server wrote what it tells, and ended"
              + " before it was told",
          id);
      files.release(file, this::late);
    }
  }

  /** Whoever reads it long after should know when that was. */
  private OutboxMessage late(OutboxMessage outboxMessage) {
    Values values =
        Values.of("title", outboxMessage.title())
            .and("text", outboxMessage.text())
            .and("at", String.valueOf(outboxMessage.event().get("at")));
    Message words = messages.of(new Action.Notify(outboxMessage.id(), "released", "", "", values));
    return outboxMessage.worded(words.title(), words.text());
  }

  private void drop(String id) {
    String file = stored.remove(id);
    close(id);
    if (file != null) {
      files.drop(file);
    }
  }

  private void close(String id) {
    over.add(id);
    if (over.size() > MOST) {
      over.remove(over.iterator().next());
    }
  }
}
