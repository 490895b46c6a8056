// SPDX-License-Identifier: Apache-2.0
package io.clooster.notify;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which message of one notifier is the next, and when: in the order of {@link DeliveryOrder}. After
 * a failure all wait, longer each time, but for a critical one that was never tried. A message that
 * keeps failing lets those about something else pass, as it may be the message that is the reason.
 */
final class DeliveryTurns {
  /** After so many failures of one message others are preferred to it. */
  static final int PATIENCE = 5;

  /** So long they are. */
  static final Duration SET_BACK = Duration.ofMinutes(4);

  /**
   * When it failed between so many that did not, it is the message that is the reason, and holds up
   * no longer what is about the same.
   */
  static final int PASSED = 3;

  /**
   * Files that nobody has looked at for so long hold up nothing: the disk hangs. It is more than a
   * delivery may take.
   */
  static final Duration STANDS_STILL = Duration.ofSeconds(30);

  private static final Duration ANY_TIME = Duration.ofSeconds(Long.MIN_VALUE);
  private static final int MOST = 2 * OutboxLimits.MOST;
  private static final Logger LOG = LoggerFactory.getLogger("clooster");

  /**
   * A message that was tried in vain.
   *
   * @param first when it failed first
   * @param notBefore until then others are preferred to it
   * @param passed how many others were delivered each after a failure of this one
   * @param again true when it failed since the last of these
   */
  private record Failed(int times, Duration first, Duration notBefore, int passed, boolean again) {}

  private final DeliveryPause pause;
  private final Set<String> files = new HashSet<>();
  private final Set<String> unstored = new HashSet<>();
  private final Map<String, Failed> failed = new LinkedHashMap<>();

  /** Critical ones for which a try was made, of themselves or of what has to come before them. */
  private final Set<String> hurried = new LinkedHashSet<>();

  /** What was delivered or dropped before its file came, or before that could be deleted. */
  private final Set<String> over = new LinkedHashSet<>();

  /** When the files were seen last. */
  private Duration seen = ANY_TIME;

  DeliveryTurns(RandomGenerator dice) {
    this.pause = new DeliveryPause(dice);
  }

  /**
   * Sees which files wait in the directory, and deletes those that are over.
   *
   * @param box null when it can't be polled: then no file holds up anything
   * @param now since some moment, monotonic
   */
  void look(@Nullable Path box, Duration now) {
    if (box == null) {
      see(Set.of(), now);
      return;
    }
    Set<String> found = messageFiles(box);
    see(found, now);
    for (String file : found) {
      if (isOver(file)) {
        deleteOver(box.resolve(file));
      }
    }
  }

