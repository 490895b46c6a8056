// SPDX-License-Identifier: Apache-2.0
package io.clooster.dns.verify;

import io.clooster.call.Deadlines;
import io.clooster.call.FailureText;
import io.clooster.config.Config;
import io.clooster.dns.FoundRecord;
import io.clooster.dns.Mapping;
import io.clooster.dns.ProviderRecords;
import io.clooster.dns.PublishedRecord;
import io.clooster.failover.Action;
import io.clooster.failover.Durations;
import io.clooster.failover.Event;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.apache.camel.Body;
import org.jspecify.annotations.Nullable;

/**
 * Waits until a change has arrived: until each server that answers for the zone gives the new value
 * of each record. A newer order, or a stop, ends an older one, which then tells what it knows.
 */
public final class RecordVerification {
  private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(8);

  private final Config.Verify settings;
  private final Mapping mapping;
  private final Deadlines deadlines;
  private final Supplier<NameServerSource> whom;
  private final AtomicReference<@Nullable Interruptible> current = new AtomicReference<>();

  public RecordVerification(Config config, Mapping mapping, Deadlines deadlines) {
    this(config.verify(), mapping, deadlines, () -> whom(config.verify(), mapping));
  }

  RecordVerification(
      Config.Verify settings,
      Mapping mapping,
      Deadlines deadlines,
      Supplier<NameServerSource> whom) {
    this.settings = settings;
    this.mapping = mapping;
    this.deadlines = deadlines;
    this.whom = whom;
  }

  static NameServerSource whom(Config.Verify settings, Mapping mapping) {
    return settings.servers().isEmpty()
        ? new ZoneServers(mapping.zone())
        : new NamedServers(settings.servers());
  }

  /**
   * The answer to the order: at once where there is nobody to ask, else when all is as it should
   * be, or the time is over.
   *
   * @throws IOException at a stop: nothing begins any more
   */
  public Event verify(@Body Action.VerifyRecord order) throws IOException {
    List<ExpectedRecord> questions = new ArrayList<>();
    ProviderRecords providerRecords = (ProviderRecords) order.snapshot().source();
    Duration cached = providerRecords.cached();
    for (FoundRecord record : providerRecords.records()) {
      if (record.source() instanceof PublishedRecord published && published.proxied()) {
        continue;
      }
      questions.add(
          new ExpectedRecord(record.name(), record.type(), mapping.content(record, order.value())));
    }
    if (!settings.on() || questions.isEmpty()) {
      return new Event.RecordVerified(order.number(), 0, List.of(), cached);
    }
    return verify(order.number(), questions, cached);
  }

  private Event verify(long number, List<ExpectedRecord> questions, Duration cached)
      throws IOException {
    try (Interruptible patience = new Interruptible()) {
      Interruptible older = current.getAndSet(patience);
      if (older != null) {
        older.end();
      }
      Deadlines.Timeout timer = deadlines.set(settings.within(), patience::end);
      try {
        return verified(number, questions, cached);
      } finally {
        timer.cancel();
        current.compareAndSet(patience, null);
      }
    }
  }

  private Event verified(long number, List<ExpectedRecord> questions, Duration cached) {
    String reason = "the name servers of " + mapping.zone() + " were not found in time";
    Duration pause = FIRST_PAUSE;
    try {
      while (true) {
        try {
          return verified(number, whom.get().find(), questions, cached);
        } catch (IOException e) {
          reason = FailureText.of(e);
        }
        // The network that has just lost a server may have lost its resolver for a moment.
        Thread.sleep(pause.toMillis());
        pause = Durations.doubled(pause, LONGEST_PAUSE);
      }
    } catch (InterruptedException e) {
      return new Event.RecordVerified(number, 0, List.of(reason), cached);
    }
  }

  private static Event verified(
      long number, NameServerSource.Found found, List<ExpectedRecord> questions, Duration cached)
      throws IOException {
    List<String> lagging = new ArrayList<>(found.lost());
    lagging.addAll(ParallelChecks.lagging(found.servers(), questions));
    int asked = found.servers().size() + found.lost().size();
    return new Event.RecordVerified(number, asked, lagging, cached);
  }

  /** The answer where the order could not be carried out at all. */
  public Event failed(long number, Exception failure) {
    return new Event.RecordVerified(
        number, 0, List.of("nobody could be asked: " + FailureText.of(failure)), Duration.ZERO);
  }
}
