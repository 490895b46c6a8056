// SPDX-License-Identifier: Apache-2.0
package io.clooster.notify;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One walk through a directory of messages; in memory it holds no more names than may stay. */
final class OutboxSweep {
  /** A message is written under such a name first. */
  private static final Duration UNFINISHED = Duration.ofMinutes(1);

  /** So many things are put aside one by one, and so many messages dropped; more is an overflow. */
  private static final int FEW = 300;

  private static final Logger LOG = LoggerFactory.getLogger("clooster");

  private final PutAside aside;
  private final String service;
  private final PriorityQueue<Candidate> messages =
      new PriorityQueue<>(Comparator.comparing(Candidate::worth));
  private final AsideLog putAside = new AsideLog();
  private int unfinished;
  private int dropped;
  private final List<Path> excess = new ArrayList<>();
  private int strange;

  private record Candidate(Path file, OutboxFileName.Worth worth) {}

  /** In the directory of this notifier. */
  OutboxSweep(PutAside aside, String service) {
    this.aside = aside;
    this.service = service;
  }

  void see(Path entry) {
    try {
      BasicFileAttributes found =
          Files.readAttributes(entry, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
      String what = unlikeAMessage(entry, found);
      if (what != null) {
        putAside(entry, what);
      } else if (!name(entry).startsWith(".") && !name(entry).equals(OutboxFileName.DROPPED)) {
        keep(entry);
      }
    } catch (NoSuchFileException e) {
      // It has just been delivered.
    } catch (IOException e) {
      strange++;
    }
  }

  /** True when there is so much that it is better to begin anew with {@link #messages()}. */
  boolean overflows() {
    return dropped > excess.size() || strange > OutboxLimits.MOST;
  }

  /** Those that stay. */
  List<Path> messages() {
    return messages.stream().map(Candidate::file).toList();
  }

  /** Deletes those that are too much, where they are few. */
  void deleteExcess() throws IOException {
    for (Path message : excess) {
      Files.deleteIfExists(message);
    }
  }

  /** Says what was put aside. */
  void ends() {
    putAside.say(service, service);
    if (putAside.count() > 0 || strange > 0) {
      try {
        aside.bound();
      } catch (IOException e) {
        LOG.error("state=put aside: outbox/refused can't be kept small: {}", e.toString());
      }
    }
  }

  String service() {
    return service;
  }

  int dropped() {
    return dropped;
  }

  /** What it is instead of a message; null when it may be one. */
  private @Nullable String unlikeAMessage(Path entry, BasicFileAttributes found) {
    String kind = OutboxFileName.unlikeAMessage(entry, found);
    if (kind != null) {
      return kind;
    } else if (name(entry).startsWith(".")) {
      unfinished++;
      boolean young = isYoung(found) && unfinished <= OutboxLimits.MOST;
      return young ? null : "left unfinished";
    }
    return OutboxFileName.isMessageFile(name(entry)) ? null : OutboxFileName.UNLIKE_A_NAME;
  }

  private static boolean isYoung(BasicFileAttributes found) {
    long age = System.currentTimeMillis() - found.lastModifiedTime().toMillis();
    return Math.abs(age) < UNFINISHED.toMillis();
  }

  private void putAside(Path entry, String what) throws IOException {
    if (putAside.count() >= FEW) {
      strange++;
      return;
    }
    aside.move(entry, service);
    putAside.add(name(entry), what);
  }

  private void keep(Path message) {
    messages.add(new Candidate(message, OutboxFileName.worth(name(message))));
    if (messages.size() > OutboxLimits.MOST) {
      Path least = messages.remove().file();
      dropped++;
      if (excess.size() < FEW) {
        excess.add(least);
      }
    }
  }

  private static String name(Path entry) {
    return String.valueOf(entry.getFileName());
  }
}