  private static Set<String> messageFiles(Path box) {
    Set<String> found = new HashSet<>();
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(box)) {
      entries.forEach(entry -> found.add(String.valueOf(entry.getFileName())));
    } catch (IOException | DirectoryIteratorException e) {
      return Set.of(); // There is none yet, or OutboxLimits says why none can be read.
    }
    found.removeIf(Predicate.not(OutboxFileName::isMessageFile));
    return found;
  }

  private synchronized void see(Set<String> found, Duration now) {
    files.clear();
    files.addAll(found);
    seen = now;
    failed.keySet().removeIf(this::isGone);
    hurried.removeIf(this::isGone);
  }

  /** One waits in memory. */
  synchronized void keep(String file) {
    unstored.add(file);
  }

  /** True of one that does. */
  synchronized boolean isUnstored(String file) {
    return unstored.contains(file);
  }

  /** It does no more: it lies in the directory. */
  synchronized void stored(String file) {
    unstored.remove(file);
    files.add(file);
  }

  /** It does no more, nor anywhere else. */
  synchronized void forget(String file) {
    files.remove(file);
    unstored.remove(file);
    failed.remove(file);
    over.add(file);
    forgetOldest(over);
  }

  /** What was seen last, in the directory and in memory, and is not over. */
  synchronized Set<String> waiting() {
    Set<String> waiting = new HashSet<>(unstored);
    waiting.addAll(files);
    waiting.removeAll(over);
    return waiting;
  }

  private synchronized boolean isOver(String file) {
    return over.contains(file);
  }

  /**
   * The name of the message that may be tried.
   *
   * @param now since some moment, monotonic
   * @return null when there is none, or its time has not come
   */
  synchronized @Nullable String next(Duration now) {
    Set<String> waiting = new HashSet<>(unstored);
    if (now.minus(STANDS_STILL).compareTo(seen) < 0) {
      waiting.addAll(files);
    }
    waiting.removeAll(over);
    List<DeliveryOrder.Head> due =
        DeliveryOrder.heads(waiting, this::isTheReason).stream()
            .filter(head -> pause.isOver(!hurried.containsAll(head.critical()), now))
            .toList();
    return due.stream()
        .filter(head -> !isSetBack(head.file(), now))
        .findFirst()
        .or(() -> due.stream().findFirst())
        .map(DeliveryOrder.Head::file)
        .orElse(null);
  }

  /**
   * It was not delivered.
   *
   * @param retryAfter the least time until the next attempt that the service asked for; zero if
   *     none
   */
  synchronized void failed(String file, Duration now, Duration retryAfter) {
    Failed before = failed.remove(file);
    int times = before == null ? 1 : before.times() + 1;
    pause.failed(hurry(file), now, retryAfter);
    failed.put(
        file,
        new Failed(
            times,
            before == null ? now : before.first(),
            times < PATIENCE ? now : now.plus(SET_BACK),
            before == null ? 0 : before.passed(),
            true));
    forgetOldest(failed.keySet());
  }

  /** It was delivered; a file of it would not be read. */
  synchronized void delivered(String file) {
    forget(file);
    failed.replaceAll((name, each) -> passed(each));
    pause.ends();
  }

  /** The same of one that lies in a file, which goes. */
  void delivered(Path message) {
    delivered(String.valueOf(message.getFileName()));
    delete(message);
  }

  /** Deletes it. What can't be deleted is remembered, as nobody wants to read it twice. */
  void delete(Path message) {
    IOException failure = deleteOver(message);
    if (failure != null) {
      LOG.error("state=delivered: but {} can't be deleted: {}", message, failure.toString());
    }
  }

  /** Null when that is done. */
  private @Nullable IOException deleteOver(Path message) {
    try {
      Files.deleteIfExists(message);
    } catch (IOException e) {
      return e;
    }
    synchronized (this) {
      over.remove(String.valueOf(message.getFileName()));
    }
    return null;
  }

  /**
   * Since when one of those that wait has failed.
   *
   * @param counts true of a message that is to be looked at
   */
  synchronized @Nullable Duration failingSince(Predicate<String> counts) {
    return failed.entrySet().stream()
        .filter(each -> counts.test(each.getKey()) && !isGone(each.getKey()))
        .map(each -> each.getValue().first())
        .min(Duration::compareTo)
        .orElse(null);
  }

  private boolean isSetBack(String file, Duration now) {
    Failed before = failed.get(file);
    return before != null && now.compareTo(before.notBefore()) < 0;
  }

  private boolean isTheReason(String file) {
    Failed before = failed.get(file);
    return before != null && before.passed() >= PASSED;
  }

  private boolean isGone(String file) {
    return !files.contains(file) && !unstored.contains(file);
  }

  /** True when a critical message had its first try by this one. */
  private boolean hurry(String file) {
    String subject = OutboxFileName.subject(file);
    boolean first = OutboxFileName.isCritical(file) && hurried.add(file);
    for (Set<String> waiting : List.of(files, unstored)) {
      for (String name : waiting) {
        if (!subject.isEmpty()
            && subject.equals(OutboxFileName.subject(name))
            && OutboxFileName.isCritical(name)) {
          first |= hurried.add(name);
        }
      }
    }
    return first;
  }

  /** It was the notifier that failed; unless this message failed between two that did not. */
  private static Failed passed(Failed message) {
    boolean kept = message.times() > PATIENCE;
    boolean counts = message.times() >= PATIENCE && message.again();
    return new Failed(
        message.times(),
        message.first(),
        kept ? message.notBefore() : ANY_TIME,
        message.passed() + (counts ? 1 : 0),
        false);
  }

  private static void forgetOldest(Set<String> names) {
    if (names.size() > MOST) {
      names.remove(names.iterator().next());
    }
  }
}
