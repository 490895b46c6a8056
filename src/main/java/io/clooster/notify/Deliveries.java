// SPDX-License-Identifier: Apache-2.0
package io.clooster.notify;

import io.clooster.call.FailureText;
import io.clooster.call.RetryAfter;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;
import org.apache.camel.component.file.GenericFile;
import org.apache.camel.component.file.GenericFileFilter;
import org.apache.camel.http.base.HttpOperationFailedException;
import org.jspecify.annotations.Nullable;

/** Which message may be tried now, of each notifier: see {@link DeliveryTurns}. */
public final class Deliveries implements GenericFileFilter<Object> {
  private final Path outbox;
  private final LongSupplier nanos;
  private final RandomGenerator dice;
  private final Map<String, DeliveryTurns> services = new ConcurrentHashMap<>();

  /** The file that the poll of each notifier may take; empty for none. */
  private final Map<String, String> polled = new ConcurrentHashMap<>();

  public Deliveries(String stateDirectory) {
    this(stateDirectory, System::nanoTime, RandomGenerator.getDefault());
  }

  Deliveries(String stateDirectory, LongSupplier nanos, RandomGenerator dice) {
    this.outbox = Path.of(stateDirectory, "outbox");
    this.nanos = nanos;
    this.dice = dice;
  }

  /** Where the messages lie, in a directory for each notifier. */
  Path outbox() {
    return outbox;
  }

  /**
   * A poll of a notifier's files begins.
   *
   * @param may false when it does not take place, as they can't be read
   */
  void poll(String service, boolean may) {
    turns(service).look(may ? outbox.resolve(service) : null, now());
    String file = next(service);
    polled.put(service, file == null || turns(service).isUnstored(file) ? "" : file);
  }

  /** How many messages wait for each notifier, as it was seen last. */
  public Map<String, Integer> waiting() {
    Map<String, Integer> waiting = new TreeMap<>();
    services.forEach((service, turns) -> waiting.put(service, turns.waiting().size()));
    return waiting;
  }

  /** One of the files that a poll found: true when it may be tried. */
  @Override
  public boolean accept(GenericFile<Object> file) {
    Path path = Path.of(file.getAbsoluteFilePath());
    String service = String.valueOf(path.getName(path.getNameCount() - 2));
    return file.getFileNameOnly().equals(polled.get(service));
  }

  /** The name of the message whose turn it is, in a file or in memory; null when it is nobody's. */
  @Nullable String next(String service) {
    return turns(service).next(now());
  }

  /** One waits in memory, under the name that its file would have. */
  void keep(String service, String file) {
    turns(service).keep(file);
  }

  /** It lies in the outbox by now. */
  void stored(String service, String file) {
    turns(service).stored(file);
  }

  /** It does not wait any more, and was not delivered: its file would not be read. */
  void forget(String service, String file) {
    turns(service).forget(file);
  }

  /**
   * How long one of a notifier's messages has been failing; null when none has.
   *
   * @param counts true of the name of a message that is to be looked at
   */
  @Nullable Duration failingFor(String service, Predicate<String> counts) {
    Duration since = turns(service).failingSince(counts);
    return since == null ? null : now().minus(since);
  }

  /** The notifier took it: the file goes, and the message is never tried again. */
  public void delivered(String service, String file) {
    turns(service).delivered(outbox.resolve(service).resolve(file));
  }

  /** A file that nobody waits for goes. */
  void delete(String service, String file) {
    turns(service).delete(outbox.resolve(service).resolve(file));
  }

  /** The notifier took one that lies in no file; one that comes would not be read. */
  void deliveredFromMemory(String service, String file) {
    turns(service).delivered(file);
  }

  /** The notifier did not take it; its service may have said when it would. */
  public void failed(String service, String file, @Nullable Throwable failure) {
    turns(service).failed(file, now(), retryAfter(failure));
  }

  private static Duration retryAfter(@Nullable Throwable failure) {
    if (failure != null
        && FailureText.rootOf(failure) instanceof HttpOperationFailedException answer
        && answer.getResponseHeaders() != null) {
      for (Map.Entry<String, String> header : answer.getResponseHeaders().entrySet()) {
        if (header.getKey().equalsIgnoreCase("Retry-After")) {
          return RetryAfter.of(header.getValue(), Instant.now());
        }
      }
    }
    return Duration.ZERO;
  }

  private DeliveryTurns turns(String service) {
    return services.computeIfAbsent(service, any -> new DeliveryTurns(dice));
  }

  private Duration now() {
    return Duration.ofNanos(nanos.getAsLong());
  }
}
