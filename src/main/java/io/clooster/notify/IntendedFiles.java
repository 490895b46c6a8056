// SPDX-License-Identifier: Apache-2.0
package io.clooster.notify;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The files of {@link IntendedMessages}: {@code outbox/intended/<notifier>/<file>}. */
final class IntendedFiles {
  private static final Logger LOG = LoggerFactory.getLogger("clooster");

  private final Path outbox;
  private final List<String> messengers;
  private final PutAside aside;
  private final Outbox names;

  /** A message as it was found. */
  record Found(String file, OutboxMessage message, long epoch, String value) {}

  /** Those of these notifiers; what is told gets a new name, since that is when it is written. */
  IntendedFiles(List<String> messengers, PutAside aside, Outbox names) {
    this.names = names;
    this.outbox = aside.outbox();
    this.messengers = List.copyOf(messengers);
    this.aside = aside;
  }

  /**
   * Stores it, whole or not at all: from then on it outlives this process, and once it is synced
   * the machine, too. Another version of it is good until this one is.
   */
  void store(OutboxMessage message, String file) throws IOException {
    WholeFile.write(message, stored(message.service(), file));
  }

  /** Waits until what is stored is on the disk. */
  void sync(String file) throws IOException {
    for (String service : messengers) {
      try (FileChannel channel =
          FileChannel.open(
              stored(service, file), StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS)) {
        channel.force(false);
      } catch (NoSuchFileException e) {
        // It was told, or dropped.
      }
    }
  }

  /**
   * Tells this message in the place of what is stored; by what is stored where it can't be written.
   *
   * @param name under which it is told
   * @return false when nothing is stored that could be told
   */
  boolean tell(OutboxMessage message, String file, String name) {
    Path stored = stored(message.service(), file);
    if (!Files.exists(stored, LinkOption.NOFOLLOW_LINKS)) {
      return false;
    }
    try {
      store(message, file);
    } catch (IOException e) {
      if (!isWhole(stored)) {
        return false;
      }
      LOG.warn("message={} state=told as it was stored before: {}", message.id(), e.toString());
    }
    return post(message.service(), file, name);
  }

  /** Tells what is stored, in these words; as it is stored where they can't be written. */
  void release(String file, UnaryOperator<OutboxMessage> words) {
    String name = names.renamed(file);
    for (String service : messengers) {
      Path stored = stored(service, file);
      try {
        if (Files.exists(stored, LinkOption.NOFOLLOW_LINKS)) {
          WholeFile.write(words.apply(Outbox.message(Outbox.read(stored))), stored);
        }
      } catch (IOException | MalformedOutboxFile e) {
        LOG.warn("service={} file={} state=told as it was stored: {}", service, file, e.toString());
      }
      post(service, file, name);
    }
  }

  void drop(String file) {
    messengers.forEach(service -> drop(service, file));
  }

  void drop(String service, String file) {
    try {
      Files.deleteIfExists(stored(service, file));
    } catch (IOException e) {
      LOG.warn("state=left: {} can't be deleted: {}", stored(service, file), e.toString());
    }
  }

  /**
   * What earlier runs left, so many messages at most; what is none is put aside.
   *
   * @param ours knows the names of this run, which are left alone
   */
  List<Found> all(int most, Predicate<String> ours) {
    List<Found> found = new ArrayList<>();
    for (String service : messengers) {
      List<Found> here = new ArrayList<>();
      AsideLog log = new AsideLog();
      try (DirectoryStream<Path> entries =
          Files.newDirectoryStream(outbox.resolve("intended").resolve(service))) {
        IOException stuck = null;
        for (Path entry : entries) {
          try {
            if (!ours.test(String.valueOf(entry.getFileName()))) {
              find(entry, service, here.size() < most, here, log);
            }
          } catch (IOException e) {
            stuck = e; // The others may be messages.
          }
        }
        aside.bound();
        if (stuck != null) {
          throw stuck;
        }
      } catch (NoSuchFileException e) {
        continue; // Nothing was ever stored.
      } catch (IOException | DirectoryIteratorException e) {
        LOG.warn("state=unread: what was to be told to {}: {}", service, e.toString());
      }
      log.say(service, "intended/" + service);
      found.addAll(here);
    }
    return found;
  }

  private void find(Path entry, String service, boolean room, List<Found> found, AsideLog log)
      throws IOException {
    String name = String.valueOf(entry.getFileName());
    try {
      if (name.startsWith(WholeFile.UNFINISHED)
          && Files.isRegularFile(entry, LinkOption.NOFOLLOW_LINKS)) {
        Files.deleteIfExists(entry); // An earlier run ended while it wrote it.
        return;
      }
      BasicFileAttributes attributes =
          Files.readAttributes(entry, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
      String what = OutboxFileName.unlikeAMessage(entry, attributes);
      if (what != null || !OutboxFileName.isMessageFile(name) || !room) {
        throw new MalformedOutboxFile(what == null ? "one too many, or unfinished" : what);
      }
      OutboxMessage message = Outbox.message(Outbox.read(entry));
      String value = message.value();
      if (message.epoch() < 0 || !message.service().equals(service)) {
        throw new MalformedOutboxFile("it does not say what it waits for");
      } else if (value == null) {
        post(
            service,
            name,
            names.renamed(name)); // It had its final words already, and was about to be moved.
      } else {
        found.add(new Found(name, message, message.epoch(), value));
      }
    } catch (NoSuchFileException e) {
      return;
    } catch (MalformedOutboxFile e) {
      aside.move(entry, service + "-intended");
      log.add(name, String.valueOf(e.getMessage()));
    }
  }

  private boolean post(String service, String file, String name) {
    Path stored = stored(service, file);
    Path box = outbox.resolve(service);
    try {
      if (!Files.exists(stored, LinkOption.NOFOLLOW_LINKS)) {
        return false;
      }
      Files.createDirectories(box); // It may just be made anew.
      Files.move(stored, box.resolve(name), StandardCopyOption.ATOMIC_MOVE);
      return true;
    } catch (NoSuchFileException e) {
      return false;
    } catch (IOException e) {
      LOG.error("service={} state=untold: {} can't be moved: {}", service, file, e.toString());
      return false;
    }
  }

  /** False when the disk did not keep what it had taken. */
  private static boolean isWhole(Path stored) {
    try {
      Outbox.message(Outbox.read(stored));
      return true;
    } catch (IOException | MalformedOutboxFile e) {
      return false;
    }
  }

  private Path stored(String service, String file) {
    return outbox.resolve("intended").resolve(service).resolve(file);
  }
}
